//! Read positions: each agent's own, forward and back.

use reqwest::Method;
use serde_json::json;
use switchboard_api::hooks::InboundAnswer;
use switchboard_api::{Change, ReadAnswer, ReadPosition, Row};

use super::events;
use crate::check::{Check, Stop, check, ensure};
use crate::desk::Desk;
use crate::http::{Caller, new_id};

pub const CHECKS: [Check; 4] = [
    check!(
        "reading.moves",
        "conversations.md#writing",
        "What was read must stay read on the next device, and can be marked as unread again.",
        moves
    ),
    check!(
        "reading.own",
        "conversations.md#reading",
        "When one agent opens a conversation it must not look read to the others.",
        own
    ),
    check!(
        "reading.unread",
        "conversations.md#writing",
        "What was read in one window must be read in the next, and what was marked as unread must ask for somebody again.",
        unread
    ),
    check!(
        "reading.refused",
        "conversations.md#writing",
        "A position and a number of messages at once contradict each other; one of them would be ignored.",
        refused
    ),
];

async fn read(caller: &Caller, id: &str, position: u64) -> Result<ReadPosition, Stop> {
    let path = format!("/conversations/{id}/read");
    let answer = caller.write(Method::PUT, &path, &json!({ "position": position })).await?;
    Ok(answer.ok::<ReadAnswer>()?.read)
}

async fn moves(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    desk.note(id, "To be read.").await?;
    let newest = desk.row(id).await?.conversation.position;
    for position in [newest, 1, newest] {
        let moved = read(&desk.one(), id.as_str(), position).await?;
        ensure!(moved.position == position, "The position was moved to {position}, and is {}.", moved.position);
        let row = desk.row(id).await?;
        ensure!(row.read == moved, "GET has the read position {:?}, the answer to moving it {moved:?}.", row.read);
        let (inbound, all) = (row.read.inbound, row.conversation.inbound);
        ensure!(inbound <= all, "{inbound} inbound messages are read, of {all}.");
    }
    let beyond = read(&desk.one(), id.as_str(), newest + 1_000).await?;
    ensure!(beyond.position == newest, "A position beyond the end is kept as {}, not {newest}.", beyond.position);
    Ok(())
}

async fn own(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let (two, _) = desk.colleague(id).await?;
    let newest = desk.note(id, "Read by one of two.").await?.position;
    read(&desk.one(), id.as_str(), newest).await?;
    read(&two, id.as_str(), 1).await?;
    let mine = desk.row(id).await?.read.position;
    ensure!(mine == newest, "My position moved from {newest} to {mine} when somebody else read.");
    let theirs: Row = two.read(&format!("/conversations/{id}")).await?;
    ensure!(theirs.read.position == 1, "Their position is {}, and they have read to 1.", theirs.read.position);
    Ok(())
}

async fn unread(desk: &Desk) -> Result<(), Stop> {
    desk.channel()?;
    let from = desk.new_number().await?;
    desk.inbound(&new_id(), &from, "Hello?").await?.ok::<InboundAnswer>()?;
    let id = desk.inbound(&new_id(), &from, "Is anybody there?").await?.ok::<InboundAnswer>()?.conversation;
    let conversation = desk.row(&id).await?.conversation;
    let (newest, all) = (conversation.position, conversation.inbound);
    let one_less = all.saturating_sub(1);
    for (body, expected) in
        [(json!({ "position": newest }), 0), (json!({ "inbound": one_less }), 1), (json!({ "inbound": all }), 0)]
    {
        let began = desk.fresh_session().await?.seq;
        let answer = desk.one().write(Method::PUT, &format!("/conversations/{id}/read"), &body).await?;
        let moved = answer.ok::<ReadAnswer>()?.read;
        let row = desk.row(&id).await?;
        let left = row.conversation.unread(row.read);
        ensure!(left == expected, "After reading {body} {left} messages are unread, not {expected}.");
        let events = events::after(desk, began).await?;
        let told = events.iter().find_map(|event| match &event.change {
            Change::ReadMoved { id: of, read } if *of == id => Some(*read),
            _ => None,
        });
        ensure!(told == Some(moved), "Reading {body} moved the position to {moved:?}, and is told as {told:?}.");
    }
    Ok(())
}

async fn refused(desk: &Desk) -> Result<(), Stop> {
    let path = format!("/conversations/{}/read", desk.conversation().await?);
    for body in [json!({}), json!({ "position": 1, "inbound": 0 }), json!({ "position": -1 })] {
        desk.one().write(Method::PUT, &path, &body).await?.refused(&[400, 422])?;
    }
    Ok(())
}
