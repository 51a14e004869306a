//! The reference Inbox API server: axum and SQLite. `http` parses, authorises and answers; `domain` has the rules; `db`
//! has the only SQL; every change appends one event to a log, and everything `live` reads the log; `channels` has the
//! workers that talk to customers.

mod app;
mod application;
mod channels;
mod clock;
mod config;
mod db;
mod demo;
mod domain;
mod fill;
mod hosts;
mod http;
mod keyring;
mod live;
mod phone;
mod signals;
mod words;

pub use application::{Application, Error, SignIn, Welcome};
pub use config::{Config, Start};
pub use demo::PLANTED;
pub use fill::{Order, fill};
pub use keyring::Keyring;

/// The OpenAPI document of the Inbox API, as JSON for people to read; `docs/api/openapi.json` is a copy.
pub fn openapi() -> Result<String, serde_json::Error> {
    http::document().to_pretty_json().map(|text| text + "\n")
}
