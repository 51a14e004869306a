//! Messages and notes: writing them, taking them back, sending failed ones again.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use switchboard_api::requests::SendRequest;
use switchboard_api::{ConversationId, EntryId};

use super::body::{Id, Json, Raw};
use super::caller::Caller;
use super::once::{Asked, once};
use super::problem::ApiError;
use crate::app::App;
use crate::domain::{delivery, send, undo};

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/conversations/{id}/messages", post(write))
        .route("/messages/{id}/undo", post(take_back))
        .route("/messages/{id}/retry", post(retry))
}

async fn write(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    headers: HeaderMap,
    Json { value, raw }: Json<SendRequest>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST message", id.as_str(), &raw)?;
    app.limits.send(&caller.agent)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, rules| send::send(tx, rules, &agent, &id, &value)).await
}

async fn take_back(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<EntryId>,
    headers: HeaderMap,
    Raw(raw): Raw,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST undo", id.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| undo::undo(tx, &agent, &id)).await
}

async fn retry(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<EntryId>,
    headers: HeaderMap,
    Raw(raw): Raw,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST retry", id.as_str(), &raw)?;
    app.limits.send(&caller.agent)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| delivery::retry(tx, &agent, &id)).await
}
