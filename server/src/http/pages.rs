//! The built app: its files with the right caching, and the start page for every deep link. No data is served here.

use std::convert::Infallible;
use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::problem::ApiError;

/// The page for every address of the app. Beside it there is an index.html for servers that have it at one address only.
const PAGE: &str = "/desk.html";

/// The custom element for portals.
const EMBED_SCRIPT: &str = "/embed.js";

/// Serves the folder; without one, says that there is none.
pub fn service(
    dist: Option<&Path>,
) -> impl tower::Service<Request, Response = Response, Error = Infallible, Future: Send + 'static>
+ Clone
+ Send
+ Sync
+ 'static {
    let files = dist.map(|dist| ServeDir::new(dist).precompressed_br().precompressed_gzip());
    tower::service_fn(move |request: Request| {
        let files = files.clone();
        async move { Ok::<_, Infallible>(answer(files, request).await) }
    })
}

async fn answer(files: Option<ServeDir>, mut request: Request) -> Response {
    let Some(files) = files else { return missing() };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return super::wrong_method().await.into_response();
    }
    // Addresses inside the app, such as /s/SPACE/c/ID, have no file: the app itself reads them.
    let is_file = request.uri().path().rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !is_file && let Ok(start) = PAGE.parse() {
        *request.uri_mut() = start;
    }
    let path = request.uri().path().to_owned();
    let response = match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    if !response.status().is_success() && response.status() != StatusCode::NOT_MODIFIED {
        return missing();
    }
    let mut response = response.into_response();
    let caching = if is_hashed(&path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if path == EMBED_SCRIPT {
        // Pages of any site load it, also as a module; there is nothing in it that is not public.
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the build named the file by its content, as in `switchboard-1f2e3d4c5b6a7988.js`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.split(['-', '.', '_']).rev().skip(1);
    parts.any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn missing() -> Response {
    let detail = "There is nothing at this address.";
    ApiError::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_named_by_content_are_kept_for_ever() {
        assert!(is_hashed("/switchboard-1f2e3d4c5b6a7988_bg.wasm"));
        assert!(is_hashed("/style-1f2e3d4c5b6a7988.css"));
        for name in ["/index.html", "/start.js", "/icon.svg", "/manifest.webmanifest", "/a/deadbeef.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
