//! The frame around the panes: which screen is shown, and the toasts over it.

use switchboard_api::Problem;

use crate::input::{Copied, Failure};
use crate::model::Model;

/// Which screen is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing is known yet.
    Starting,
    /// The server could not be asked who is here.
    Unreachable,
    /// Nobody is signed in.
    SignedOut {
        /// An answer is awaited.
        busy: bool,
        /// What went wrong with the last try.
        error: Option<SignInError>,
    },
    /// Signed in, but without a role in any space, or not in this one.
    NoAccess,
    /// The desk.
    Ready,
}

/// What can go wrong with signing in.
#[derive(Clone, Debug, PartialEq)]
pub enum SignInError {
    /// Unknown address or wrong password; the server does not say which.
    Wrong,
    /// Too many tries; the server asks to wait this many seconds.
    TooMany(i64),
    /// The server could not be reached.
    Unreachable,
    /// The server does not let pages of this origin read its answers.
    OriginRefused,
    /// Signing out did not reach the server, for which the session goes on.
    SignOutUnheard,
    /// The session ended; signing in again continues where it was.
    Expired,
    /// Anything else, in the server's words.
    Other(String),
}

impl From<Failure> for SignInError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { problem, .. } if problem.status == 401 => Self::Wrong,
            Failure::Refused { problem, retry_after_ms } if problem.status == 429 => {
                Self::TooMany((retry_after_ms.unwrap_or(60_000) + 999) / 1_000)
            }
            Failure::Refused { problem, .. } => Self::Other(problem.detail),
            Failure::OriginRefused => Self::OriginRefused,
            Failure::Unreachable | Failure::Timeout => Self::Unreachable,
            Failure::Decode(_) => Self::Other(String::new()),
        }
    }
}

/// A short message over the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// To dismiss it by.
    pub id: u64,
    /// What it says.
    pub kind: ToastKind,
}

/// What a toast says.
#[derive(Clone, Debug, PartialEq)]
pub enum ToastKind {
    /// Undo came too late.
    UndoTooLate,
    /// A change of status was refused, for this reason.
    StatusRefused(Problem),
    /// Of several conversations that were to be changed alike, some are left as they were.
    NotAllChanged {
        /// Which change.
        batch: u64,
        /// How many were to be changed.
        all: usize,
        /// Those that were not.
        left: Vec<LeftView>,
    },
    /// Another command was refused, for this reason.
    Refused(Problem),
    /// Something was copied, or could not be.
    Copied(Copied),
    /// The browser does not let notifications be shown.
    NotificationsRefused,
    /// The server's answer could not be understood.
    NotUnderstood,
    /// The device keeps nothing: drafts and unsent messages are lost when the window closes.
    NothingKept,
}

/// What is said to those who listen to the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Announcement {
    /// A message or note in the open conversation.
    Arrived {
        /// Who wrote it.
        author: String,
        /// What they wrote.
        text: String,
    },
    /// So many of them, together.
    Many(usize),
    /// A message of the agent's own was sent.
    Sent {
        /// To whom.
        to: String,
    },
    /// A message of the agent's own was not sent.
    Failed {
        /// To whom.
        to: String,
        /// Why not.
        reason: String,
    },
}

/// What was said lately, the newest last, each with a number of its own.
pub fn announcements(model: &Model) -> Vec<(u64, Announcement)> {
    model.announcements.said().to_vec()
}

/// A conversation that was not changed.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftView {
    /// The contact's name or address.
    pub title: String,
    /// Why the server refused; `None` when its status does not allow the other one.
    pub problem: Option<Problem>,
}

/// Which screen is shown.
pub fn phase(model: &Model) -> Phase {
    model.phase.clone()
}

/// Whether the server could not be asked only because it does not let pages of this origin read its answers.
pub fn origin_refused(model: &Model) -> bool {
    model.origin_refused
}

/// Whether the server can search.
pub fn can_search(model: &Model) -> bool {
    model.session.as_ref().is_none_or(|session| session.capabilities.search)
}

/// The toasts, oldest first.
pub fn toasts(model: &Model) -> Vec<Toast> {
    model.toasts.all().to_vec()
}
