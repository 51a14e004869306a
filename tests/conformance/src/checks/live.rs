//! The live connection, where the server has one: its order, and what it tells. How it ends is in `connection`.

use serde_json::json;
use switchboard_api::live::Doing;
use switchboard_api::{AgentId, Change, ConversationId, Entry, LiveEvent, ServerFrame};

use super::events;
use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::Desk;
use crate::socket::{Heard, Socket};

/// Numbers are compared this often while others are at work.
const TRIES: usize = 4;

pub const CHECKS: [Check; 7] = [
    check!(
        "live.ready",
        "live.md#order-of-a-connection",
        "Until it is told that nothing is missing, a client says that it is still connecting.",
        ready
    ),
    check!(
        "live.replay",
        "live.md#order-of-a-connection",
        "After a train's tunnel everything that was missed must come, once and in order.",
        replay
    ),
    check!(
        "live.told",
        "live.md#events",
        "What colleagues do must be on the screen as they do it, and the own message must be known by its client_id.",
        told
    ),
    check!("live.polled", "live.md", "Where no WebSocket gets through, polling must tell the same.", polled),
    check!(
        "live.private",
        "live.md#events",
        "How far somebody has read is their own business, and on other screens it would mark as read what is not.",
        private
    ),
    check!(
        "live.counts",
        "live.md#frames-of-the-server",
        "The numbers beside the views must follow what happens, also for what is not on the screen.",
        counts
    ),
    check!(
        "live.presence",
        "live.md#presence",
        "Two people who answer the same customer at once is what presence is there to prevent.",
        presence
    ),
];

async fn ready(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let began = desk.fresh_session().await?.seq;
    let (_, _, seq) = Socket::listen(desk, began).await?;
    ensure!(seq >= began, "Ready says {seq}, and the session was true at {began} before.");
    Ok(())
}

async fn replay(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let mut expected = Vec::new();
    for text in ["Missed one.", "Missed two.", "Missed three."] {
        expected.push(desk.note(id, text).await?.id);
    }
    let (_, missed, seq) = Socket::listen(desk, began).await?;
    events::in_order(began, &missed)?;
    let told = missed.iter().flat_map(events::entries).map(|entry| &entry.id).filter(|id| expected.contains(id));
    ensure!(told.eq(&expected), "Three notes were missed, and the events before ready are not theirs.");
    let last = missed.last().map_or(began, |event| event.seq);
    ensure!(seq >= last, "Ready says {seq} after event {last}.");
    Ok(())
}

async fn told(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let (mut socket, mut all, _) = Socket::listen(desk, began).await?;
    let note = socket.during(desk.note(id, "As it happens.")).await?;
    // One more, so that a lost event is noticed by the one after it.
    let more = socket.during(desk.note(id, "And more.")).await?;
    let tells = |event: &LiveEvent, of: &Entry| events::entries(event).iter().any(|entry| entry.id == of.id);
    let patience = socket.patience();
    while all.last().is_none_or(|event| !tells(event, &more)) {
        all.push(socket.event(patience).await?);
    }
    events::in_order(began, &all)?;
    let Some(event) = all.iter().find(|event| tells(event, &note)) else {
        return broken("A note was written, and no event tells of it.");
    };
    let entry = events::entries(event).iter().find(|entry| entry.id == note.id);
    ensure!(entry == Some(&note), "The note is told as {entry:?}, and was answered as {note:?}.");
    ensure!(event.actor.as_ref() == Some(&desk.session.me.id), "The event says that {:?} wrote the note.", event.actor);
    // The last event has the record as it is now, unless somebody else is at work there.
    let row = desk.row(id).await?;
    if let Some(Change::ConversationChanged { conversation, read, .. }) = all.last().map(|event| &event.change)
        && conversation.version == row.conversation.version
    {
        ensure!(*conversation == row.conversation, "The event has another record than GET /conversations/{{id}}.");
        ensure!(*read == row.read, "The event has the read position {read:?}, GET {:?}.", row.read);
    }
    Ok(())
}

