//! How well the app is connected, for the one line that says so.

use crate::model::Model;

/// The connection and what waits for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionView {
    /// How well.
    pub state: ConnectionState,
    /// How many changes the server has not confirmed although it should have by now.
    pub waiting: usize,
}

/// How well the app is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// All is well (or the first moments of starting).
    Live,
    /// The socket is lost and being opened again.
    Reconnecting,
    /// No socket to be had: the app asks every few seconds.
    Polling,
    /// The device is offline.
    Offline,
    /// The server cannot be reached.
    Unreachable,
}

/// The connection line.
pub fn connection(model: &Model) -> ConnectionView {
    ConnectionView { state: model.connection.state(), waiting: model.outbox.overdue() }
}
