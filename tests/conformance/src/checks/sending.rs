//! Messages to customers: writing first, taking back, and how far they come.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{ConversationId, Delivery, Entry, EntryBody, Quote, SendAnswer, UndoAnswer};

use super::events;
use crate::begin::{NOWHERE, sendable};
use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::{Desk, escaped, first};
use crate::http::new_id;

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

fn delivery(entry: &Entry) -> Result<&Delivery, Stop> {
    match &entry.body {
        EntryBody::Outbound { delivery, .. } => Ok(delivery),
        other => broken(format!("A message became {other:?}.")),
    }
}

async fn begin(desk: &Desk) -> Result<(), Stop> {
    let (profile, number) = (desk.profile(None)?, desk.new_number().await?);
    let first = desk.compose(profile, &number, 30).await?;
    desk.take_back(first.entry.id.as_str()).await?;
    let conversation = &first.row.conversation;
    ensure!(
        *conversation.contact.address == *number,
        "Who was written to at {number} has the address {:?}.",
        conversation.contact.address
    );
    let second = desk.compose(profile, &number, 30).await?;
    desk.take_back(second.entry.id.as_str()).await?;
    let again = &second.row.conversation.id;
    ensure!(*again == conversation.id, "Writing to {number} again began another conversation, {again}.");
    ensure!(
        second.reused,
        "The second message to {number} is not told to have gone into a conversation that was there."
    );
    Ok(())
}

async fn numbers(desk: &Desk) -> Result<(), Stop> {
    let profile = &desk.profile(None)?.id;
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
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let text = &format!("Taken back before anybody reads it: {}.", new_id());
    let sent = desk.send(id, 30, text).await?;
    let undone = desk.undo(sent.id.as_str()).await?.ok::<UndoAnswer>()?;
    ensure!(undone.text == *text, "The text came back as {:?}.", undone.text);
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
    // Whoever was away meanwhile learns that there was a message, and not what it said.
    let told = events::after(desk, began).await?;
    let told = told.iter().flat_map(events::entries).rfind(|told| told.id == sent.id);
    ensure!(told == Some(entry), "The message that was taken back is told as {told:?}.");
    for path in [
        format!("/spaces/{}/events?after={began}", desk.space()),
        format!("/conversations/{id}/timeline?limit=50"),
        format!("/spaces/{}/conversations?view=all&tab=all&limit=50", desk.space()),
    ] {
        let answer = desk.one().get(&path).await?;
        let stands = String::from_utf8_lossy(&answer.raw).contains(text);
        ensure!(!stands, "The text that was taken back still stands in the answer to {}.", answer.asked);
    }
    Ok(())
}

async fn too_late(desk: &Desk) -> Result<(), Stop> {
    desk.needs("undo")?;
    let begun = desk.compose(desk.profile(None)?, NOWHERE, 0).await?;
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
    let about = (15_000..=25_000).contains(&window);
    ensure!(about, "With a window of 20 s a message of {} is held until {until}.", sent.at);
    let other = json!({ "client_id": new_id(), "kind": "note", "text": "x", "undo_window_s": 20 });
    let note = desk.one().write(Method::POST, &format!("/conversations/{id}/messages"), &other).await?;
    let note = note.ok::<SendAnswer>()?.entry;
    ensure!(matches!(note.body, EntryBody::Note { .. }), "A note became {:?}.", note.body);
    Ok(())
}

/// A conversation whose channel can show what a message answers, and a message of it that can be answered.
async fn to_be_answered(desk: &Desk) -> Result<(ConversationId, Quote), Stop> {
    for channel in desk.session.channels.iter().filter(|channel| channel.reply_to) {
        let listed = desk.list(&format!("view=all&tab=all&limit=20&channel={}", escaped(channel.id.as_str()))).await?;
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
    let sent = sendable(sent)?.ok::<SendAnswer>()?.entry;
    let read = desk.timeline(&id).await?.entries.into_iter().find(|entry| entry.id == sent.id);
    desk.undo(sent.id.as_str()).await?;
    for (told, place) in [(Some(&sent), "the answer"), (read.as_ref(), "the timeline")] {
        let told = told.and_then(|entry| entry.reply_to.as_deref());
        // A server may quote less than it could, but something where there is something.
        let fits = told.is_some_and(|told| {
            let place = (&told.entry, told.position, &told.author) == (&quote.entry, quote.position, &quote.author);
            place && quote.text.starts_with(&*told.text) && told.text.is_empty() == quote.text.is_empty()
        });
        ensure!(fits, "In {place} the message answers {told:?}, not {quote:?}.");
    }
    for (kind, to) in [("note", quote.entry.as_str()), ("message", "nothing")] {
        let problem = desk.one().write(Method::POST, &path, &body(kind, to)).await?.refused(&[422])?;
        let named = problem.errors.iter().any(|error| error.field == "reply_to");
        ensure!(named, "A {kind} that answers {to} was refused without naming `reply_to`.");
    }
    Ok(())
}

/// Whether a state may follow, perhaps with others in between that nobody told of.
fn reaches(before: &Delivery, after: &Delivery) -> bool {
    before.as_str() == after.as_str()
        || before.may_become(after)
        || (matches!(before, Delivery::Held { .. }) && Delivery::Queued.may_become(after))
}

async fn forward(desk: &Desk) -> Result<(), Stop> {
    // Of the channel whose provider the suite is, if it is one.
    let channel = desk.channel().ok().map(|(id, _)| id);
    let (profile, began) = (desk.profile(channel)?, desk.fresh_session().await?.seq);
    let message = desk.compose(profile, NOWHERE, 0).await?.entry;
    for state in ["sent", "delivered", "sent", "read", "delivered"].iter().filter(|_| channel.is_some()) {
        let answer = desk.hook("statuses", &json!({ "id": message.id, "state": state })).await?;
        ensure!(answer.status == 204, "The report that a message is {state} was answered {}.", answer.told());
    }
    let events = events::after(desk, began).await?;
    let told: Vec<&Entry> = events.iter().flat_map(events::entries).filter(|told| told.id == message.id).collect();
    let mut last = *first(&told, "What is told of a message that was sent")?;
    for entry in told {
        let (before, after) = (delivery(last)?, delivery(entry)?);
        let forward = reaches(before, after);
        ensure!(forward, "A message that was {} is {} afterwards.", before.as_str(), after.as_str());
        let grows = entry.version > last.version || before == after;
        ensure!(grows, "A message that became {} has version {}, as before.", after.as_str(), entry.version);
        last = entry;
    }
    if let Delivery::Failed { reason, .. } = delivery(last)? {
        return skipped(format!(
            "The channel does not take messages, so how far they come cannot be found out: {reason}"
        ));
    }
    let arrived = channel.is_none() || *delivery(last)? == Delivery::Read;
    ensure!(arrived, "A message is reported as read, and told as {}.", delivery(last)?.as_str());
    Ok(())
}
