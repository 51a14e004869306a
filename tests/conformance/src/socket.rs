//! A live connection as a client has it: hello, frames, and what it was closed with.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use switchboard_api::{LiveEvent, ServerFrame};
use tokio::net::TcpStream;
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
}

/// What came.
#[derive(Debug)]
pub enum Heard {
    /// A frame, and the JSON it was read from.
    Frame(ServerFrame, Value),
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
        let (stream, _) = connect_async(request).await.map_err(|error| failed(&error))?;
        Ok(Self { stream, patience: desk.patience })
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
        let mut events = Vec::new();
        loop {
            match socket.frame().await?.0 {
                ServerFrame::Event(event) => events.push(event),
                ServerFrame::Ready { seq } => return Ok((socket, events, seq)),
                ServerFrame::Reset => return broken(format!("Hello after event {after} was answered with reset.")),
                _ => {}
            }
        }
    }

    /// Sends a text frame.
    pub async fn say(&mut self, text: &str) -> Result<(), Stop> {
        let sent = self.stream.send(Message::text(text)).await;
        sent.map_err(|error| Stop::Broken(format!("A frame could not be sent: {error}.")))
    }

    /// The next frame or the end, whichever comes.
    pub async fn next(&mut self) -> Result<Heard, Stop> {
        let patience = self.patience;
        self.next_within(patience).await
    }

    /// The same with another patience.
    pub async fn next_within(&mut self, patience: Duration) -> Result<Heard, Stop> {
        let heard = tokio::time::timeout(patience, async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => {
                        if let Some(heard) = frame(&text)? {
                            return Ok(heard);
                        }
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
        });
        match heard.await {
            Ok(heard) => heard,
            Err(_) => broken(format!("Nothing came on the live connection for {} s.", patience.as_secs_f64())),
        }
    }

    /// The next frame; the end would be too early.
    pub async fn frame(&mut self) -> Result<(ServerFrame, Value), Stop> {
        match self.next().await? {
            Heard::Frame(frame, value) => Ok((frame, value)),
            Heard::Closed(close) => broken(format!("The live connection was closed with {close:?}.")),
        }
    }

    /// The next event; other frames are skipped.
    pub async fn event(&mut self) -> Result<LiveEvent, Stop> {
        loop {
            if let ServerFrame::Event(event) = self.frame().await?.0 {
                return Ok(event);
            }
        }
    }

    /// The events up to number `seq`, that one too.
    pub async fn until(&mut self, seq: u64) -> Result<Vec<LiveEvent>, Stop> {
        let mut events: Vec<LiveEvent> = Vec::new();
        while events.last().is_none_or(|event| event.seq < seq) {
            events.push(self.event().await?);
        }
        Ok(events)
    }

    /// Reads to the end: the code and reason it was closed with.
    pub async fn closed(mut self) -> Result<Option<(u16, String)>, Stop> {
        loop {
            if let Heard::Closed(close) = self.next().await? {
                return Ok(close);
            }
        }
    }
}

/// What the text says; nothing where it is a kind of frame that we do not know.
fn frame(text: &str) -> Result<Option<Heard>, Stop> {
    let unreadable = |error: serde_json::Error| Stop::Broken(format!("A frame cannot be read: {error}: {text}."));
    let value: Value = serde_json::from_str(text).map_err(unreadable)?;
    match serde_json::from_value(value.clone()) {
        Ok(frame) => Ok(Some(Heard::Frame(frame, value))),
        Err(error) if value.get("t").and_then(Value::as_str).is_none_or(|t| KNOWN.contains(&t)) => {
            Err(unreadable(error))
        }
        Err(_) => Ok(None),
    }
}
