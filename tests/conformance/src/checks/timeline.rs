//! Timelines: positions, order, and the pages next to a position.

use serde_json::Value;
use switchboard_api::{Entry, Timeline};

use crate::check::{Check, Stop, check, ensure};
use crate::desk::Desk;

pub const CHECKS: [Check; 4] = [
    check!(
        "timeline.positions",
        "conversations.md#reading",
        "A client knows by positions whether it has everything; a hole is asked for again and again.",
        positions
    ),
    check!(
        "timeline.pages",
        "conversations.md#reading",
        "Scrolling back asks for what is before a position; an entry that is left out can never be read.",
        pages
    ),
    check!(
        "timeline.newest",
        "conversations.md#reading",
        "Opening a conversation must show its newest entries, which is what people open it for.",
        newest
    ),
    check!(
        "timeline.record",
        "conversations.md#reading",
        "The record beside the entries is put over what the client has; another one than the list's undoes changes.",
        record
    ),
];

fn at(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.position).collect()
}

/// The shared conversation, with at least these many entries.
async fn with_entries(desk: &Desk, least: u64) -> Result<(String, u64), Stop> {
    let id = desk.conversation().await?;
    loop {
        let position = desk.row(id).await?.conversation.position;
        if position >= least {
            return Ok((id.to_string(), position));
        }
        desk.note(id, "One more entry.").await?;
    }
}

async fn positions(desk: &Desk) -> Result<(), Stop> {
    let (id, _) = with_entries(desk, 5).await?;
    let page: Timeline = desk.one().read(&format!("/conversations/{id}/timeline?after=0&limit=200")).await?;
    let expected: Vec<u64> = (1..=page.row.conversation.position.min(200)).collect();
    ensure!(at(&page.entries) == expected, "The positions are {:?}, not {expected:?}.", at(&page.entries));
    let foreign = page.entries.iter().find(|entry| entry.conversation.as_str() != id);
    ensure!(foreign.is_none(), "The timeline of {id} has an entry of another conversation.");
    Ok(())
}

async fn pages(desk: &Desk) -> Result<(), Stop> {
    let (id, newest) = with_entries(desk, 5).await?;
    let from = newest.saturating_sub(4);
    let asked = [
        (format!("before={newest}&limit=2"), vec![newest - 2, newest - 1]),
        (format!("after={from}&limit=2"), vec![from + 1, from + 2]),
        (format!("after={newest}&limit=5"), vec![]),
        ("before=1&limit=5".to_owned(), vec![]),
    ];
    for (query, expected) in asked {
        let page: Timeline = desk.one().read(&format!("/conversations/{id}/timeline?{query}")).await?;
        ensure!(
            at(&page.entries) == expected,
            "With {query} the positions are {:?}, not {expected:?}.",
            at(&page.entries)
        );
    }
    let around: Timeline =
        desk.one().read(&format!("/conversations/{id}/timeline?around={}&limit=3", newest - 2)).await?;
    let positions = at(&around.entries);
    ensure!(positions.contains(&(newest - 2)), "Around {} the positions are {positions:?}.", newest - 2);
    ensure!(positions.is_sorted(), "Around a position the entries are not in their order: {positions:?}.");
    let both = format!("/conversations/{id}/timeline?before=3&after=1");
    desk.one().get(&both).await?.refused(&[400, 422])?;
    Ok(())
}

async fn newest(desk: &Desk) -> Result<(), Stop> {
    let (id, newest) = with_entries(desk, 5).await?;
    let page: Timeline = desk.one().read(&format!("/conversations/{id}/timeline?limit=3")).await?;
    let expected = vec![newest - 2, newest - 1, newest];
    ensure!(
        at(&page.entries) == expected,
        "Without a position the entries are {:?}, not {expected:?}.",
        at(&page.entries)
    );
    Ok(())
}

async fn record(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    desk.note(id, "Seen beside its record.").await?;
    let alone: Value = desk.one().read(&format!("/conversations/{id}")).await?;
    let beside: Value = desk.one().read(&format!("/conversations/{id}/timeline?limit=1")).await?;
    let listed: Value =
        desk.one().read(&format!("/spaces/{}/conversations?view=all&tab=all&limit=1", desk.space())).await?;
    let row = beside.get("row");
    ensure!(row == Some(&alone), "The timeline's row differs from GET /conversations/{id}.");
    let item = listed.pointer("/items/0");
    let same = item.and_then(|item| item.pointer("/conversation/id")) != alone.pointer("/conversation/id")
        || item == Some(&alone);
    ensure!(same, "The list's row differs from GET /conversations/{id}.");
    Ok(())
}
