//! The app's core: everything that happens is an input to one pure function, and the views only show what it left
//! behind. No browser, no network, no clock, no randomness: time and ids arrive inside inputs, wishes leave as effects.
//!
//! Confirmed state changes only on what the server says. What the agent did and the server has not confirmed lives in
//! the [`outbox`], and reads merge the two, so nothing is ever rolled back by hand: a refused command leaves the outbox
//! and the truth shows.

pub mod effect;
pub mod input;
pub mod link;
pub mod route;
mod search;
pub mod select;

mod announcements;
mod answers;
mod batches;
mod connection;
mod directory;
mod drafts;
mod few;
mod intents;
mod listing;
mod lists;
mod model;
mod notices;
mod outbox;
mod people;
mod presence;
mod reading;
mod stretch;
mod timeline;
mod timelines;
mod toasts;
mod window;

#[cfg(test)]
mod tests;

pub use drafts::Draft;
pub use effect::{Effect, Page, Request, RequestId, Stored};
pub use few::Few;
pub use input::{Answer, Copied, FailedMessage, Failure, Input, Intent, SocketInput};
pub use model::Model;
pub use outbox::Op;
pub use route::Route;
