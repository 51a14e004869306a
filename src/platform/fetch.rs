//! One HTTP request: text out, text in, never longer than half a minute. What the texts mean is not known here.

use gloo_net::http::{Method, RequestBuilder};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestCredentials, RequestMode};

use super::clock;

const TIMEOUT_MS: u32 = 30_000;

/// A request.
pub struct Call<'a> {
    /// `GET`, `POST` and so on.
    pub method: &'static str,
    /// Where.
    pub url: &'a str,
    /// Further headers.
    pub headers: &'a [(&'static str, &'a str)],
    /// JSON to send along.
    pub body: Option<String>,
    /// Whether the browser sends its cookies along (to the page's own origin only).
    pub cookies: bool,
}

/// An answer, whatever its status.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait before the next try, in milliseconds (`Retry-After`).
    pub retry_after_ms: Option<i64>,
    /// The body.
    pub body: String,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server could not be reached, or the connection broke.
    #[error("the server cannot be reached")]
    Unreachable,
    /// No answer within half a minute.
    #[error("the server did not answer in time")]
    Timeout,
}

impl From<gloo_net::Error> for Error {
    fn from(error: gloo_net::Error) -> Self {
        match error {
            gloo_net::Error::JsError(thrown) if thrown.name == "TimeoutError" => Self::Timeout,
            _ => Self::Unreachable,
        }
    }
}

/// Sends a request and reads its whole answer.
pub async fn send(call: Call<'_>) -> Result<Reply, Error> {
    let credentials = if call.cookies { RequestCredentials::SameOrigin } else { RequestCredentials::Omit };
    let mut request = request(call.method, call.url).credentials(credentials).header("accept", "application/json");
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    let request = match call.body {
        Some(body) => request.header("content-type", "application/json").body(JsValue::from_str(&body))?,
        None => request.build()?,
    };
    let response = request.send().await?;
    let body = response.text().await?;
    let retry_after_ms = response.headers().get("retry-after").and_then(|value| wait_ms(&value));
    Ok(Reply { status: response.status(), retry_after_ms, body })
}

/// Whether anything answers at this address, though the browser may keep from us what.
pub async fn answers(url: &str) -> bool {
    let request = request("GET", url).credentials(RequestCredentials::Omit).mode(RequestMode::NoCors).build();
    match request {
        Ok(request) => request.send().await.is_ok(),
        Err(_) => false,
    }
}

fn request(method: &str, url: &str) -> RequestBuilder {
    let method = match method {
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        "PATCH" => Method::PATCH,
        "DELETE" => Method::DELETE,
        _ => Method::GET,
    };
    RequestBuilder::new(url).method(method).abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
}

/// `Retry-After` is a number of seconds or a date.
fn wait_ms(value: &str) -> Option<i64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(i64::from(seconds) * 1_000);
    }
    let date = js_sys::Date::parse(value);
    date.is_finite().then(|| (date as i64 - clock::now_ms()).max(0))
}

/// A text as it may stand between the separators of a path or query.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
