//! Messages to customers: writing first, taking back, and how far they come.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{ConversationId, Delivery, Entry, EntryBody, Quote, SendAnswer, UndoAnswer};

use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::{Desk, any_number, escaped};
use crate::http::new_id;
use crate::socket::Socket;

pub const CHECKS: [Check; 7] = [
    check!(
        "sending.begin",
        "compose.md",
        "Writing to the same person twice must not make two conversations with them.",
        begin
    ),
    check!(
        "sending.numbers",
        "compose.md#refusals",
        "A message to what is no number is never read by anybody; the writer must be told at once.",
        numbers
    ),
    check!(
        "sending.undo",
        "conversations.md#writing",
        "Taking a message back must bring its text back to the writer, and take it from everybody else.",
        undo
    ),
    check!(
        "sending.too_late",
        "conversations.md#writing",
        "Somebody who is told that a message was taken back must be able to rely on it.",
        too_late
    ),
    check!(
        "sending.held",
        "conversations.md#writing",
        "A message that leaves before its window is over cannot be taken back, whatever the button says.",
        held
    ),
    check!(
        "sending.answers",
        "conversations.md#writing",
        "An answer shows what it answers; to the wrong question, or to nothing, it says something else.",
        answers
    ),
    check!(
        "sending.forward",
        "live.md#events",
        "A message that was delivered and then is only sent makes people write it again.",
        forward
    ),
];

/// A number that rings nowhere, for messages that really leave.
const NOWHERE: &str = "+447700900018";

fn delivery(entry: &Entry) -> Result<&Delivery, Stop> {
    match &entry.body {
        EntryBody::Outbound { delivery, .. } => Ok(delivery),
        other => broken(format!("A message became {other:?}.")),
    }
}

async fn begin(desk: &Desk) -> Result<(), Stop> {
    let number = any_number();
    let first = desk.compose(&number, 30).await?;
    desk.undo(first.entry.id.as_str()).await?;
    let conversation = &first.row.conversation;
    ensure!(
        *conversation.contact.address == *number,
        "Who was written to at {number} has the address {:?}.",
        conversation.contact.address
    );
    let second = desk.compose(&number, 30).await?;
    desk.undo(second.entry.id.as_str()).await?;
    let again = &second.row.conversation.id;
    ensure!(*again == conversation.id, "Writing to {number} again began another conversation, {again}.");
    ensure!(
        second.reused,
        "The second message to {number} is not told to have gone into a conversation that was there."
    );
    Ok(())
}

async fn numbers(desk: &Desk) -> Result<(), Stop> {
    let profile = &desk.profile()?.id;
    let path = format!("/spaces/{}/conversations", desk.space());
    for number in ["", "12", "call me", "+44 7700 9000 1800 9900 12"] {
        let body = json!({ "client_id": new_id(), "sender_profile": profile, "to": number, "text": "x" });
        let problem = desk.one().write(Method::POST, &path, &body).await?.refused(&[422])?;
        ensure!(problem.errors.iter().any(|error| error.field == "to"), "{number:?} was refused without naming `to`.");
    }
    Ok(())
}

async fn undo(desk: &Desk) -> Result<(), Stop> {
    desk.needs("undo")?;
    let (id, text) = (desk.conversation().await?, "Taken back before anybody reads it.");
    let sent = desk.send(id, 30, text).await?;
    let undone = desk.undo(sent.id.as_str()).await?.ok::<UndoAnswer>()?;
    ensure!(undone.text == text, "The text came back as {:?}.", undone.text);
    let (entry, position) = (&undone.entry, sent.position);
    ensure!(entry.is_undone(), "After taking it back the message is {:?}.", delivery(entry)?);
    ensure!(entry.position == position, "The message moved from {position} to {} when taken back.", entry.position);
    ensure!(entry.version > sent.version, "The message's version did not grow when it was taken back.");
    let timeline = desk.timeline(id).await?;
    let read = timeline.entries.iter().find(|read| read.id == sent.id);
    ensure!(read == Some(entry), "The timeline has the message as {read:?}.");
    if let EntryBody::Outbound { text, .. } = &entry.body {
        ensure!(text.is_empty(), "The text still stands in the timeline.");
    }
    let preview = desk.row(id).await?.conversation.last.clone();
    ensure!(preview.is_none_or(|preview| !text.starts_with(&*preview.text)), "The text still stands in the list.");
    desk.undo(sent.id.as_str()).await?.refused(&[409])?;
    Ok(())
}

async fn too_late(desk: &Desk) -> Result<(), Stop> {
    let begun = desk.compose(NOWHERE, 0).await?;
    let gone = delivery(&begun.entry)?;
    ensure!(!matches!(gone, Delivery::Held { .. }), "A message without a window is {gone:?}.");
    desk.undo(begun.entry.id.as_str()).await?.refused(&[409])?;
    let note = desk.note(&begun.row.conversation.id, "Notes are not held.").await?;
    desk.undo(note.id.as_str()).await?.refused(&[409])?;
    Ok(())
}