async fn polled(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    desk.note(id, "By either way.").await?;
    desk.patch(id, &json!({ "priority": "urgent" })).await?;
    desk.patch(id, &json!({ "priority": null })).await?;
    let polled = events::after(desk, began).await?;
    let (_, mut pushed, _) = Socket::listen(desk, began).await?;
    pushed.truncate(polled.len());
    for (one, other) in polled.iter().zip(&pushed) {
        ensure!(one == other, "Event {} is polled as {one:?}, and told on the live connection as {other:?}.", one.seq);
    }
    ensure!(polled.len() == pushed.len(), "{} events are polled, {} told.", polled.len(), pushed.len());
    Ok(())
}

async fn private(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let id = desk.conversation().await?;
    let (two, _) = desk.colleague(id).await?;
    let began = desk.fresh_session().await?.seq;
    let path = format!("/conversations/{id}/read");
    for position in [1, 2, 1] {
        two.write(reqwest::Method::PUT, &path, &json!({ "position": position })).await?.ok::<serde_json::Value>()?;
    }
    desk.note(id, "After somebody else has read.").await?;
    let (_, events, _) = Socket::listen(desk, began).await?;
    events::in_order(began, &events)?;
    let foreign = events.iter().find(|event| {
        matches!(event.change, Change::ReadMoved { .. }) && event.actor.as_ref() != Some(&desk.session.me.id)
    });
    ensure!(foreign.is_none(), "Somebody else's read position is told: {foreign:?}.");
    Ok(())
}

async fn counts(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let began = desk.fresh_session().await?.seq;
    let (mut socket, _, _) = Socket::listen(desk, began).await?;
    if desk.can("undo") {
        socket.during(desk.begin()).await?;
    } else {
        let id = desk.conversation().await?;
        let from = desk.row(id).await?.conversation.status.clone();
        let Some(to) = desk.session.workflow.choices(&from).next() else {
            return skipped(format!("Nothing leads on from {from}, so no number changes."));
        };
        desk.patch(id, &json!({ "status": to.key })).await?.ok::<serde_json::Value>()?;
    }
    let mut last = None;
    for _ in 0..TRIES {
        let (expected, seq) = desk.counts().await?;
        let patience = socket.patience();
        while last.as_ref() != Some(&expected) {
            match socket.next(patience).await? {
                Some(Heard::Frame(ServerFrame::Counts { counts })) => last = Some(counts),
                Some(Heard::Frame(_)) => {}
                Some(Heard::Closed(close)) => return broken(format!("The connection was closed with {close:?}.")),
                None => break,
            }
        }
        if last.as_ref() == Some(&expected) {
            return Ok(());
        }
        if desk.counts().await?.1 == seq {
            return broken(format!("The numbers are {expected:?}, and the last ones told are {last:?}."));
        }
    }
    skipped("Others are at work in this space, so its numbers never rest.")
}

async fn presence(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    desk.needs("presence")?;
    let id = desk.conversation().await?;
    let (two, colleague) = desk.colleague(id).await?;
    let began = desk.fresh_session().await?.seq;
    let (mut mine, _, _) = Socket::listen(desk, began).await?;
    let mut theirs = Socket::hello(desk, two.token.as_deref().unwrap_or_default(), desk.space(), began).await?;
    theirs.say(&json!({ "t": "viewing", "conversation": id }).to_string()).await?;
    until_at(&mut mine, id, &[(&colleague, Doing::Viewing)]).await?;
    theirs.say(&json!({ "t": "typing", "conversation": id }).to_string()).await?;
    until_at(&mut mine, id, &[(&colleague, Doing::Replying)]).await?;
    // Whoever goes without a word is gone, too.
    drop(theirs);
    until_at(&mut mine, id, &[]).await
}

/// Reads until these are said to be at the conversation, and nobody else.
async fn until_at(socket: &mut Socket, id: &ConversationId, who: &[(&AgentId, Doing)]) -> Result<(), Stop> {
    let (mut last, patience) = (None, socket.patience());
    loop {
        match socket.next(patience).await? {
            Some(Heard::Frame(ServerFrame::Presence { conversation, agents })) if conversation == *id => {
                if agents.iter().map(|present| (&present.agent, present.doing)).eq(who.iter().copied()) {
                    return Ok(());
                }
                last = Some(agents);
            }
            Some(Heard::Frame(_)) => {}
            Some(Heard::Closed(close)) => return broken(format!("The connection was closed with {close:?}.")),
            None => return broken(format!("At the conversation are {who:?}, and the last told of it is {last:?}.")),
        }
    }
}
