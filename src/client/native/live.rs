//! The live connection: a socket, the hello, and frames in the contract's types. When to connect again, and what a frame
//! changes, is not decided here.

use std::rc::Rc;

use serde::Deserialize;
use switchboard_api::{ClientFrame, ServerFrame, SpaceId};

use crate::client::json;
use crate::platform::socket::{Happening, Socket};
use crate::platform::task;

/// We could not understand the server.
const CLOSE_NOT_UNDERSTOOD: u16 = 4400;
/// Frames of these kinds may not be missed.
const KNOWN: [&str; 5] = ["ready", "reset", "event", "counts", "ping"];

/// What the live connection does.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveInput {
    /// It is open; the hello has been sent.
    Opened,
    /// A frame came.
    Frame(ServerFrame),
    /// It is closed, or could not be opened. Nothing follows.
    Closed(u16),
}

/// A live connection. Dropping it closes it, and it says nothing more.
pub struct Live {
    socket: Rc<Socket>,
}

/// As much of a frame as is needed to tell whether it matters.
#[derive(Deserialize)]
struct Kind {
    t: String,
}

impl Live {
    /// Connects to a space's log, from after the last event known.
    pub fn open(
        base: &str,
        token: Option<Rc<str>>,
        space: SpaceId,
        after: u64,
        happened: impl Fn(LiveInput) + 'static,
    ) -> Self {
        let socket = Rc::new_cyclic(|own: &std::rc::Weak<Socket>| {
            let own = own.clone();
            Socket::open(&format!("{base}/live"), move |happening| match happening {
                Happening::Opened => {
                    if let Some(socket) = own.upgrade() {
                        let token = token.as_deref().map(str::to_owned);
                        send(&socket, &ClientFrame::Hello { token, space: space.clone(), after });
                        happened(LiveInput::Opened);
                    }
                }
                Happening::Text(text) => match json::read(&text) {
                    Ok(frame) => happened(LiveInput::Frame(frame)),
                    Err(error) => not_understood(own.upgrade().as_deref(), &text, &error),
                },
                Happening::Closed(code) => happened(LiveInput::Closed(code)),
            })
        });
        Self { socket }
    }

    /// Answers a ping.
    pub fn pong(&self) {
        self.say(&ClientFrame::Pong {});
    }

    /// Says something.
    pub fn say(&self, frame: &ClientFrame) {
        send(&self.socket, frame);
    }
}

fn send(socket: &Socket, frame: &ClientFrame) {
    // These frames always have a text.
    if let Ok(text) = serde_json::to_string(frame) {
        socket.send(&text);
    }
}

/// A frame of a kind that we do not know says nothing we need. One that we should know may not be passed over: the
/// connection ends, and another one starts from what is known.
fn not_understood(socket: Option<&Socket>, text: &str, error: &json::Error) {
    let kind = json::read::<Kind>(text).map(|kind| kind.t).unwrap_or_default();
    task::warn(&format!("A live frame of kind {kind:?} was not understood: {error}"));
    let matters = kind.is_empty() || KNOWN.contains(&kind.as_str());
    if let Some(socket) = socket.filter(|_| matters) {
        socket.close(CLOSE_NOT_UNDERSTOOD);
    }
}
