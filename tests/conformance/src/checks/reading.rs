//! Read positions: each agent's own, forward and back.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{ReadAnswer, ReadPosition, Row};

use crate::check::{Check, Stop, check, ensure};
use crate::desk::Desk;
use crate::http::Caller;

pub const CHECKS: [Check; 3] = [
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
    let (id, two) = (desk.conversation().await?, desk.colleague().await?);
    let newest = desk.note(id, "Read by one of two.").await?.position;
    read(&desk.one(), id.as_str(), newest).await?;
    read(&two, id.as_str(), 1).await?;
    let mine = desk.row(id).await?.read.position;
    ensure!(mine == newest, "My position moved from {newest} to {mine} when somebody else read.");
    let theirs: Row = two.read(&format!("/conversations/{id}")).await?;
    ensure!(theirs.read.position == 1, "Their position is {}, and they have read to 1.", theirs.read.position);
    Ok(())
}

async fn refused(desk: &Desk) -> Result<(), Stop> {
    let path = format!("/conversations/{}/read", desk.conversation().await?);
    for body in [json!({}), json!({ "position": 1, "inbound": 0 }), json!({ "position": -1 })] {
        desk.one().write(Method::PUT, &path, &body).await?.refused(&[400, 422])?;
    }
    Ok(())
}
