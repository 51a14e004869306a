//! What stands around every answer: security headers, and a problem document instead of a torn connection when a request
//! panics.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::caller::is_https;
use super::problem::ApiError;
use crate::app::App;
use crate::db::within;

/// What may happen on the pages. Everything is the server's own; WebAssembly is the one thing that may be compiled; and no
/// text ever becomes markup or script: the app puts its elements together one by one, so there is no Trusted Types policy
/// and none can be made. Who may frame a page is said by the keys ([`named_host`]).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'; report-uri /api/v1/reports; report-to reports";
/// Where browsers tell of what the policy stopped (`reports.rs`).
const REPORTING: &str = "reports=\"/api/v1/reports\"";
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
     idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";
/// Where TLS stands before the server, browsers shall never again try without.
const TLS_ONLY: &str = "max-age=31536000; includeSubDomains";
/// What pages of other sites may load: the file that is made for them, and an address that says nothing, by which an app
/// from elsewhere finds out whether a server is there at all.
const FOR_OTHER_SITES: [&str; 2] = ["/embed.js", "/api/v1"];

/// Ends requests that take too long, most of them because their body never comes. Sockets are not counted: they are
/// answered with their upgrade.
pub async fn in_time(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let late = || {
        let detail = "The request took too long. Send it again.";
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "Too slow", detail).into_response()
    };
    tokio::time::timeout(app.config.answer_within, next.run(request)).await.unwrap_or_else(|_| late())
}

/// Lets a request be confined to the space of the token it turns out to come with.
pub async fn confinable(request: Request, next: Next) -> Response {
    within::confinable(next.run(request)).await
}

/// Puts the security headers on the answer.
pub async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (shared, api) = (FOR_OTHER_SITES.contains(&path), path.starts_with("/api"));
    let secure = is_https(request.headers(), &app.config);
    let host = named_host(&request).filter(|host| app.hosts.allow(host));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let ancestors = host.as_deref().unwrap_or("'none'");
    let policy = HeaderValue::from_str(&format!("{POLICY}; frame-ancestors {ancestors}"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        policy.unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    );
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), if shared { "cross-origin" } else { "same-origin" }),
        (HeaderName::from_static("reporting-endpoints"), REPORTING),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // As older browsers understand it, which cannot be told of other sites.
    if host.is_none() {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    if api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The origin of the page that wants to show this one in a frame, as `embed.js` says it in the address. It alone is named
/// in the answer, so that nobody learns who else may.
fn named_host(request: &Request) -> Option<String> {
    let query = request.uri().query()?.as_bytes();
    form_urlencoded::parse(query).find_map(|(name, value)| (name == "host").then(|| value.into_owned()))
}

/// The answer when a request panicked. The message stays in the log: it may hold what somebody wrote.
pub fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    ApiError::internal(&"a request panicked").into_response()
}
