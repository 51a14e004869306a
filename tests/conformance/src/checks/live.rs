//! The live connection, where the server has one: its order, what it tells, and how it ends.

use std::time::Duration;

use serde_json::json;
use switchboard_api::live::Doing;
use switchboard_api::live::{CLOSE_FORBIDDEN, CLOSE_POLICY, CLOSE_UNAUTHORIZED, PING_INTERVAL_MS};
use switchboard_api::{AgentId, Change, ConversationId, Entry, LiveEvent, ServerFrame, Session};

use super::events;
use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::Desk;
use crate::http::new_id;
use crate::socket::{Heard, Socket};

pub const CHECKS: [Check; 11] = [
    check!(
        "live.ready",
        "live.md#order-of-a-connection",
        "Until it is told that nothing is missing, a client says that it is still connecting.",
        ready
    ),
    check!(
        "live.replay",
        "live.md#order-of-a-connection",
        "After a train's tunnel everything that was missed must come, once and in order.",
        replay
    ),
    check!(
        "live.told",
        "live.md#events",
        "What colleagues do must be on the screen as they do it, and the own message must be known by its client_id.",
        told
    ),
    check!("live.polled", "live.md", "Where no WebSocket gets through, polling must tell the same.", polled),
    check!(
        "live.private",
        "live.md#events",
        "How far somebody has read is their own business, and on other screens it would mark as read what is not.",
        private
    ),
    check!(
        "live.counts",
        "live.md#frames-of-the-server",
        "The numbers beside the views must follow what happens, also for what is not on the screen.",
        counts
    ),
    check!(
        "live.presence",
        "live.md#presence",
        "Two people who answer the same customer at once is what presence is there to prevent.",
        presence
    ),
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

async fn ready(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let began = desk.fresh_session().await?.seq;
    let (_, _, seq) = Socket::listen(desk, began).await?;
    ensure!(seq >= began, "Ready says {seq}, and the session was true at {began} before.");
    Ok(())
}

async fn replay(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let mut expected = Vec::new();
    for text in ["Missed one.", "Missed two.", "Missed three."] {
        expected.push(desk.note(id, text).await?.id);
    }
    let (_, missed, seq) = Socket::listen(desk, began).await?;
    events::in_order(began, &missed)?;
    let told = missed.iter().flat_map(events::entries).map(|entry| &entry.id).filter(|id| expected.contains(id));
    ensure!(told.eq(&expected), "Three notes were missed, and the events before ready are not theirs.");
    let last = missed.last().map_or(began, |event| event.seq);
    ensure!(seq >= last, "Ready says {seq} after event {last}.");
    Ok(())
}

async fn told(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let (mut socket, mut all, _) = Socket::listen(desk, began).await?;
    let note = desk.note(id, "As it happens.").await?;
    // One more, so that a lost event is noticed by the one after it.
    let more = desk.note(id, "And more.").await?;
    let tells = |event: &LiveEvent, of: &Entry| events::entries(event).iter().any(|entry| entry.id == of.id);
    while all.last().is_none_or(|event| !tells(event, &more)) {
        all.push(socket.event().await?);
    }
    events::in_order(began, &all)?;
    let Some(event) = all.iter().find(|event| tells(event, &note)) else {
        return broken("A note was written, and no event tells of it.");
    };
    let entry = events::entries(event).iter().find(|entry| entry.id == note.id);
    ensure!(entry == Some(&note), "The note is told as {entry:?}, and was answered as {note:?}.");
    ensure!(event.actor.as_ref() == Some(&desk.session.me.id), "The event says that {:?} wrote the note.", event.actor);
    let row = desk.row(id).await?;
    if let Change::ConversationChanged { conversation, read, .. } = &event.change
        && conversation.version == row.conversation.version
    {
        ensure!(*conversation == row.conversation, "The event has another record than GET /conversations/{id}.");
        ensure!(*read == row.read, "The event has the read position {read:?}, GET {:?}.", row.read);
    }
    Ok(())
}

async fn polled(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    desk.note(id, "By either way.").await?;
    desk.patch(id, &json!({ "priority": "urgent" })).await?;
    desk.patch(id, &json!({ "priority": null })).await?;
    let polled = events::after(desk, began).await?;
    let (_, mut pushed, _) = Socket::listen(desk, began).await?;
    pushed.truncate(polled.len());
    for (one, other) in polled.iter().zip(&pushed) {
        ensure!(one == other, "Event {} is polled as {one:?}, and told on the live connection as {other:?}.", one.seq);
    }
    ensure!(polled.len() == pushed.len(), "{} events are polled, {} told.", polled.len(), pushed.len());
    Ok(())
}

async fn private(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, two) = (desk.conversation().await?, desk.colleague().await?);
    let began = desk.fresh_session().await?.seq;
    let path = format!("/conversations/{id}/read");
    for position in [1, 2, 1] {
        two.write(reqwest::Method::PUT, &path, &json!({ "position": position })).await?.ok::<serde_json::Value>()?;
    }
    desk.note(id, "After somebody else has read.").await?;
    let (_, events, _) = Socket::listen(desk, began).await?;
    events::in_order(began, &events)?;
    let foreign = events.iter().find(|event| {
        matches!(event.change, Change::ReadMoved { .. }) && event.actor.as_ref() != Some(&desk.session.me.id)
    });
    ensure!(foreign.is_none(), "Somebody else's read position is told: {foreign:?}.");
    Ok(())
}

