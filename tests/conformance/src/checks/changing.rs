//! Changing conversations: along the workflow, not over what somebody else changed, one at a time and many at once.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{
    BulkAnswer, ConversationId, EntryBody, PatchAnswer, Priority, Row, StatusKey, Timeline, TimelineEvent,
};

use crate::check::{Check, Stop, check, ensure, skipped};
use crate::desk::{Desk, first};
use crate::http::{Answer, new_id};

pub const CHECKS: [Check; 7] = [
    check!(
        "changing.version",
        "conversations.md#writing",
        "A client keeps the record with the greater version; one that does not grow is a change that nobody sees.",
        version
    ),
    check!(
        "changing.transitions",
        "conversations.md#writing",
        "Menus offer what the workflow allows; it must then be done, and stand in the timeline.",
        transitions
    ),
    check!(
        "changing.forbidden",
        "conversations.md#writing",
        "What the workflow forbids must not happen because a client asks for it.",
        forbidden
    ),
    check!(
        "changing.if_match",
        "conversations.md#writing",
        "Somebody who decided on an old record must not overwrite what they have not seen.",
        if_match
    ),
    check!(
        "changing.tags",
        "conversations.md#writing",
        "Two people who put tags on at the same time must both find theirs.",
        tags
    ),
    check!(
        "changing.owners",
        "conversations.md#writing",
        "Who is assigned decides whose work it is; it must be in the record and in the timeline.",
        owners
    ),
    check!(
        "changing.bulk",
        "bulk.md",
        "Of a hundred conversations one may be refused; the client must be told which, and the others be done.",
        bulk
    ),
];

async fn changed(desk: &Desk, id: &ConversationId, patch: Value) -> Result<Row, Stop> {
    Ok(desk.patch(id, &patch).await?.ok::<PatchAnswer>()?.row)
}

/// Another priority than the conversation has.
fn other(row: &Row) -> &'static str {
    if row.conversation.priority == Some(Priority::High) { "low" } else { "high" }
}

async fn version(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let before = desk.row(id).await?;
    let after = changed(desk, id, json!({ "priority": other(&before) })).await?;
    let (old, new) = (before.conversation.version, after.conversation.version);
    ensure!(new > old, "The version was {old}, and after a change it is {new}.");
    let read = desk.row(id).await?;
    ensure!(read == after, "The change was answered with another record than GET has.");
    let none = changed(desk, id, json!({ "priority": null })).await?;
    ensure!(none.conversation.priority.is_none(), "`\"priority\": null` did not take the priority away.");
    Ok(())
}

/// Whether one of the entries behind a position says that this happened.
async fn stands(
    desk: &Desk,
    id: &ConversationId,
    behind: u64,
    what: impl Fn(&TimelineEvent) -> bool,
) -> Result<bool, Stop> {
    let path = format!("/conversations/{id}/timeline?after={behind}&limit=200");
    let timeline: Timeline = desk.one().read(&path).await?;
    Ok(timeline.entries.iter().any(|entry| matches!(&entry.body, EntryBody::Event { event } if what(event))))
}

async fn transitions(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let before = desk.row(id).await?.conversation;
    let from = before.status.clone();
    let workflow = &desk.session.workflow;
    let Some(to) = workflow.choices(&from).next() else { return skipped(format!("Nothing leads on from {from}.")) };
    let row = changed(desk, id, json!({ "status": to.key })).await?;
    let status = &row.conversation.status;
    ensure!(*status == to.key, "After changing {from} to {} the status is {status}.", to.key);
    let says = |event: &TimelineEvent| matches!(event, TimelineEvent::StatusChanged { from: a, to: b } if *a == from && *b == to.key);
    let told = stands(desk, id, before.position, says).await?;
    ensure!(told, "The change from {from} to {} does not stand in the timeline.", to.key);
    let again = changed(desk, id, json!({ "status": to.key })).await?;
    ensure!(
        again.conversation.position == row.conversation.position,
        "Changing the status to what it is added to the timeline."
    );
    Ok(())
}

async fn forbidden(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let workflow = &desk.session.workflow;
    let from = desk.row(id).await?.conversation.status.clone();
    let not_allowed = |to: &&StatusKey| **to != from && !workflow.allows(&from, to);
    let Some(to) = workflow.statuses.iter().map(|status| &status.key).find(not_allowed) else {
        return skipped(format!("Every status may follow {from}."));
    };
    desk.patch(id, &json!({ "status": to })).await?.refused(&[409])?;
    let now = desk.row(id).await?.conversation.status.clone();
    ensure!(now == from, "The forbidden change from {from} to {to} was refused, and done: the status is {now}.");
    desk.patch(id, &json!({ "status": "no-such-status" })).await?.refused(&[422])?;
    Ok(())
}

