//! One HTTP request: text out, text in, never longer than half a minute. What the texts mean is not known here.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, DomException, Headers, Request, RequestInit, Response};

use super::{clock, window};

const TIMEOUT_MS: u32 = 30_000;

/// A request to the page's own origin, which sends its cookies along.
pub struct Call<'a> {
    /// `GET`, `POST` and so on.
    pub method: &'static str,
    /// Path and query.
    pub url: &'a str,
    /// Further headers.
    pub headers: &'a [(&'static str, &'a str)],
    /// JSON to send along.
    pub body: Option<String>,
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

/// Sends a request and reads its whole answer.
pub async fn send(call: Call<'_>) -> Result<Reply, Error> {
    exchange(call).await.map_err(|thrown| match thrown.dyn_ref::<DomException>() {
        Some(exception) if exception.name() == "TimeoutError" => Error::Timeout,
        _ => Error::Unreachable,
    })
}

async fn exchange(call: Call<'_>) -> Result<Reply, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if call.body.is_some() {
        headers.set("content-type", "application/json")?;
    }
    for (name, value) in call.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    if let Some(body) = call.body {
        init.set_body(&JsValue::from_str(&body));
    }
    let request = Request::new_with_str_and_init(call.url, &init)?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let retry_after_ms = response.headers().get("retry-after")?.and_then(|value| wait_ms(&value));
    Ok(Reply { status: response.status(), retry_after_ms, body })
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
