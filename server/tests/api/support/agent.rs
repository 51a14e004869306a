//! A signed-in agent: requests with a bearer token and answers as JSON.

use std::net::SocketAddr;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use switchboard_api::{EventsPage, Session, Timeline};

use super::{Socket, fixture, soon};

/// An agent of the fixture.
#[derive(Clone)]
pub struct Agent {
    pub http: reqwest::Client,
    pub token: String,
    email: String,
    address: SocketAddr,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub raw: Vec<u8>,
    /// The body where it is JSON.
    pub body: Value,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let raw = response.bytes().await.unwrap().to_vec();
        Self { status, headers, body: serde_json::from_slice(&raw).unwrap_or(Value::Null), raw }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The body, where the request was done.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// Checks that this is a problem document of the kind.
    #[track_caller]
    pub fn is_problem(&self, status: u16, kind: &str) {
        assert_eq!(
            (self.status, self.body["type"].as_str().unwrap_or_default()),
            (status, format!("/problems/{kind}").as_str()),
            "{}",
            String::from_utf8_lossy(&self.raw)
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        let problem: switchboard_api::Problem = serde_json::from_value(self.body.clone()).unwrap();
        assert_eq!(problem.status, status);
        assert!(problem.detail.ends_with('.') && problem.detail.len() > 10, "{}", problem.detail);
    }
}

impl Agent {
    pub async fn sign_in(http: reqwest::Client, address: SocketAddr, name: &str) -> Self {
        Self::sign_in_as(http, address, &format!("{name}@example.org"), fixture::PASSWORD).await
    }

    /// Somebody who is not in the fixture.
    pub async fn sign_in_as(http: reqwest::Client, address: SocketAddr, email: &str, password: &str) -> Self {
        let body = json!({ "email": email, "password": password, "bearer": true });
        let request = http
            .post(format!("http://{address}/api/v1/login"))
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = Answer::of(request).await;
        let token = answer.body["token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned();
        Self { http, token, email: email.to_owned(), address }
    }

    /// The same person with another sign-in.
    pub async fn again(&self) -> Self {
        Self::sign_in_as(self.http.clone(), self.address, &self.email, fixture::PASSWORD).await
    }

    /// The same sign-in at a server that was started again.
    pub fn at(mut self, app: &super::TestApp) -> Self {
        self.address = app.address;
        self
    }

    /// The same agent with another token.
    pub fn with_token(&self, token: &serde_json::Value) -> Self {
        Self { token: token.as_str().unwrap().to_owned(), ..self.clone() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}/api/v1{path}", self.address)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn write(&self, method: Method, path: &str, key: Option<&str>, body: &str) -> Answer {
        let mut request = self.request(method, path).header("content-type", "application/json").body(body.to_owned());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        Answer::of(request).await
    }

    /// Sends a message that can be taken back for `window` seconds (a hundredth as long in tests).
    pub async fn send(&self, conversation: &str, client_id: &str, text: &str, window: u32) -> Answer {
        let body = json!({ "client_id": client_id, "kind": "message", "text": text, "undo_window_s": window });
        self.write(Method::POST, &format!("/conversations/{conversation}/messages"), None, &body.to_string()).await
    }

    pub async fn note(&self, conversation: &str, client_id: &str, text: &str) -> Answer {
        let body = json!({ "client_id": client_id, "kind": "note", "text": text });
        self.write(Method::POST, &format!("/conversations/{conversation}/messages"), None, &body.to_string()).await
    }

    pub async fn undo(&self, message: &str) -> Answer {
        self.write(Method::POST, &format!("/messages/{message}/undo"), None, "").await
    }

    pub async fn read(&self, conversation: &str, position: u64) -> Answer {
        let body = json!({ "position": position }).to_string();
        self.write(Method::PUT, &format!("/conversations/{conversation}/read"), None, &body).await
    }

    pub async fn patch(&self, conversation: &str, body: Value) -> Answer {
        self.write(Method::PATCH, &format!("/conversations/{conversation}"), None, &body.to_string()).await
    }

    pub async fn session(&self) -> Session {
        serde_json::from_value(self.get("/session").await.ok()).unwrap()
    }

    pub async fn timeline(&self, conversation: &str) -> Timeline {
        let answer = self.get(&format!("/conversations/{conversation}/timeline?limit=200")).await;
        serde_json::from_value(answer.ok()).unwrap()
    }

    pub async fn events(&self, space: &str, after: u64) -> EventsPage {
        serde_json::from_value(self.get(&format!("/spaces/{space}/events?after={after}")).await.ok()).unwrap()
    }

    /// Listens to the space after an event.
    pub async fn listen(&self, space: &str, after: u64) -> Socket {
        let mut socket = Socket::open(self.address).await;
        socket.say(&json!({ "t": "hello", "token": self.token, "space": space, "after": after }).to_string()).await;
        socket
    }

    /// Waits until the message has this delivery state, listening for the events that say so.
    pub async fn until_state(&self, space: &str, message: &str, state: &str) {
        let mut socket = self.listen(space, 0).await;
        soon(&format!("{message} to be {state}"), socket.until_state(message, state)).await;
    }
}
