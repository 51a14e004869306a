//! Many at once: whatever order the server does it in, everything is done and told once. One after the other is in the other
//! areas.

use std::time::Duration;

use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::json;
use switchboard_api::{ConversationId, Entry, LiveEvent, SendAnswer};

use super::events;
use crate::check::{Check, Stop, check, ensure};
use crate::desk::Desk;
use crate::http::new_id;

pub const CHECKS: [Check; 1] = [check!(
    "events.together",
    "getting-started.md#the-one-thing-to-get-right-the-log",
    "Everybody works at the same time; a log that is right only while one person writes loses changes every day.",
    together
)];

/// How many write at the same time, and how much each.
const WRITERS: usize = 8;
const NOTES: usize = 5;
/// Whoever polls asks this often meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

async fn together(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let began = desk.fresh_session().await?.seq;
    let position = desk.row(id).await?.conversation.position;
    let (mut told, mut seq) = (Vec::new(), began);
    let written = tokio::select! {
        written = all(desk, id) => written?,
        end = poll(desk, &mut told, &mut seq) => return end,
    };
    let rest = events::after(desk, seq).await?;
    events::in_order(seq, &rest)?;
    told.extend(rest);
    let entries: Vec<&Entry> =
        told.iter().flat_map(events::entries).filter(|entry| entry.conversation == *id).collect();
    for note in &written {
        let times = entries.iter().filter(|entry| entry.id == note.id).count();
        ensure!(times == 1, "A note of many at once is told {times} times.");
    }
    // Others may write there, too, and what is there already may change.
    let new = entries.iter().enumerate().filter(|(place, entry)| {
        entry.position > position && entries.iter().take(*place).all(|before| before.id != entry.id)
    });
    let positions: Vec<u64> = new.map(|(_, entry)| entry.position).collect();
    let expected: Vec<u64> = (position + 1..).take(positions.len()).collect();
    ensure!(positions == expected, "Many notes at once are told at {positions:?}, not {expected:?}.");
    Ok(())
}

/// Everything that is written: each writer's notes, and one that is asked for twice at the same time.
async fn all(desk: &Desk, id: &ConversationId) -> Result<Vec<Entry>, Stop> {
    let writer = |number: usize| async move {
        let mut notes = Vec::new();
        for _ in 0..NOTES {
            notes.push(desk.note(id, &format!("One of many, by {number}.")).await?);
        }
        Ok::<_, Stop>(notes)
    };
    let (notes, twice) = join(join_all((0..WRITERS).map(writer)), twice(desk, id)).await;
    let mut written = vec![twice?];
    for notes in notes {
        written.extend(notes?);
    }
    Ok(written)
}

async fn twice(desk: &Desk, id: &ConversationId) -> Result<Entry, Stop> {
    let (path, key, one) = (format!("/conversations/{id}/messages"), new_id(), desk.one());
    let body = json!({ "client_id": new_id(), "kind": "note", "text": "Asked for twice at once." });
    let write = || one.write_as(Method::POST, &path, &key, &body);
    let (first, second) = join(write(), write()).await;
    let (first, second) = (first?, second?);
    let same = (first.status, &first.raw) == (second.status, &second.raw);
    ensure!(same, "Two writes under one key at once were answered {} and {}.", first.told(), second.told());
    Ok(first.ok::<SendAnswer>()?.entry)
}

/// Reads events for as long as it is let; ends with a fault only.
async fn poll(desk: &Desk, told: &mut Vec<LiveEvent>, seq: &mut u64) -> Result<(), Stop> {
    let mut pause = tokio::time::interval(PAUSE);
    loop {
        pause.tick().await;
        let page = desk.events(*seq).await?;
        ensure!(!page.reset, "The log does not reach back to event {seq}, which it had a moment ago.");
        events::in_order(*seq, &page.events)?;
        told.extend(page.events);
        *seq = page.seq;
    }
}
