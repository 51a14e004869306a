//! One WebSocket: hello, replay, ready, then events as they happen, numbers and pings. It reads the log at its own pace,
//! holds no queue of its own, and is cut when its reader cannot keep up.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use switchboard_api::live::{CLOSE_FORBIDDEN, CLOSE_POLICY, CLOSE_TOO_SLOW, CLOSE_UNAUTHORIZED};
use switchboard_api::{ClientFrame, ConversationId, Counts, LiveEvent, ServerFrame, SpaceId, Timestamp, Viewer};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};

use super::colleagues::Colleagues;
use super::hub::Feed;
use super::personal::{personal, replayed};
use crate::app::App;
use crate::clock;
use crate::db;
use crate::db::accounts::SignedIn;
use crate::db::events::What;
use crate::domain::{Refusal, access, accounts};

/// The largest frame a client may send, in bytes.
pub const MAX_FRAME: usize = 64 * 1_024;
/// More frames than these between two pings are not a conversation.
const FRAMES_PER_PING: u32 = 100;
/// How long a closing frame may take before the connection is dropped.
const LAST_WORD: Duration = Duration::from_secs(3);

/// Why a socket ends: the code it is closed with, or nothing when the peer is gone.
struct End(Option<u16>);

impl From<db::Error> for End {
    fn from(error: db::Error) -> Self {
        tracing::error!(%error, "a socket could not read");
        End(Some(close_code::ERROR))
    }
}

/// Counts a socket while it is open.
struct Open(watch::Sender<usize>);

impl Open {
    fn new(app: &App) -> Self {
        app.sockets.send_modify(|open| *open += 1);
        Self(app.sockets.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.send_modify(|open| *open = open.saturating_sub(1));
    }
}

/// What a socket's upgrade came with.
pub struct Came {
    /// The fingerprint of the token in its cookie, where that counts.
    pub cookie: Option<Vec<u8>>,
    /// The origin of a portal's page, where it came from one.
    pub portal: Option<String>,
}

/// A signed-in listener.
struct Listener {
    token: Vec<u8>,
    space: SpaceId,
    viewer: Viewer,
    /// Moves when sign-ins end or rights change.
    access: watch::Receiver<u64>,
    /// When the sign-in was last looked at.
    confirmed: Instant,
    /// When the token ends, and the socket with it.
    until: Timestamp,
    /// The last event looked at.
    reached: u64,
    /// The last event sent.
    prev: u64,
}

/// Serves the socket until either side ends it.
pub async fn serve(app: Arc<App>, mut socket: WebSocket, came: Came) {
    let _open = Open::new(&app);
    let Err(End(code)) = talk(&app, &mut socket, came).await;
    if let Some(code) = code {
        let close = Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::default() }));
        let farewell = async {
            if socket.send(close).await.is_ok() {
                // Until the peer answers, so that the code is not lost with the connection.
                while let Some(Ok(_)) = socket.recv().await {}
            }
        };
        let _ended = tokio::time::timeout(LAST_WORD, farewell).await;
    }
}

