//! Events by polling: every change is told, whole, in order and without holes, and to nobody whom it does not concern. What
//! other answers say of the log is in `stamps`.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Change, Contact, ContactAnswer, Entry, EventsPage, LiveEvent, PatchAnswer};

use super::contacts;
use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::Desk;
use crate::http::{Caller, new_id};

pub const CHECKS: [Check; 7] = [
    check!(
        "events.told",
        "live.md#events",
        "What is not told is not seen until the next reload, perhaps by the person who should have answered.",
        told
    ),
    check!(
        "events.whole",
        "live.md#events",
        "Clients put the record of an event in place of theirs; what it leaves out is gone from the screen.",
        whole
    ),
    check!(
        "events.chain",
        "live.md#events",
        "`prev` is how a client notices that something is missing; where it is wrong, it starts over or misses it.",
        chain
    ),
    check!(
        "events.contacts",
        "contacts.md#correcting-one",
        "Whoever has a contact's record open must see what a colleague corrects, before correcting it too.",
        corrected
    ),
    check!(
        "events.private",
        "live.md#events",
        "How far somebody has read is their own business; and what is not told must leave no hole to ask for.",
        private
    ),
    check!(
        "events.reset",
        "live.md#order-of-a-connection",
        "A client whose number the log does not reach must start over; told nothing, it shows old data for ever.",
        reset
    ),
    check!(
        "events.refused",
        "live.md",
        "Without a number to start at there is nothing that the answer could mean.",
        refused
    ),
];

/// A page of events has no more than these.
const MOST: usize = 500;

/// The entries that an event carries.
pub fn entries(event: &LiveEvent) -> &[Entry] {
    match &event.change {
        Change::ConversationChanged { entries, .. } => entries,
        _ => &[],
    }
}

/// All events after a number, page by page.
pub async fn after(desk: &Desk, number: u64) -> Result<Vec<LiveEvent>, Stop> {
    after_as(&desk.one(), desk, number).await
}

/// The same as somebody is told them.
async fn after_as(caller: &Caller, desk: &Desk, number: u64) -> Result<Vec<LiveEvent>, Stop> {
    let (mut events, mut seq) = (Vec::new(), number);
    loop {
        let page: EventsPage = caller.read(&format!("/spaces/{}/events?after={seq}", desk.space())).await?;
        ensure!(!page.reset, "The log does not reach back to event {seq}, which it had a moment ago.");
        ensure!(page.seq >= seq, "Asked after {seq}, the answer is true at {}.", page.seq);
        ensure!(page.events.len() <= MOST, "A page has {} events, more than {MOST}.", page.events.len());
        events.extend(page.events);
        if !page.more {
            return Ok(events);
        }
        ensure!(page.seq > seq, "There are said to be more events after {seq}, and none is given.");
        seq = page.seq;
    }
}

/// Holes, doubles and wrong order among events after a number.
pub fn in_order(number: u64, events: &[LiveEvent]) -> Result<(), Stop> {
    let mut last = number;
    for event in events {
        let (seq, prev) = (event.seq, event.prev);
        ensure!(seq > last, "Event {seq} comes after event {last}.");
        ensure!(prev == last, "Event {seq} says that the one before it is {prev}; it was {last}.");
        last = seq;
    }
    Ok(())
}

async fn told(desk: &Desk) -> Result<(), Stop> {
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let mut expected = Vec::new();
    for text in ["The first.", "The second.", "The third."] {
        expected.push(desk.note(id, text).await?.id);
    }
    let events = after(desk, began).await?;
    let told: Vec<_> =
        events.iter().flat_map(entries).map(|entry| &entry.id).filter(|id| expected.contains(id)).collect();
    ensure!(told.iter().copied().eq(&expected), "Three notes were written, {expected:?}, and {told:?} are told.");
    let me = &desk.session.me.id;
    let by_me = events.iter().filter(|event| event.actor.as_ref() == Some(me)).count();
    ensure!(by_me >= 3, "Of three events of {me}, {by_me} say who did it.");
    Ok(())
}

