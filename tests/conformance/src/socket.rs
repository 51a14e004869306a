//! A live connection as a client has it: hello, frames, and what it was closed with.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use switchboard_api::{LiveEvent, ServerFrame};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::check::{Stop, broken};
use crate::desk::Desk;
use crate::http::user_agent;

/// The frames whose fields live.md names.
const KNOWN: [&str; 6] = ["ready", "reset", "event", "counts", "ping", "presence"];

/// An open connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    patience: Duration,
    /// What came while something else was done.
    kept: VecDeque<Heard>,
}

/// What came.
#[derive(Debug)]
pub enum Heard {
    /// A frame.
    Frame(ServerFrame),
    /// The end: code and reason, where the server gave them.
    Closed(Option<(u16, String)>),
}

impl Socket {
    /// Opens a connection without saying anything.
    pub async fn open(desk: &Desk) -> Result<Self, Stop> {
        let failed = |error: &dyn std::fmt::Display| Stop::Broken(format!("GET /live gave no WebSocket: {error}."));
        let address = desk.base.replacen("http", "ws", 1) + "/live";
        let mut request = address.into_client_request().map_err(|error| failed(&error))?;
        let agent = HeaderValue::from_str(&user_agent(desk.check)).map_err(|error| failed(&error))?;
        request.headers_mut().insert("user-agent", agent);
        let opened = tokio::time::timeout(desk.patience, connect_async(request)).await;
        let (stream, _) = opened.map_err(|late| failed(&late))?.map_err(|error| failed(&error))?;
        Ok(Self { stream, patience: desk.patience, kept: VecDeque::new() })
    }

    /// Opens a connection and says hello.
    pub async fn hello(desk: &Desk, token: &str, space: &str, after: u64) -> Result<Self, Stop> {
        let mut socket = Self::open(desk).await?;
        socket.say(&json!({ "t": "hello", "token": token, "space": space, "after": after }).to_string()).await?;
        Ok(socket)
    }

    /// Listens as the first agent from `after` on, and reads up to ready: the events before it, and its number.
    pub async fn listen(desk: &Desk, after: u64) -> Result<(Self, Vec<LiveEvent>, u64), Stop> {
        let mut socket = Self::hello(desk, &desk.target.token, desk.space(), after).await?;
        let (mut events, patience) = (Vec::new(), socket.patience());
        loop {
            match socket.frame(patience, "ready").await? {
                ServerFrame::Event(event) => events.push(event),
                ServerFrame::Ready { seq } => return Ok((socket, events, seq)),
                ServerFrame::Reset => return broken(format!("Hello after event {after} was answered with reset.")),
                _ => {}
            }
        }
    }

    /// When patience ends for what is waited for from now on, whatever else comes meanwhile.
    pub fn patience(&self) -> Instant {
        Instant::now() + self.patience
    }

    /// Sends a text frame.
    pub async fn say(&mut self, text: &str) -> Result<(), Stop> {
        let sent = self.stream.send(Message::text(text)).await;
        sent.map_err(|error| Stop::Broken(format!("A frame could not be sent: {error}.")))
    }

    /// The next frame or the end, whichever comes; nothing if neither does until then. Pings are answered.
    pub async fn next(&mut self, until: Instant) -> Result<Option<Heard>, Stop> {
        if let Some(heard) = self.kept.pop_front() {
            return Ok(Some(heard));
        }
        match tokio::time::timeout_at(until, self.hear()).await {
            Ok(heard) => heard.map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Does something that may take long, and keeps what comes meanwhile for later; so pings are answered in time.
    pub async fn during<T>(&mut self, work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
        tokio::pin!(work);
        loop {
            let open = !matches!(self.kept.back(), Some(Heard::Closed(_)));
            tokio::select! {
                done = &mut work => return done,
                heard = self.hear(), if open => self.kept.push_back(heard?),
            }
        }
    }

    async fn hear(&mut self) -> Result<Heard, Stop> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    let Some(frame) = frame(&text)? else { continue };
                    if matches!(frame, ServerFrame::Ping { .. }) {
                        // Whoever has closed the connection meanwhile is heard of by the next frame.
                        let _answered = self.stream.send(Message::text("{\"t\":\"pong\"}")).await;
                    }
                    return Ok(Heard::Frame(frame));
                }
                Some(Ok(Message::Close(close))) => {
                    let close = close.map(|close| (u16::from(close.code), close.reason.to_string()));
                    return Ok(Heard::Closed(close));
                }
                Some(Ok(Message::Binary(_))) => return broken("A frame was binary, not text."),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Ok(Heard::Closed(None)),
            }
        }
    }

    /// The next frame; the end would be too early. `wanted` is what is waited for.
    pub async fn frame(&mut self, until: Instant, wanted: &str) -> Result<ServerFrame, Stop> {
        match self.next(until).await? {
            Some(Heard::Frame(frame)) => Ok(frame),
            Some(Heard::Closed(close)) => {
                broken(format!("The live connection was closed with {close:?} instead of {wanted}."))
            }
            None => broken(format!("There was no {wanted} on the live connection for {:?}.", self.patience)),
        }
    }

    /// The next event; other frames are skipped.
    pub async fn event(&mut self, until: Instant) -> Result<LiveEvent, Stop> {
        loop {
            if let ServerFrame::Event(event) = self.frame(until, "event").await? {
                return Ok(event);
            }
        }
    }

    /// Reads to the end: the code and reason it was closed with; nothing if there is no end.
    pub async fn closed(mut self) -> Result<Option<(u16, String)>, Stop> {
        let patience = self.patience();
        loop {
            match self.next(patience).await? {
                Some(Heard::Frame(_)) => {}
                Some(Heard::Closed(close)) => return Ok(close),
                None => return broken(format!("The live connection was not closed for {:?}.", self.patience)),
            }
        }
    }
}

/// What the text says; nothing where it is a kind of frame that we do not know.
fn frame(text: &str) -> Result<Option<ServerFrame>, Stop> {
    let unreadable = |error: serde_json::Error| Stop::Broken(format!("A frame cannot be read: {error}: {text}."));
    let value: Value = serde_json::from_str(text).map_err(unreadable)?;
    let known = value.get("t").and_then(Value::as_str).is_none_or(|t| KNOWN.contains(&t));
    match serde_json::from_value(value) {
        Ok(frame) => Ok(Some(frame)),
        Err(error) if known => Err(unreadable(error)),
        Err(_) => Ok(None),
    }
}
