//! A question to the server as data, and the one road that all of them take: asking, and reading the answer. Nothing is
//! retried or kept here.

use serde::Serialize;
use serde::de::DeserializeOwned;
use switchboard_api::{ClientId, SpaceId};

use super::live::{Live, LiveInput};
use crate::client::{Error, json};
use crate::platform::early;
use crate::platform::fetch::{self, Call, Reply};

type Result<T> = std::result::Result<T, Error>;

type Reading<T> = Box<dyn Fn(&str) -> Result<T>>;

/// A question that is answered with a `T`.
#[must_use = "a question is asked with `Api::ask`"]
pub struct Question<T> {
    method: &'static str,
    /// After the server's base.
    path: String,
    body: Option<String>,
    /// The idempotency key of a write.
    key: Option<ClientId>,
    read: Reading<T>,
}

impl<T: 'static> Question<T> {
    /// A question for what is there.
    pub(super) fn get(path: String) -> Self
    where
        T: DeserializeOwned,
    {
        Self { method: "GET", path, body: None, key: None, read: Box::new(read) }
    }

    /// A question that changes something.
    pub(super) fn write(method: &'static str, path: String, body: &impl Serialize) -> Self
    where
        T: DeserializeOwned,
    {
        // Every type of the contract has a text.
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { method, body: Some(body), ..Self::get(path) }
    }

    pub(super) fn with_key(self, key: &ClientId) -> Self {
        Self { key: Some(key.clone()), ..self }
    }

    /// A question whose answer has no body.
    pub(super) fn silent(self, answer: fn() -> T) -> Self {
        Self { read: Box::new(move |_| Ok(answer())), ..self }
    }

    /// The same question, its answer turned into something else.
    pub fn map<U: 'static>(self, turn: fn(T) -> U) -> Question<U> {
        let Self { method, path, body, key, read } = self;
        Question { method, path, body, key, read: Box::new(move |text| read(text).map(turn)) }
    }
}

/// A server.
#[derive(Clone, Debug)]
pub struct Api {
    base: &'static str,
}

impl Api {
    /// The server whose addresses begin so, on the page's own origin.
    pub const fn new(base: &'static str) -> Self {
        Self { base }
    }

    /// Asks, and waits for the answer.
    pub async fn ask<T>(&self, question: Question<T>) -> Result<T> {
        let Question { method, path, body, key, read } = question;
        let url = format!("{}{path}", self.base);
        let early = if body.is_some() {
            early::forget();
            None
        } else {
            early::take(&url).await
        };
        let reply = match early {
            Some(reply) => reply,
            None => {
                let key = key.as_ref().map(|key| ("idempotency-key", key.as_str()));
                fetch::send(Call { method, url: &url, headers: key.as_slice(), body }).await?
            }
        };
        read(&accepted(reply)?)
    }

    /// Connects to a space's log, from after the last event known.
    pub fn live(&self, space: SpaceId, after: u64, happened: impl Fn(LiveInput) + 'static) -> Live {
        Live::open(self.base, space, after, happened)
    }
}

/// The body of a reply that says yes.
fn accepted(reply: Reply) -> Result<String> {
    match reply.status {
        200..=299 => Ok(reply.body),
        status => Err(Error::refused(status, reply.retry_after_ms, &reply.body)),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    json::read(text).map_err(|error| Error::Decode(error.to_string()))
}