async fn whole(desk: &Desk) -> Result<(), Stop> {
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let note = desk.note(id, "Told whole.").await?;
    let now = desk.row(id).await?.conversation.priority;
    let priority = if now.is_some() { json!(null) } else { json!("high") };
    let row = desk.patch(id, &json!({ "priority": priority })).await?.ok::<PatchAnswer>()?.row;
    let events = after(desk, began).await?;
    let mut newest = None;
    for event in &events {
        if let Change::ConversationChanged { conversation, entries, read } = &event.change
            && conversation.id == *id
        {
            ensure!(conversation.space == desk.session.space, "Event {} is about another space.", event.seq);
            if let Some(told) = entries.iter().find(|told| told.id == note.id) {
                ensure!(*told == note, "The note is told as {told:?}, and was answered as {note:?}.");
            }
            newest = Some((conversation, *read));
        }
    }
    match newest {
        Some((told, read)) => {
            ensure!(
                *told == row.conversation,
                "The last event of {id} has another record than the answer to changing it."
            );
            ensure!(read == row.read, "The last event of {id} has the read position {read:?}, not {:?}.", row.read);
        }
        None => return broken("A note and a change of priority are told by no event."),
    }
    Ok(())
}

async fn chain(desk: &Desk) -> Result<(), Stop> {
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let mut before = desk.row(id).await?.conversation;
    for text in ["One.", "Two.", "Three."] {
        desk.note(id, text).await?;
    }
    let events = after(desk, began).await?;
    in_order(began, &events)?;
    for event in &events {
        if let Change::ConversationChanged { conversation, .. } = &event.change
            && conversation.id == *id
        {
            let (old, new, seq) = (before.version, conversation.version, event.seq);
            // What happens to an entry alone need not change the record.
            let grows = new > old || *conversation == before;
            ensure!(grows, "Event {seq} has version {new} of a conversation that had version {old} before.");
            before = Arc::clone(conversation);
        }
    }
    Ok(())
}

async fn corrected(desk: &Desk) -> Result<(), Stop> {
    contacts::offered(desk).await?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let path = format!("/contacts/{}", desk.row(id).await?.conversation.contact.id);
    let seen: Contact = desk.one().read(&path).await?;
    let notes = json!({ "notes": { "from": seen.notes, "to": new_id() } });
    let answer = contacts::taken(desk.one().write(Method::PATCH, &path, &notes).await?)?;
    let now = answer.ok::<ContactAnswer>()?.contact;
    let events = after(desk, began).await?;
    let told = events.iter().rev().find_map(|event| match &event.change {
        Change::ContactChanged { contact } if contact.id == now.id => Some(&**contact),
        _ => None,
    });
    ensure!(told.is_some_and(|told| *told == now), "The contact is {now:?} now, and is told as {told:?}.");
    Ok(())
}

async fn private(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let (two, colleague) = desk.colleague(id).await?;
    desk.note(id, "To be read by two.").await?;
    let newest = desk.note(id, "And this one, too.").await?.position;
    let began = desk.fresh_session().await?.seq;
    for position in [newest, newest - 1] {
        desk.note(id, "While somebody else reads.").await?;
        let body = json!({ "position": position });
        two.write(Method::PUT, &format!("/conversations/{id}/read"), &body).await?.ok::<Value>()?;
    }
    desk.note(id, "After somebody else has read.").await?;
    let moves = |event: &&LiveEvent| matches!(&event.change, Change::ReadMoved { id: of, .. } if of == id);
    let theirs = after_as(&two, desk, began).await?;
    in_order(began, &theirs)?;
    let Some(hidden) = theirs.iter().rev().find(moves) else {
        return broken(format!("Agent {colleague} has read, and is not told so."));
    };
    // From the beginning, and from an event that was not ours to see.
    for number in [began, hidden.seq] {
        let ours = after(desk, number).await?;
        in_order(number, &ours)?;
        let foreign = ours.iter().find(moves);
        ensure!(foreign.is_none(), "Somebody else's read position is told: {foreign:?}.");
        ensure!(!ours.is_empty(), "After event {number} there is a note, and no event tells of it.");
    }
    Ok(())
}

async fn reset(desk: &Desk) -> Result<(), Stop> {
    let beyond = desk.fresh_session().await?.seq + 1_000_000;
    let page = desk.events(beyond).await?;
    ensure!(page.reset, "Event {beyond} has not happened yet, and the answer to what came after it is no reset.");
    ensure!(page.events.is_empty(), "A reset came with {} events.", page.events.len());
    Ok(())
}

async fn refused(desk: &Desk) -> Result<(), Stop> {
    for query in ["", "?after=", "?after=yesterday", "?after=-1"] {
        desk.one().get(&format!("/spaces/{}/events{query}", desk.space())).await?.refused(&[400, 422])?;
    }
    Ok(())
}
