//! A WebSocket that calls back for every frame, so that none is lost between two looks. What frames say, and when to
//! open another socket, is not known here.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use super::clock::Alarm;
use super::task;

/// The code of a connection that ended without a word, or never came about.
pub const CLOSED_WITHOUT_WORD: u16 = 1006;

/// What a socket does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It is open: it may be written to.
    Opened,
    /// A text frame came.
    Text(String),
    /// It is closed, with this code. Nothing follows.
    Closed(u16),
}

/// An open (or opening) socket. Dropping it closes it, and it says nothing more.
pub struct Socket {
    socket: Option<WebSocket>,
    callbacks: Option<Callbacks>,
    /// Says that there was none to open.
    _refused: Option<Alarm>,
}

struct Callbacks {
    _opened: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens a socket to an address that begins with `http`. Where that is forbidden it reports `Closed`, a moment later.
    pub fn open(address: &str, happened: impl Fn(Happening) + 'static) -> Self {
        let happened = Rc::new(happened);
        let Some(socket) = for_sockets(address).and_then(|address| WebSocket::new(&address).ok()) else {
            let refused = Alarm::after(0, move || happened(Happening::Closed(CLOSED_WITHOUT_WORD)));
            return Self { socket: None, callbacks: None, _refused: Some(refused) };
        };
        let tell = Rc::clone(&happened);
        let opened = Closure::<dyn FnMut()>::new(move || tell(Happening::Opened));
        let tell = Rc::clone(&happened);
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                tell(Happening::Text(text));
            }
        });
        let closed =
            Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| happened(Happening::Closed(event.code())));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        let callbacks = Callbacks { _opened: opened, _message: message, _closed: closed };
        Self { socket: Some(socket), callbacks: Some(callbacks), _refused: None }
    }

    /// Sends a text. On a socket that is not open it is lost, as it would be on the way.
    pub fn send(&self, text: &str) {
        // Asked first, because sending on a closing socket is an error in the console.
        if let Some(socket) = self.socket.as_ref().filter(|socket| socket.ready_state() == WebSocket::OPEN) {
            // Fails only while the socket is still opening.
            let _ = socket.send_with_str(text);
        }
    }

    /// Ends the connection for this reason (3000 to 4999); `Closed` is reported with the code of the answer.
    pub fn close(&self, code: u16) {
        if let Some(socket) = &self.socket {
            // Fails only for codes outside that range.
            let _ = socket.close_with_code(code);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            socket.set_onopen(None);
            socket.set_onmessage(None);
            socket.set_onclose(None);
            let _ = socket.close();
        }
        task::drop_later(self.callbacks.take());
    }
}

/// `https` becomes `wss`, `http` becomes `ws`.
fn for_sockets(address: &str) -> Option<String> {
    Some(format!("ws{}", address.strip_prefix("http")?))
}
