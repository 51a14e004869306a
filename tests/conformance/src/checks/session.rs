//! The session: whether it holds together, and what happens to those without one. Spaces are in `spaces`.

use std::collections::BTreeSet;

use serde_json::Value;
use switchboard_api::{Counts, Session, View};

use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::{Desk, escaped};

pub const CHECKS: [Check; 5] = [
    check!(
        "session.shape",
        "conversations.md#signing-in",
        "A client draws its whole frame from this answer; what is named and not there leaves holes in it.",
        shape
    ),
    check!(
        "session.workflow",
        "conversations.md#signing-in",
        "Menus and tabs are made of the workflow; a key that leads nowhere is a choice that fails.",
        workflow
    ),
    check!(
        "session.counts",
        "conversations.md#signing-in",
        "A number beside a view that its list does not have sends people looking for what is not there.",
        counts
    ),
    check!(
        "session.required",
        "conversations.md#signing-in",
        "Whoever is not signed in must get nothing, and a client must be able to tell that from a fault.",
        required
    ),
    check!(
        "session.unknown_parameters",
        "conversations.md",
        "A misspelt filter that is silently ignored shows the wrong conversations.",
        unknown_parameters
    ),
];

/// Lists are compared with numbers this often while others are at work.
const TRIES: usize = 4;

async fn shape(desk: &Desk) -> Result<(), Stop> {
    let session = desk.fresh_session().await?;
    let Session { me, spaces, space, inboxes, channels, sender_profiles, teams, agents, .. } = &session;
    ensure!(spaces.iter().any(|one| one.id == *space), "`space` is {space}, which is not among `spaces`.");
    ensure!(agents.iter().any(|agent| agent.id == me.id), "`me` is {}, who is not among `agents`.", me.id);
    for team in &me.teams {
        ensure!(teams.iter().any(|one| one.id == *team), "`me.teams` names {team}, which is not among `teams`.");
    }
    for channel in channels {
        let known = inboxes.iter().any(|inbox| inbox.id == channel.inbox);
        ensure!(known, "Channel {} is of inbox {}, which is not among `inboxes`.", channel.id, channel.inbox);
        ensure!(channel.max_length > 0, "Channel {} takes messages of no length.", channel.id);
    }
    for profile in sender_profiles {
        let known = channels.iter().any(|channel| channel.id == profile.channel);
        ensure!(
            known,
            "Sender profile {} is of channel {}, which is not among `channels`.",
            profile.id,
            profile.channel
        );
    }
    let window = session.settings.undo_window_s;
    ensure!([0, 5, 10, 20, 30].contains(&window), "The undo window is {window} s, not 0, 5, 10, 20 or 30.");
    ensure!(session.views.contains(&View::All), "`views` does not have `all`.");
    Ok(())
}

async fn workflow(desk: &Desk) -> Result<(), Stop> {
    let workflow = desk.fresh_session().await?.workflow;
    let known: BTreeSet<_> = workflow.statuses.iter().map(|status| &status.key).collect();
    ensure!(known.len() == workflow.statuses.len(), "Two statuses have the same key.");
    for transition in &workflow.transitions {
        let (from, to) = (&transition.from, &transition.to);
        ensure!(from != to, "There is a transition from {from} to itself.");
        for key in [from, to] {
            ensure!(known.contains(key), "A transition names {key}, which is no status.");
        }
    }
    for key in ["all", "active"] {
        ensure!(workflow.tabs.iter().any(|tab| tab.key.as_str() == key), "There is no tab `{key}`.");
    }
    for status in &known {
        let held = workflow.tabs.iter().any(|tab| tab.key.as_str() == "all" && tab.statuses.contains(status));
        ensure!(held, "Tab `all` does not show status {status}.");
    }
    for tab in &workflow.tabs {
        for key in &tab.statuses {
            ensure!(known.contains(key), "Tab {} names {key}, which is no status.", tab.key);
        }
    }
    Ok(())
}

async fn counts(desk: &Desk) -> Result<(), Stop> {
    for _ in 0..TRIES {
        let (counts, seq) = desk.counts().await?;
        let difference = differing(desk, &counts).await?;
        if difference.is_empty() {
            return Ok(());
        }
        if desk.counts().await?.1 == seq {
            return broken(difference);
        }
    }
    skipped("Others are at work in this space, so its numbers never rest.")
}

/// Where a number differs from its list; empty if none does.
async fn differing(desk: &Desk, counts: &Counts) -> Result<String, Stop> {
    let lists = counts.views.iter().map(|(view, counts)| (format!("view={view}"), counts));
    let teams = counts.teams.iter().map(|(team, counts)| (format!("view=all&team={}", escaped(team.as_str())), counts));
    for (list, counts) in lists.chain(teams) {
        for (tab, count) in &counts.tabs {
            if desk.session.workflow.tab(tab).is_none() {
                return Ok(format!("`counts` names tab {tab}, which is not among the workflow's."));
            }
            let total = desk.list(&format!("{list}&tab={}&limit=1", escaped(tab.as_str()))).await?.total;
            if total != *count {
                return Ok(format!("`counts` says {count} for {list}&tab={tab}, but the list has {total}."));
            }
        }
        let total = desk.list(&format!("{list}&tab=all&unread=true&limit=1")).await?.total;
        if total != counts.unread {
            return Ok(format!("`counts` says {} unread for {list}, but the list has {total}.", counts.unread));
        }
    }
    Ok(String::new())
}

async fn required(desk: &Desk) -> Result<(), Stop> {
    let conversation = desk.conversation().await?;
    let space = desk.space();
    let paths = [
        "/session".to_owned(),
        format!("/spaces/{space}/conversations"),
        format!("/conversations/{conversation}"),
        format!("/conversations/{conversation}/timeline"),
        format!("/spaces/{space}/events?after=0"),
    ];
    for path in paths {
        for token in [None, Some("not-a-token")] {
            desk.with(token).get(&path).await?.refused(&[401])?;
        }
    }
    let body = serde_json::json!({ "client_id": "x", "kind": "note", "text": "x" });
    let path = format!("/conversations/{conversation}/messages");
    desk.with(None).write(reqwest::Method::POST, &path, &body).await?.refused(&[401])?;
    Ok(())
}

async fn unknown_parameters(desk: &Desk) -> Result<(), Stop> {
    let path = format!("/spaces/{}/conversations?vieww=all", desk.space());
    desk.one().get(&path).await?.refused(&[400, 422])?;
    let row: Value = desk.one().read(&format!("/conversations/{}", desk.conversation().await?)).await?;
    ensure!(row.get("conversation").is_some(), "GET /conversations/ID has no `conversation`.");
    Ok(())
}