async fn held(desk: &Desk) -> Result<(), Stop> {
    desk.needs("undo")?;
    let id = desk.conversation().await?;
    let sent = desk.send(id, 20, "Held for twenty seconds.").await?;
    let Delivery::Held { until } = *delivery(&sent)? else {
        return broken(format!("A message with a window of 20 s is {:?}.", delivery(&sent)?));
    };
    let window = until.since(sent.at);
    desk.undo(sent.id.as_str()).await?;
    ensure!(window > 0, "The message is held until {until}, and was written at {}.", sent.at);
    let other = json!({ "client_id": new_id(), "kind": "note", "text": "x", "undo_window_s": 20 });
    let note = desk.one().write(Method::POST, &format!("/conversations/{id}/messages"), &other).await?;
    let note = note.ok::<SendAnswer>()?.entry;
    ensure!(matches!(note.body, EntryBody::Note { .. }), "A note became {:?}.", note.body);
    Ok(())
}

/// A conversation whose channel can show what a message answers, and a message of it that can be answered.
async fn to_be_answered(desk: &Desk) -> Result<(ConversationId, Quote), Stop> {
    for channel in desk.session.channels.iter().filter(|channel| channel.reply_to) {
        let listed = desk.list(&format!("view=all&limit=20&channel={}", escaped(channel.id.as_str()))).await?;
        for row in listed.items {
            let id = row.conversation.id.clone();
            if let Some(quote) = desk.timeline(&id).await?.entries.iter().rev().find_map(Entry::quote) {
                return Ok((id, quote));
            }
        }
    }
    skipped("There is no message on a channel that can show what is answered (`reply_to` in the session).")
}

async fn answers(desk: &Desk) -> Result<(), Stop> {
    desk.needs("undo")?;
    let (id, quote) = to_be_answered(desk).await?;
    let path = format!("/conversations/{id}/messages");
    let body = |kind: &str, to: &str| {
        let client_id = new_id();
        json!({ "client_id": client_id, "kind": kind, "text": "To that.", "undo_window_s": 30, "reply_to": to })
    };
    let sent = desk.one().write(Method::POST, &path, &body("message", quote.entry.as_str())).await?;
    let sent = sent.ok::<SendAnswer>()?.entry;
    let read = desk.timeline(&id).await?.entries.into_iter().find(|entry| entry.id == sent.id);
    desk.undo(sent.id.as_str()).await?;
    for (told, place) in [(Some(&sent), "the answer"), (read.as_ref(), "the timeline")] {
        let told = told.and_then(|entry| entry.reply_to.as_deref());
        ensure!(told == Some(&quote), "In {place} the message answers {told:?}, not {quote:?}.");
    }
    for (kind, to) in [("note", quote.entry.as_str()), ("message", "nothing")] {
        let problem = desk.one().write(Method::POST, &path, &body(kind, to)).await?.refused(&[422])?;
        let named = problem.errors.iter().any(|error| error.field == "reply_to");
        ensure!(named, "A {kind} that answers {to} was refused without naming `reply_to`.");
    }
    Ok(())
}

/// How far a message has come, from all that the live connection says of it.
async fn states(desk: &Desk, id: &ConversationId, message: &str) -> Result<(), Stop> {
    let sent = desk.timeline(id).await?;
    let Some(mut last) = sent.entries.into_iter().find(|entry| entry.id.as_str() == message) else {
        return broken("A message that was sent is not in the timeline.");
    };
    // From an earlier event on, so that nothing is missed.
    let (mut socket, events, _) = Socket::listen(desk, desk.session.seq).await?;
    let mut told = Vec::new();
    for event in events {
        told.extend(entries_of(event, message));
    }
    if let Ok((channel, _)) = desk.channel()
        && desk.row(id).await?.conversation.channel.as_str() == channel
    {
        for state in ["sent", "delivered", "sent", "read", "delivered"] {
            let answer = desk.hook("statuses", &json!({ "id": message, "state": state })).await?;
            ensure!(answer.status == 204, "The report that a message is {state} was answered {}.", answer.told());
        }
    }
    let marker = desk.note(id, "Everything before this has been told.").await?;
    loop {
        let event = socket.event().await?;
        let done = crate::checks::events::entries(&event).iter().any(|entry| entry.id == marker.id);
        told.extend(entries_of(event, message));
        if done {
            break;
        }
    }
    told.sort_by_key(|entry| entry.version);
    last = told.first().cloned().unwrap_or(last);
    for entry in told {
        let (before, after) = (delivery(&last)?, delivery(&entry)?);
        let forward = reaches(before, after);
        ensure!(forward, "A message that was {} is {} afterwards.", before.as_str(), after.as_str());
        last = entry;
    }
    Ok(())
}

fn entries_of(event: switchboard_api::LiveEvent, message: &str) -> Vec<Entry> {
    let entries = crate::checks::events::entries(&event).iter();
    entries.filter(|entry| entry.id.as_str() == message).cloned().collect()
}

/// Whether a state may follow, perhaps with others in between that nobody told of.
fn reaches(before: &Delivery, after: &Delivery) -> bool {
    before.as_str() == after.as_str()
        || before.may_become(after)
        || (matches!(before, Delivery::Held { .. }) && Delivery::Queued.may_become(after))
}

async fn forward(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let begun = desk.compose(NOWHERE, 0).await?;
    states(desk, &begun.row.conversation.id, begun.entry.id.as_str()).await
}
