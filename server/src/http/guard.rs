//! What stands around every answer: security headers, and a problem document instead of a torn connection when a request
//! panics.

use std::any::Any;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::ApiError;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
     object-src 'none'";
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// However slowly a request is sent, it is answered within this time. Sockets are not counted: they are answered with
/// their upgrade.
const IN_TIME: Duration = Duration::from_secs(30);

/// Ends requests that take too long, most of them because their body never comes.
pub async fn in_time(request: Request, next: Next) -> Response {
    let late = || {
        let detail = "The request took too long. Send it again.";
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "Too slow", detail).into_response()
    };
    tokio::time::timeout(IN_TIME, next.run(request)).await.unwrap_or_else(|_| late())
}

/// Puts the security headers on the answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        // Also what an older browser goes by where it does not know frame-ancestors.
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The answer when a request panicked. The message stays in the log: it may hold what somebody wrote.
pub fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    ApiError::internal(&"a request panicked").into_response()
}
