//! A WebSocket as a client has it: frames in, frames out, and what it was closed with.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use switchboard_api::{Change, Entry, EntryBody, LiveEvent, ServerFrame};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::soon;

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    pub async fn open(address: SocketAddr) -> Self {
        Self::open_with(address, &[]).await.unwrap()
    }

    pub async fn open_with(address: SocketAddr, headers: &[(&'static str, &str)]) -> Result<Self, tungstenite::Error> {
        let mut request = format!("ws://{address}/api/v1/live").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let (stream, _) = tokio_tungstenite::connect_async(request).await?;
        Ok(Self { stream })
    }

    pub async fn say(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    pub async fn say_bytes(&mut self, bytes: &[u8]) {
        self.stream.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    pub async fn ping(&mut self) {
        // The server may have had enough already.
        drop(self.stream.send(Message::Ping(Vec::new().into())).await);
    }

    /// The next frame, or the code the socket was closed with.
    pub async fn next(&mut self) -> Result<ServerFrame, Option<u16>> {
        soon("a frame", async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                    Some(Ok(Message::Close(close))) => return Err(close.map(|close| u16::from(close.code))),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(None),
                }
            }
        })
        .await
    }

    /// The events up to the end, and the code it was closed with.
    pub async fn rest(&mut self) -> (Vec<LiveEvent>, Option<u16>) {
        soon("the end of a socket", async {
            let mut events = Vec::new();
            loop {
                match self.next().await {
                    Ok(ServerFrame::Event(event)) => events.push(event),
                    Ok(_) => {}
                    Err(code) => return (events, code),
                }
            }
        })
        .await
    }

    /// Reads to the end and answers the code it was closed with.
    pub async fn closed_with(mut self) -> Option<u16> {
        self.rest().await.1
    }

    /// The next event; numbers, pings and ready are skipped.
    pub async fn event(&mut self) -> LiveEvent {
        loop {
            match self.next().await {
                Ok(ServerFrame::Event(event)) => return event,
                Ok(_) => {}
                Err(code) => panic!("the socket was closed with {code:?}"),
            }
        }
    }

    /// The events up to ready, and ready's number.
    pub async fn until_ready(&mut self) -> (Vec<LiveEvent>, u64) {
        let mut events = Vec::new();
        loop {
            match self.next().await {
                Ok(ServerFrame::Event(event)) => events.push(event),
                Ok(ServerFrame::Ready { seq }) => return (events, seq),
                other => panic!("unexpected {other:?}"),
            }
        }
    }

    /// The events up to number `seq`.
    pub async fn until_seq(&mut self, seq: u64) -> Vec<LiveEvent> {
        let mut events = Vec::new();
        while events.last().is_none_or(|event: &LiveEvent| event.seq < seq) {
            events.push(self.event().await);
        }
        events
    }

    /// Reads until the message has this delivery state; answers the entry.
    pub async fn until_state(&mut self, message: &str, state: &str) -> Entry {
        loop {
            let event = self.event().await;
            if let Some(entry) = entries(&event).iter().find(|entry| entry.id.as_str() == message)
                && let EntryBody::Outbound { delivery, .. } = &entry.body
                && delivery.as_str() == state
            {
                return entry.clone();
            }
        }
    }
}

/// The entries an event carries.
pub fn entries(event: &LiveEvent) -> &[Entry] {
    match &event.change {
        Change::ConversationChanged { entries, .. } => entries,
        _ => &[],
    }
}
