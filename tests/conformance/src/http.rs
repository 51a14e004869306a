//! Requests and answers. Requests say in their User-Agent which check sent them, for whoever reads the server's log; a
//! server that asks for patience (429) gets it. What an answer should be is for the checks to say.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;
use switchboard_api::Problem;
use uuid::Uuid;

use crate::check::{Stop, broken, ensure};

/// Longest wait that a server may ask for.
const LONGEST_WAIT_S: u64 = 90;
const PROBLEM: &str = "application/problem+json";

/// Asks as one agent.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) http: reqwest::Client,
    pub(crate) base: String,
    pub(crate) check: &'static str,
    pub(crate) token: Option<String>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// Method and path, for sentences.
    pub asked: String,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes.
    pub raw: Vec<u8>,
}

/// A key for a new write.
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}

/// The User-Agent of a check.
pub fn user_agent(check: &str) -> String {
    format!("switchboard-conformance/{} ({check})", env!("CARGO_PKG_VERSION"))
}

impl Caller {
    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Answer, Stop> {
        self.send(Method::GET, path, |request| request).await
    }

    /// Reads what must be there.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, Stop> {
        self.get(path).await?.ok()
    }

    /// Writes once, under a new key.
    pub async fn write(&self, method: Method, path: &str, body: &Value) -> Result<Answer, Stop> {
        self.write_as(method, path, &new_id(), body).await
    }

    /// Writes under this key.
    pub async fn write_as(&self, method: Method, path: &str, key: &str, body: &Value) -> Result<Answer, Stop> {
        self.write_raw(method, path, &[("idempotency-key", key)], "application/json", &body.to_string()).await
    }

    /// Writes any bytes with any headers.
    pub async fn write_raw(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        media_type: &str,
        body: &str,
    ) -> Result<Answer, Stop> {
        self.send(method, path, |request| {
            let request = request.header("content-type", media_type).body(body.to_owned());
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
        })
        .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        with: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Answer, Stop> {
        let asked = format!("{method} {path}");
        loop {
            let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
            request = request.header("user-agent", user_agent(self.check));
            if let Some(token) = &self.token {
                request = request.bearer_auth(token);
            }
            let sent = with(request).send().await;
            let response = sent.map_err(|error| Stop::Broken(format!("{asked} was not answered: {error}.")))?;
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let raw = response.bytes().await;
            let raw = raw.map_err(|error| Stop::Broken(format!("The answer to {asked} broke off: {error}.")))?.to_vec();
            let answer = Answer { asked: asked.clone(), status, headers, raw };
            match answer.wait()? {
                None => return Ok(answer),
                Some(wait) => tokio::time::sleep(wait).await,
            }
        }
    }
}

impl Answer {
    /// How long the server wants us to wait, if it does.
    fn wait(&self) -> Result<Option<Duration>, Stop> {
        if self.status != 429 {
            return Ok(None);
        }
        let seconds = self.header("retry-after").parse().ok().filter(|seconds| *seconds <= LONGEST_WAIT_S);
        match seconds {
            Some(seconds) => Ok(Some(Duration::from_secs(seconds))),
            None => broken(format!("{} was answered 429 without a Retry-After of at most 90 seconds.", self.asked)),
        }
    }

    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body, where the request was done.
    pub fn ok<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        ensure!(self.status == 200, "{} should be done, but was answered {}.", self.asked, self.told());
        self.body()
    }

    /// The body, whatever the status.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        serde_json::from_slice(&self.raw)
            .map_err(|error| Stop::Broken(format!("The answer to {} cannot be read: {error}.", self.asked)))
    }

    /// Checks that the request was refused with one of these statuses, as a problem document.
    pub fn refused(&self, statuses: &[u16]) -> Result<Problem, Stop> {
        let expected = statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(" or ");
        ensure!(
            statuses.contains(&self.status),
            "{} should be refused with {expected}, but was answered {}.",
            self.asked,
            self.told()
        );
        let media_type = self.header("content-type").split(';').next().unwrap_or_default().trim();
        ensure!(media_type == PROBLEM, "{} was refused as {media_type:?}, not as {PROBLEM}.", self.asked);
        let problem: Problem = self.body()?;
        ensure!(
            problem.status == self.status,
            "{} was refused with {}, but its document says {}.",
            self.asked,
            self.status,
            problem.status
        );
        ensure!(
            !problem.kind.is_empty() && !problem.title.is_empty(),
            "{} was refused without a type or title.",
            self.asked
        );
        Ok(problem)
    }

    /// Status and the beginning of the body, for sentences.
    pub fn told(&self) -> String {
        let text = String::from_utf8_lossy(&self.raw);
        let text: String = text.chars().take(200).collect();
        format!("{} {text}", self.status)
    }
}
