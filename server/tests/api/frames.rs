//! Frames of every sort on a live socket: whatever is none of those that there are ends the socket, with a code and not a
//! word more, and the server goes on.

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

use crate::support::{TestApp, soon};

const PIECES: [&str; 16] = [
    "{",
    "}",
    "\"t\":",
    "\"hello\"",
    "\"pong\"",
    "\"event\"",
    ",",
    ":",
    "[",
    "]",
    "null",
    "\u{0}",
    "é",
    "\\",
    "9",
    "\"space\":\"home\"",
];

struct Dice(u64);

impl Dice {
    fn up_to(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Something that is no frame of a client.
    fn frame(&mut self) -> Message {
        match self.up_to(6) {
            0 => Message::binary((0..self.up_to(300)).map(|_| self.up_to(256) as u8).collect::<Vec<u8>>()),
            1 => Message::text("x".repeat(60_000 + self.up_to(20_000))),
            2 => Message::text(
                json!({ "t": "hello", "space": "home", "after": self.up_to(9), "token": "x" }).to_string(),
            ),
            _ => Message::text((0..1 + self.up_to(12)).map(|_| PIECES[self.up_to(PIECES.len())]).collect::<String>()),
        }
    }
}

/// How the server ends a socket that sends this, before or after it has said hello.
async fn ended(app: &TestApp, hello: Option<&str>, frame: Message) -> Option<CloseFrame> {
    let (mut stream, _) = tokio_tungstenite::connect_async(format!("ws://{}/api/v1/live", app.address)).await.unwrap();
    if let Some(hello) = hello {
        stream.send(Message::text(hello)).await.unwrap();
        while !stream.next().await.unwrap().unwrap().into_text().unwrap().contains("ready") {}
    }
    // A server that has ended the socket already takes nothing more.
    let _taken = stream.send(frame).await;
    soon("the end of a socket", async {
        loop {
            match stream.next().await {
                Some(Ok(Message::Close(close))) => return close,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    })
    .await
}

#[tokio::test]
async fn no_frame_breaks_the_server_or_learns_anything() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let hello = json!({ "t": "hello", "token": ada.token, "space": "home", "after": 0 }).to_string();
    let mut stays = ada.listen("home", 0).await;
    stays.until_ready().await;
    let mut dice = Dice(20_261_126);
    for round in 0..300 {
        let frame = dice.frame();
        let close = ended(&app, (round % 2 == 0).then_some(hello.as_str()), frame.clone()).await;
        // A frame that is too large may be cut off without a farewell.
        if let Some(close) = close {
            assert_eq!(close.reason.as_str(), "", "{frame:?}");
            let code = u16::from(close.code);
            assert!(close.code == CloseCode::Policy || matches!(code, 4001 | 4003), "{frame:?}: {code}");
        }
    }
    app.customer("+15550111", "m1", "hello").await;
    assert_eq!(stays.event().await.seq, 1);
}
