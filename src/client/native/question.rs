//! A question to the server as data, and the one road that all of them take: asking, and reading the answer. Nothing is
//! retried or kept here.

use std::cell::OnceCell;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use switchboard_api::{ClientId, LoginRequest, SpaceId};

use super::credentials::Credentials;
use super::live::{Live, LiveInput};
use super::requests;
use crate::client::{Error, json};
use crate::platform::config::{self, Settings};
use crate::platform::early;
use crate::platform::fetch::{self, Call, Reply};

type Result<T> = std::result::Result<T, Error>;

type Reading<T> = Box<dyn Fn(&str) -> Result<T>>;

/// A question that is answered with a `T`.
#[must_use = "a question is asked with `Api::ask`"]
pub struct Question<T> {
    asked: Asked,
    read: Reading<T>,
}

/// What is asked, whatever the answer is read as.
struct Asked {
    method: &'static str,
    /// After the server's base.
    path: String,
    body: Option<String>,
    /// The idempotency key of a write.
    key: Option<ClientId>,
}

impl<T: 'static> Question<T> {
    /// A question for what is there.
    pub(super) fn get(path: String) -> Self
    where
        T: DeserializeOwned,
    {
        Self { asked: Asked { method: "GET", path, body: None, key: None }, read: Box::new(read) }
    }

    /// A question that changes something.
    pub(super) fn write(method: &'static str, path: String, body: &impl Serialize) -> Self
    where
        T: DeserializeOwned,
    {
        // Every type of the contract has a text.
        let body = serde_json::to_string(body).unwrap_or_default();
        let mut question = Self::get(path);
        question.asked.method = method;
        question.asked.body = Some(body);
        question
    }

    pub(super) fn with_key(self, key: &ClientId) -> Self {
        let mut question = self;
        question.asked.key = Some(key.clone());
        question
    }

    /// A question whose answer has no body.
    pub(super) fn silent(self, answer: fn() -> T) -> Self {
        Self { read: Box::new(move |_| Ok(answer())), ..self }
    }

    /// The same question, its answer turned into something else.
    pub fn map<U: 'static>(self, turn: fn(T) -> U) -> Question<U> {
        let Self { asked, read } = self;
        Question { asked, read: Box::new(move |text| read(text).map(turn)) }
    }
}

/// A server, and how it knows us.
#[derive(Clone)]
pub struct Api {
    place: Rc<OnceCell<Place>>,
    credentials: Rc<Credentials>,
}

/// Where a server is.
struct Place {
    /// What all of its addresses begin with.
    base: String,
    /// Whether that is another origin than the page's, so that it knows us by a token only.
    foreign: bool,
}

impl Api {
    /// The server that the page's settings name.
    pub fn of_page() -> Self {
        Self { place: Rc::default(), credentials: Rc::default() }
    }

    /// The server whose addresses begin so, on the page's own origin.
    pub fn new(base: &str) -> Self {
        let place = OnceCell::from(Place { base: base.to_owned(), foreign: false });
        Self { place: Rc::new(place), credentials: Rc::default() }
    }

    /// How the server knows us.
    pub fn credentials(&self) -> Rc<Credentials> {
        Rc::clone(&self.credentials)
    }

    /// Signs in: by a cookie where the server is the page's own, else by a token that lasts as long as the page.
    pub async fn sign_in(&self, request: &LoginRequest) -> Result<()> {
        let bearer = self.place().await.foreign;
        let answer = self.ask(requests::login(&LoginRequest { bearer, ..request.clone() })).await?;
        if let Some(token) = answer.token.filter(|_| bearer) {
            self.credentials.take(&token);
        }
        Ok(())
    }

    /// Asks, and waits for the answer.
    pub async fn ask<T>(&self, question: Question<T>) -> Result<T> {
        (question.read)(&self.exchange(&question.asked).await?)
    }

    /// Connects to a space's log, from after the last event known.
    pub fn live(&self, space: SpaceId, after: u64, happened: impl Fn(LiveInput) + 'static) -> Live {
        // There is an event to know only after a question was asked, so the place is known.
        let base = self.place.get().map_or("", |place| &place.base);
        Live::open(base, self.credentials.token().0, space, after, happened)
    }

    /// Asks with the token that is held. Where that has ended and another is lent, asks once more: what was refused for want
    /// of a token has not been done.
    async fn exchange(&self, asked: &Asked) -> Result<String> {
        // Whoever is answered knows where the server is, to connect to it.
        self.place().await;
        if asked.body.is_some() {
            early::forget();
        } else if let Some(reply) = early::take(&asked.path).await {
            return accepted(reply);
        }
        let (token, number) = self.credentials.token();
        let lent = self.credentials.are_lent();
        // Without any token the answer is known.
        let reply = if lent && token.is_none() { None } else { Some(self.send(asked, token).await?) };
        match reply.filter(|reply| reply.status != 401 || !lent) {
            Some(reply) => accepted(reply),
            None if self.credentials.renewed(number).await => {
                accepted(self.send(asked, self.credentials.token().0).await?)
            }
            None => Err(Error::refused(401, None, "")),
        }
    }

    async fn send(&self, asked: &Asked, token: Option<Rc<str>>) -> Result<Reply> {
        let place = self.place().await;
        let url = format!("{}{}", place.base, asked.path);
        let bearer = token.map(|token| format!("Bearer {token}"));
        let cookies = bearer.is_none() && !place.foreign;
        let key = asked.key.as_ref().map(|key| ("idempotency-key", key.as_str()));
        let headers: Vec<_> =
            bearer.as_deref().map(|bearer| ("authorization", bearer)).into_iter().chain(key).collect();
        let call = Call { method: asked.method, url: &url, headers: &headers, body: asked.body.clone(), cookies };
        match fetch::send(call).await {
            Err(fetch::Error::Unreachable) if place.foreign && fetch::answers(&place.base).await => {
                Err(Error::OriginRefused)
            }
            answer => Ok(answer?),
        }
    }

    async fn place(&self) -> &Place {
        if self.place.get().is_none() {
            let Settings { api, foreign, .. } = config::settings().await;
            // Somebody else may have been first, with the same.
            let _ = self.place.set(Place { base: api, foreign });
        }
        self.place.get_or_init(|| Place { base: String::new(), foreign: false })
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