async fn talk(app: &App, socket: &mut WebSocket, came: Came) -> Result<std::convert::Infallible, End> {
    let mut shutdown = app.shutdown.clone();
    let access = app.db.signals().access();
    let hello = tokio::select! {
        hello = tokio::time::timeout(app.config.hello_within, hello(socket)) => hello,
        () = ending(&mut shutdown) => return Err(End(Some(close_code::AWAY))),
    };
    let frame = hello.map_err(|_late| End(Some(CLOSE_UNAUTHORIZED)))??;
    let ClientFrame::Hello { token, space, after } = frame else { return Err(End(Some(CLOSE_POLICY))) };
    let token =
        token.map(|token| accounts::fingerprint(&token)).or(came.cookie).ok_or(End(Some(CLOSE_UNAUTHORIZED)))?;
    let (viewer, until) = admit(app, &token, &space, came.portal.as_deref()).await?;
    let confirmed = Instant::now();
    let mut listener = Listener { token, space, viewer, access, confirmed, until, reached: after, prev: after };
    let over = tokio::time::sleep(remaining(listener.until));
    tokio::pin!(over);

    let feed = app.hub.feed(&listener.space);
    let mut newest = feed.subscribe();
    let space = listener.space.clone();
    let (last, start) = app.db.read(move |db| db.log_bounds(&space)).await?;
    if after < start || after > last {
        send(app, socket, &newest, &mut listener, &ServerFrame::Reset).await?;
        return Err(End(Some(close_code::NORMAL)));
    }
    newest.mark_unchanged();
    replay(app, socket, &feed, &newest, &mut listener, last).await?;
    catch_up(app, socket, &feed, &newest, &mut listener).await?;
    let ready = ServerFrame::Ready { seq: listener.reached };
    send(app, socket, &newest, &mut listener, &ready).await?;

    let mut moves = feed.room().changes();
    let seat = feed.room().sit(listener.viewer.clone());
    let mut colleagues = Colleagues::new(seat, app.config.presence_interval, app.config.writing);
    let mut counts: Option<Arc<Counts>> = None;
    let mut counts_due = Some(Instant::now());
    let mut counts_at = Instant::now();
    let mut counts_pause = app.config.counts_interval;
    let mut frames = 0;
    let mut heard = Instant::now();
    let mut ping = tokio::time::interval(app.config.ping_interval);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            frame = receive(socket) => {
                match frame?.map(|frame| colleagues.hear(frame)) {
                    Some(Ok(Some(unread))) => look_up(app, &feed, &listener, unread).await?,
                    Some(Ok(None) | Err(ClientFrame::Pong {})) | None => {}
                    Some(Err(_)) => return Err(End(Some(CLOSE_POLICY))),
                }
                heard = Instant::now();
                frames += 1;
                if frames > FRAMES_PER_PING {
                    return Err(End(Some(CLOSE_POLICY)));
                }
            }
            changed = newest.changed() => {
                changed.map_err(|_ended| End(Some(close_code::AWAY)))?;
                let before = listener.prev;
                catch_up(app, socket, &feed, &newest, &mut listener).await?;
                if listener.prev != before && counts_due.is_none() {
                    counts_due = Some(Instant::now().max(counts_at + counts_pause));
                }
            }
            () = tokio::time::sleep_until(counts_due.unwrap_or_else(Instant::now)), if counts_due.is_some() => {
                counts_due = None;
                counts_at = Instant::now();
                let Listener { space, viewer, reached, .. } = &listener;
                let now = app.numbers.at(&app.db, &app.rules, space, viewer, *reached).await?;
                // Where numbers take long, they come less often: at most a tenth of the time goes into them.
                counts_pause = app.config.counts_interval.max(counts_at.elapsed() * 10);
                if counts.as_ref() != Some(&now) {
                    let frame = ServerFrame::Counts { counts: (*now).clone() };
                    send(app, socket, &newest, &mut listener, &frame).await?;
                    counts = Some(now);
                }
            }
            moved = moves.changed() => {
                moved.map_err(|_ended| End(Some(close_code::AWAY)))?;
                colleagues.moved();
            }
            () = tokio::time::sleep_until(colleagues.due().unwrap_or_else(Instant::now)), if colleagues.due().is_some() => {
                for news in colleagues.news() {
                    send(app, socket, &newest, &mut listener, &news).await?;
                }
            }
            _ = ping.tick() => {
                if heard.elapsed() > app.config.silence {
                    return Err(End(Some(CLOSE_POLICY)));
                }
                frames = 0;
                confirm(app, &mut listener).await?;
                send(app, socket, &newest, &mut listener, &ServerFrame::Ping { now: clock::now() }).await?;
            }
            changed = listener.access.changed() => {
                changed.map_err(|_ended| End(Some(close_code::AWAY)))?;
                confirm(app, &mut listener).await?;
            }
            () = &mut over => {
                // Never early, however the clock was set meanwhile; a sign-in without an end in sight waits on.
                confirm(app, &mut listener).await?;
                over.as_mut().reset(Instant::now() + remaining(listener.until));
            }
            () = ending(&mut shutdown) => return Err(End(Some(close_code::AWAY))),
        }
    }
}

/// How long until then; at least a moment, and not longer than a day.
fn remaining(until: Timestamp) -> Duration {
    let ms = until.since(clock::now()).clamp(50, 24 * 60 * 60 * 1_000);
    Duration::from_millis(ms.unsigned_abs())
}

/// Done when the server is to end.
async fn ending(shutdown: &mut watch::Receiver<bool>) {
    let _ended = shutdown.wait_for(|ending| *ending).await;
}

/// Who the token belongs to, in the space, and until when. A token that was lent to one portal does not
/// count from the page of another.
async fn admit(app: &App, token: &[u8], space: &SpaceId, portal: Option<&str>) -> Result<(Viewer, Timestamp), End> {
    let (token, wanted) = (token.to_vec(), space.clone());
    let (signed_in, viewer) = app
        .db
        .read(move |db| {
            let Some(signed_in) = db.signed_in(&token, clock::now())? else { return Ok((None, None)) };
            let viewer = db.viewer(&wanted, &signed_in.agent)?;
            Ok::<_, db::Error>((Some(signed_in), viewer))
        })
        .await?;
    let fits = |signed_in: &SignedIn, portal| {
        signed_in.embedded.as_ref().is_none_or(|embedded| embedded.origins.iter().any(|origin| origin == portal))
    };
    let signed_in = signed_in
        .filter(|signed_in| portal.is_none_or(|portal| fits(signed_in, portal)))
        .ok_or(End(Some(CLOSE_UNAUTHORIZED)))?;
    if signed_in.embedded.as_ref().is_some_and(|embedded| embedded.space != *space) {
        return Err(End(Some(CLOSE_FORBIDDEN)));
    }
    Ok((viewer.ok_or(End(Some(CLOSE_FORBIDDEN)))?, signed_in.until))
}

