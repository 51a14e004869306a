//! The live connection as such: who is let in, how the server shows that it is there, and how connections end. What is told
//! on it is in `live`.

use std::time::Duration;

use switchboard_api::ServerFrame;
use switchboard_api::live::{CLOSE_FORBIDDEN, CLOSE_POLICY, CLOSE_UNAUTHORIZED, PING_INTERVAL_MS};
use tokio::time::Instant;

use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::Desk;
use crate::http::new_id;
use crate::socket::{Heard, Socket};

/// How a server closes after `reset`.
const CLOSE_NORMAL: u16 = 1000;

pub const CHECKS: [Check; 5] = [
    check!(
        "live.reset",
        "live.md#order-of-a-connection",
        "A client whose number the log does not reach must start over; told nothing, it shows old data for ever.",
        reset
    ),
    check!(
        "live.refused",
        "live.md#close-codes",
        "A client must know whether to sign in again, to leave the space alone, or to try once more.",
        refused
    ),
    check!(
        "live.hello",
        "live.md#order-of-a-connection",
        "Connections that say nothing cost whoever opens them nothing, and the server as many as there are.",
        hello
    ),
    check!(
        "live.nonsense",
        "live.md#frames-of-the-client",
        "What is no frame ends the connection, and tells whoever sent it nothing about the server.",
        nonsense
    ),
    check!(
        "live.ping",
        "live.md#frames-of-the-server",
        "A dead connection looks like a quiet one, unless the server says from time to time that it is there.",
        ping
    ),
];

async fn reset(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let beyond = desk.fresh_session().await?.seq + 1_000_000;
    let mut socket = Socket::hello(desk, &desk.target.token, desk.space(), beyond).await?;
    let patience = socket.patience();
    let frame = loop {
        match socket.frame(patience, "reset").await? {
            ServerFrame::Ping { .. } => {}
            frame => break frame,
        }
    };
    ensure!(frame == ServerFrame::Reset, "Hello after event {beyond}, which has not happened yet, gave {frame:?}.");
    closed_with(socket, CLOSE_NORMAL, "reset").await.map(drop)
}

async fn hello(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let socket = Socket::open(desk).await?;
    closed_with(socket, CLOSE_UNAUTHORIZED, "five seconds without hello").await.map(drop)
}

async fn closed_with(socket: Socket, expected: u16, after: &str) -> Result<String, Stop> {
    match socket.closed().await? {
        Some((code, reason)) if code == expected => Ok(reason),
        other => broken(format!("After {after} the connection was closed with {other:?}, not {expected}.")),
    }
}

async fn refused(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let socket = Socket::hello(desk, "not-a-token", desk.space(), 0).await?;
    closed_with(socket, CLOSE_UNAUTHORIZED, "hello with an unknown token").await?;
    let socket = Socket::hello(desk, &desk.target.token, &new_id(), 0).await?;
    closed_with(socket, CLOSE_FORBIDDEN, "hello to an unknown space").await?;
    Ok(())
}

async fn nonsense(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    for frame in ["{", "null", "{\"t\":\"drop\"}", "{\"t\":\"pong\",\"more\":1}"] {
        let (mut socket, _, _) = Socket::listen(desk, desk.fresh_session().await?.seq).await?;
        socket.say(frame).await?;
        let reason = closed_with(socket, CLOSE_POLICY, frame).await?;
        ensure!(reason.is_empty(), "After {frame} the connection was closed with the reason {reason:?}.");
    }
    let mut socket = Socket::open(desk).await?;
    socket.say("{\"t\":\"pong\"}").await?;
    closed_with(socket, CLOSE_POLICY, "a first frame that is not hello").await?;
    Ok(())
}

async fn ping(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let interval = Duration::from_millis(PING_INTERVAL_MS.unsigned_abs());
    let patience = desk.target.patience.unwrap_or(interval + Duration::from_secs(5));
    let (mut socket, _, _) = Socket::listen(desk, desk.fresh_session().await?.seq).await?;
    let until = Instant::now() + patience;
    loop {
        match socket.next(until).await? {
            Some(Heard::Frame(ServerFrame::Ping { .. })) => return Ok(()),
            Some(Heard::Frame(_)) => {}
            Some(Heard::Closed(close)) => return broken(format!("The connection was closed with {close:?}.")),
            None => return broken(format!("There was no ping within {patience:?}.")),
        }
    }
}
