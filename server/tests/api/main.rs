//! The server from outside: real HTTP and WebSockets against a server on a free port with a real file of data. Nothing
//! here looks inside, except that `support` prepares the files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected has failed"
)]

mod audit;
mod auth;
mod bulk;
mod changes;
mod compose;
mod contacts;
mod contract;
mod core;
mod cross_site;
mod embed;
mod filled;
mod foreign_ids;
mod frames;
mod headers;
mod hooks;
mod idempotency;
mod injection;
mod kill;
mod limits;
mod live;
mod logs;
mod matrix;
mod members;
mod messages;
mod outbound;
mod pages;
mod passwords;
mod presence;
mod problems;
mod races;
mod replies;
mod scoping;
mod search;
mod search_bounds;
mod senders;
mod simulator;
mod status;
mod support;
