//! Messages and notes: writing them, taking them back, sending failed ones again.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use switchboard_api::requests::{SendAnswer, SendRequest, UndoAnswer};
use switchboard_api::{ConversationId, EntryId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Json, Raw};
use super::caller::Caller;
use super::once::{Asked, once};
use super::openapi::parts::Once;
use super::problem::ApiError;
use crate::app::App;
use crate::domain::{delivery, send, undo};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(write)).routes(routes!(take_back)).routes(routes!(retry))
}

/// Write a message or a note
///
/// A message is held for the undo window, then queued for its channel. A note is for colleagues.
#[utoipa::path(
    post, path = "/conversations/{id}/messages", tag = "Messages", operation_id = "send",
    params(Once), request_body = SendRequest,
    responses(
        (status = 200, description = "The entry as stored", body = SendAnswer),
        (status = 409, description = "`sender-limit-reached`"),
        (status = 422, description = "`invalid`, `client-id-reused`, `key-reused`"),
        (status = 429, description = "`too-many` messages"),
    )
)]
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

/// Take a message back
///
/// Inside its undo window, by the person who wrote it.
#[utoipa::path(
    post, path = "/messages/{id}/undo", tag = "Messages", operation_id = "undo", params(Once),
    responses(
        (status = 200, description = "The entry, now undone, and the text it had", body = UndoAnswer),
        (status = 403, description = "`forbidden`: somebody else wrote it; `foreign-origin`"),
        (status = 409, description = "`too-late`, `already-undone`, `not-undoable`"),
    )
)]
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

/// Send a failed message again
#[utoipa::path(
    post, path = "/messages/{id}/retry", tag = "Messages", operation_id = "retry", params(Once),
    responses(
        (status = 200, description = "The entry, queued again", body = SendAnswer),
        (status = 409, description = "`not-failed`"),
        (status = 429, description = "`too-many` messages"),
    )
)]
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
