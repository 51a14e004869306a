//! Writes that are asked for again under the same key, of every kind and by another agent. Notes alone are in `writing`.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Author, ComposeAnswer, Contact, SendAnswer};

use super::contacts;
use crate::begin::sendable;
use crate::check::{Check, Stop, check, ensure};
use crate::desk::Desk;
use crate::http::{Answer, new_id};

pub const CHECKS: [Check; 2] = [
    check!(
        "repeating.answers",
        "conversations.md#writing",
        "A client cannot know which answer was lost: whatever it asks for again must be done once and told as before.",
        answers
    ),
    check!(
        "repeating.agents",
        "conversations.md#writing",
        "Two clients may choose the same key; one agent must never get the answer that was meant for another.",
        agents
    ),
];

/// Writes, lets something else happen, and writes again under the same key.
async fn again(desk: &Desk, method: Method, path: &str, body: &Value) -> Result<Answer, Stop> {
    let key = new_id();
    let first = sendable(contacts::taken(desk.one().write_as(method.clone(), path, &key, body).await?)?)?;
    first.ok::<Value>()?;
    let id = desk.conversation().await?;
    desk.note(id, "Meanwhile.").await?;
    let before = desk.row(id).await?;
    let second = desk.one().write_as(method, path, &key, body).await?;
    let after = desk.row(id).await?;
    ensure!(before == after, "{} was done again: {before:?} became {after:?}.", second.asked);
    let same = (first.status, &first.raw) == (second.status, &second.raw);
    ensure!(same, "{} was answered {} at first and then {}.", first.asked, first.told(), second.told());
    Ok(first)
}

async fn answers(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let row = desk.row(id).await?.conversation;
    let priority = if row.priority.is_some() { json!(null) } else { json!("high") };
    again(desk, Method::PATCH, &format!("/conversations/{id}"), &json!({ "priority": priority })).await?;
    again(desk, Method::PUT, &format!("/conversations/{id}/read"), &json!({ "position": row.position })).await?;
    let contact = format!("/contacts/{}", row.contact.id);
    let known = desk.one().get(&contact).await?;
    if known.status == 200 {
        let notes = json!({ "notes": { "from": known.body::<Contact>()?.notes, "to": new_id() } });
        match again(desk, Method::PATCH, &contact, &notes).await {
            Ok(_) | Err(Stop::Skipped(_)) => {}
            Err(broken) => return Err(broken),
        }
    }
    if let Ok(profile) = desk.profile(None)
        && desk.can("undo")
    {
        let body = json!({
            "client_id": new_id(), "sender_profile": profile.id, "to": desk.new_number().await?,
            "text": "Written once, and taken back once.", "undo_window_s": 30,
        });
        let path = format!("/spaces/{}/conversations", desk.space());
        let begun = again(desk, Method::POST, &path, &body).await?.ok::<ComposeAnswer>()?;
        again(desk, Method::POST, &format!("/messages/{}/undo", begun.entry.id), &json!({})).await?;
        let (begun, now) = (begun.row.conversation.position, desk.row(&begun.row.conversation.id).await?);
        let now = now.conversation.position;
        ensure!(now == begun, "A message written once and taken back once moved the position from {begun} to {now}.");
    }
    Ok(())
}

async fn agents(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let (two, colleague) = desk.colleague(id).await?;
    let (path, key) = (format!("/conversations/{id}/messages"), new_id());
    let body = json!({ "client_id": new_id(), "kind": "note", "text": "Under a key that two have chosen." });
    let ours = desk.one().write_as(Method::POST, &path, &key, &body).await?.ok::<SendAnswer>()?.entry;
    let theirs = two.write_as(Method::POST, &path, &key, &body).await?.ok::<SendAnswer>()?.entry;
    ensure!(ours.id != theirs.id, "Agent {colleague} wrote under a key of somebody else's, and got their answer.");
    let by = &theirs.author;
    ensure!(*by == Author::Agent { id: colleague.clone() }, "The note of {colleague} has the author {by:?}.");
    Ok(())
}