async fn patch_if(desk: &Desk, id: &ConversationId, version: u64, patch: &Value) -> Result<Answer, Stop> {
    let (key, version) = (new_id(), format!("\"{version}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", version.as_str())];
    let path = format!("/conversations/{id}");
    desk.one().write_raw(Method::PATCH, &path, &headers, "application/json", &patch.to_string()).await
}

async fn if_match(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let seen = desk.row(id).await?;
    let first = other(&seen);
    let moved = patch_if(desk, id, seen.conversation.version, &json!({ "priority": first })).await?;
    let moved = moved.ok::<PatchAnswer>()?.row;
    let stale = patch_if(desk, id, seen.conversation.version, &json!({ "priority": "urgent" })).await?;
    stale.refused(&[412])?;
    let told = stale.body::<Value>()?.get("row").cloned().unwrap_or_default();
    let told = serde_json::from_value::<Row>(told);
    ensure!(told.is_ok_and(|row| row == moved), "412 did not come with the record as it is now.");
    let now = desk.row(id).await?;
    ensure!(now == moved, "A change that was refused with 412 was done nevertheless.");
    Ok(())
}

async fn tags(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let name = format!("Check {}", new_id().chars().rev().take(8).collect::<String>());
    let before = desk.row(id).await?.conversation.tags.clone();
    let put_on = changed(desk, id, json!({ "create_tags": [name] })).await?.conversation;
    let new: Vec<_> = put_on.tags.iter().filter(|tag| !before.contains(tag)).collect();
    ensure!(new.len() == 1, "One new tag was put on, and there are {} more.", new.len());
    let tag = first(&new, "What was put on")?;
    let session = desk.fresh_session().await?;
    let known = session.tags.iter().any(|known| known.id == **tag && known.name == name);
    ensure!(known, "The session's tags do not have the new tag {name:?}.");
    let again = changed(desk, id, json!({ "create_tags": [name.to_uppercase()] })).await?.conversation;
    ensure!(again.tags == put_on.tags, "A tag's name in capitals became another tag.");
    let off = changed(desk, id, json!({ "remove_tags": [tag] })).await?.conversation;
    ensure!(off.tags == before, "After taking the tag off the tags are {:?}, not {before:?}.", off.tags);
    changed(desk, id, json!({ "remove_tags": [tag] })).await?;
    desk.patch(id, &json!({ "add_tags": [new_id()] })).await?.refused(&[422])?;
    Ok(())
}

async fn owners(desk: &Desk) -> Result<(), Stop> {
    let (id, me) = (desk.conversation().await?, &desk.session.me.id);
    let behind = changed(desk, id, json!({ "unassign": [me] })).await?.conversation.position;
    let mine = changed(desk, id, json!({ "assign": [me] })).await?.conversation;
    ensure!(mine.assignees.contains(me), "After assigning {me} the owners are {:?}.", mine.assignees);
    let says = |event: &TimelineEvent| matches!(event, TimelineEvent::AgentAssigned { agent } if agent == me);
    let told = stands(desk, id, behind, says).await?;
    ensure!(told, "Assigning {me} does not stand in the timeline.");
    let nobody = changed(desk, id, json!({ "unassign": [me] })).await?.conversation;
    ensure!(!nobody.assignees.contains(me), "After unassigning {me} the owners are {:?}.", nobody.assignees);
    desk.patch(id, &json!({ "assign": [new_id()] })).await?.refused(&[422])?;
    Ok(())
}

async fn bulk(desk: &Desk) -> Result<(), Stop> {
    let (id, unknown) = (desk.conversation().await?, new_id());
    let path = format!("/spaces/{}/conversations/bulk", desk.space());
    let priority = other(&desk.row(id).await?);
    let body = json!({ "ids": [unknown, id], "patch": { "priority": priority } });
    let results = desk.one().write(Method::POST, &path, &body).await?.ok::<BulkAnswer>()?.results;
    let ids: Vec<_> = results.iter().map(|result| result.id.as_str()).collect();
    ensure!(ids == [unknown.as_str(), id.as_str()], "The results are about {ids:?}, in that order.");
    for result in &results {
        let there = result.id == *id;
        let fits = result.ok.is_some() == there && result.problem.is_some() != there;
        ensure!(fits, "The result for {} conversation is {result:?}.", if there { "a known" } else { "an unknown" });
        let status = result.problem.as_ref().map_or(404, |problem| problem.status);
        ensure!(status == 404, "An unknown conversation is refused with {status} among many.");
    }
    let now = desk.row(id).await?.conversation.priority.map(Priority::as_str);
    ensure!(now == Some(priority), "After the change of many the priority is {now:?}, not {priority}.");
    for ids in [json!([]), json!([id, id])] {
        let body = json!({ "ids": ids, "patch": { "priority": "low" } });
        desk.one().write(Method::POST, &path, &body).await?.refused(&[422])?;
    }
    Ok(())
}