/// Ends the socket when its sign-in has ended or its rights are no longer those it began with.
async fn confirm(app: &App, listener: &mut Listener) -> Result<(), End> {
    listener.confirmed = Instant::now();
    match admit(app, &listener.token, &listener.space, None).await {
        Ok((viewer, _)) if viewer == listener.viewer => Ok(()),
        Ok(_) | Err(End(Some(CLOSE_FORBIDDEN))) => Err(End(Some(CLOSE_UNAUTHORIZED))),
        Err(other) => Err(other),
    }
}

/// Reads the record of a conversation that the agent is at, so that colleagues who may see it hear of that. What the agent
/// may not see stays as unknown as what does not exist.
async fn look_up(app: &App, feed: &Feed, listener: &Listener, id: ConversationId) -> Result<(), End> {
    let agent = listener.viewer.agent.clone();
    match app.db.read(move |db| access::conversation(db, &agent, &id)).await {
        Ok((_, conversation)) if conversation.space == listener.space => feed.room().know(&Arc::new(conversation)),
        Ok(_) | Err(Refusal::NotFound(_)) => {}
        Err(error) => {
            tracing::error!(?error, "a socket could not read a conversation");
            return Err(End(Some(close_code::ERROR)));
        }
    }
    Ok(())
}

/// The first frame of the client.
async fn hello(socket: &mut WebSocket) -> Result<ClientFrame, End> {
    loop {
        if let Some(frame) = receive(socket).await? {
            return Ok(frame);
        }
    }
}

/// The next frame of the client; none for one of the protocol's own. Whatever is neither ends the socket without detail.
async fn receive(socket: &mut WebSocket) -> Result<Option<ClientFrame>, End> {
    match socket.recv().await {
        Some(Ok(Message::Text(text))) => {
            serde_json::from_str(&text).map(Some).map_err(|_unknown| End(Some(CLOSE_POLICY)))
        }
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Close(_))) | None => Err(End(None)),
        Some(Ok(Message::Binary(_)) | Err(_)) => Err(End(Some(CLOSE_POLICY))),
    }
}

/// Sends what happened before the listener came, up to event `last`.
async fn replay(
    app: &App,
    socket: &mut WebSocket,
    feed: &Feed,
    newest: &watch::Receiver<u64>,
    listener: &mut Listener,
    last: u64,
) -> Result<(), End> {
    while listener.reached < last {
        let events = feed.after(&app.db, listener.reached).await?;
        let Some(reached) = events.last().map(|event| event.seq) else { return Ok(()) };
        let (viewer, prev) = (listener.viewer.clone(), listener.prev);
        let told = app.db.read(move |db| replayed(db, &viewer, events.iter().map(|event| &**event), prev)).await?;
        for event in told {
            tell(app, socket, newest, listener, event).await?;
        }
        listener.reached = reached;
    }
    Ok(())
}

/// Sends what the log has after the last event looked at.
async fn catch_up(
    app: &App,
    socket: &mut WebSocket,
    feed: &Feed,
    newest: &watch::Receiver<u64>,
    listener: &mut Listener,
) -> Result<(), End> {
    loop {
        let events = feed.after(&app.db, listener.reached).await?;
        if events.is_empty() {
            return Ok(());
        }
        for logged in events {
            if let What::Changed { payload, .. } = &logged.what {
                feed.room().know(&payload.conversation);
            }
            if let Some(event) = personal(&logged, &listener.viewer, listener.prev) {
                tell(app, socket, newest, listener, event).await?;
            }
            listener.reached = logged.seq;
        }
    }
}

/// Sends an event. While there is much to catch up with, nobody else looks whether the listener may still hear it.
async fn tell(
    app: &App,
    socket: &mut WebSocket,
    newest: &watch::Receiver<u64>,
    listener: &mut Listener,
    event: LiveEvent,
) -> Result<(), End> {
    if listener.confirmed.elapsed() > app.config.ping_interval {
        confirm(app, listener).await?;
    }
    listener.prev = event.seq;
    send(app, socket, newest, listener, &ServerFrame::Event(event)).await
}

/// Sends a frame. A reader that does not take it while time passes and events pile up is cut: it can come back and
/// resume, whereas a queue for it would have no bound. However slowly it reads, it hears no more than it may.
async fn send(
    app: &App,
    socket: &mut WebSocket,
    newest: &watch::Receiver<u64>,
    listener: &mut Listener,
    frame: &ServerFrame,
) -> Result<(), End> {
    let text = serde_json::to_string(frame).map_err(db::Error::from)?;
    let mut newest = newest.clone();
    let limit = newest.borrow().saturating_add(app.config.max_lag);
    let piled_up = async {
        if newest.wait_for(|newest| *newest > limit).await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let sending = socket.send(Message::Text(text.into()));
    let slow = tokio::time::sleep(app.config.slow_after);
    tokio::pin!(piled_up, sending, slow);
    loop {
        tokio::select! {
            biased;
            changed = listener.access.changed() => {
                changed.map_err(|_ended| End(Some(close_code::AWAY)))?;
                confirm(app, listener).await?;
            }
            sent = &mut sending => return sent.map_err(|_gone| End(None)),
            () = &mut piled_up => return Err(End(Some(CLOSE_TOO_SLOW))),
            () = &mut slow => return Err(End(Some(CLOSE_TOO_SLOW))),
        }
    }
}
