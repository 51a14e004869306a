//! HTTP: parse, authorise, answer. One file per resource, each with its `router()`; rules are in `domain`.

pub mod audit;
pub mod body;
pub mod bulk;
pub mod caller;
pub mod contacts;
pub mod conversations;
pub mod cursor;
pub mod guard;
pub mod hooks;
pub mod keys;
pub mod limits;
pub mod live;
pub mod members;
pub mod messages;
pub mod once;
pub mod openapi;
pub mod pages;
pub mod problem;
pub mod reports;
pub mod search;
pub mod session;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::db;
use problem::ApiError;

/// Everything the server answers.
pub fn router(app: &Arc<App>) -> Router {
    let api = Router::from(api())
        .method_not_allowed_fallback(wrong_method)
        .fallback(unknown)
        .layer(cors(app))
        .layer(DefaultBodyLimit::max(body::MAX_BODY))
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn(guard::confinable));
    Router::new()
        .nest("/api/v1", api)
        .route("/api", axum::routing::any(unknown))
        .route("/api/{*rest}", axum::routing::any(unknown))
        .route("/healthz", get(health))
        .method_not_allowed_fallback(wrong_method)
        .fallback_service(pages::service(app.config.dist.as_deref()))
        .with_state(Arc::clone(app))
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard::in_time))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard::headers))
}

/// The Inbox API below its prefix. Handlers say in an attribute what they take and answer, and `routes!` reads it: what
/// is served and what is documented are one list.
fn api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default()
        .merge(session::router())
        .merge(conversations::router())
        .merge(bulk::router())
        .merge(contacts::router())
        .merge(messages::router())
        .merge(search::router())
        .merge(live::router())
        .merge(hooks::router())
        .merge(members::router())
        .merge(audit::router())
        .merge(reports::router())
        .merge(keys::router())
}

/// The OpenAPI document of the Inbox API.
pub fn document() -> OpenApi {
    openapi::document(api())
}

/// Other origins may call with a bearer token: those the server was started with, and those that a portal's key names.
/// Cookies are never theirs.
fn cors(app: &Arc<App>) -> CorsLayer {
    let app = Arc::clone(app);
    let allowed = move |origin: &HeaderValue, _: &Parts| {
        origin.to_str().is_ok_and(|origin| app.config.allows(origin) || app.hosts.allow(origin))
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers([header::RETRY_AFTER])
        .max_age(std::time::Duration::from_secs(600))
}

async fn unknown() -> ApiError {
    let detail = "There is nothing at this address. Compare it with the API reference.";
    ApiError::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
}

async fn wrong_method() -> ApiError {
    let detail = "This address exists, but not for this method. Compare it with the API reference.";
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "Wrong method", detail)
}

/// Whether the database answers; tells nothing else.
async fn health(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    app.db.read(|db| db.sign_ins_exist().map(|_| ())).await.map_err(|error: db::Error| {
        tracing::error!(%error, "the health check failed");
        let detail = "The database does not answer. Look into the server's log.";
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not healthy", detail)
    })?;
    once::json(&serde_json::json!({ "status": "ok" }))
}