async fn counts(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let began = desk.fresh_session().await?.seq;
    let (mut socket, _, _) = Socket::listen(desk, began).await?;
    desk.begin().await?;
    loop {
        if let ServerFrame::Counts { counts } = socket.frame().await?.0
            && counts == desk.fresh_session().await?.counts
        {
            return Ok(());
        }
    }
}

async fn presence(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let (id, two) = (desk.conversation().await?, desk.colleague().await?);
    let colleague = two.read::<Session>("/session").await?.me.id;
    let began = desk.fresh_session().await?.seq;
    let (mut mine, _, _) = Socket::listen(desk, began).await?;
    let mut theirs = Socket::hello(desk, two.token.as_deref().unwrap_or_default(), desk.space(), began).await?;
    theirs.say(&json!({ "t": "viewing", "conversation": id }).to_string()).await?;
    until_at(&mut mine, id, &[(&colleague, Doing::Viewing)]).await?;
    theirs.say(&json!({ "t": "typing", "conversation": id }).to_string()).await?;
    until_at(&mut mine, id, &[(&colleague, Doing::Replying)]).await?;
    // Whoever goes without a word is gone, too.
    drop(theirs);
    until_at(&mut mine, id, &[]).await
}

/// Reads until these are said to be at the conversation, and nobody else.
async fn until_at(socket: &mut Socket, id: &ConversationId, who: &[(&AgentId, Doing)]) -> Result<(), Stop> {
    let mut last = None;
    loop {
        match socket.next().await {
            Ok(Heard::Frame(ServerFrame::Presence { conversation, agents }, _)) if conversation == *id => {
                if agents.iter().map(|present| (&present.agent, present.doing)).eq(who.iter().copied()) {
                    return Ok(());
                }
                last = Some(agents);
            }
            Ok(Heard::Frame(..)) => {}
            Ok(Heard::Closed(close)) => return broken(format!("The connection was closed with {close:?}.")),
            Err(_) => return broken(format!("At the conversation are {who:?}, and the last told of it is {last:?}.")),
        }
    }
}

async fn reset(desk: &Desk) -> Result<(), Stop> {
    desk.needs("live")?;
    let beyond = desk.fresh_session().await?.seq + 1_000_000;
    let mut socket = Socket::hello(desk, &desk.target.token, desk.space(), beyond).await?;
    let frame = socket.frame().await?.0;
    ensure!(frame == ServerFrame::Reset, "Hello after event {beyond}, which has not happened yet, gave {frame:?}.");
    Ok(())
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
    let waiting = async {
        loop {
            match socket.next_within(patience).await? {
                Heard::Frame(ServerFrame::Ping { .. }, _) => return socket.say("{\"t\":\"pong\"}").await,
                Heard::Frame(..) => {}
                Heard::Closed(close) => return broken(format!("The connection was closed with {close:?}.")),
            }
        }
    };
    match tokio::time::timeout(patience, waiting).await {
        Ok(done) => done,
        Err(_) => broken(format!("There was no ping within {} s.", patience.as_secs_f64())),
    }
}
