//! The members of a space: listing them and changing their roles. Rules are in `domain`.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, patch};
use switchboard_api::{AgentId, MemberPatch, SpaceId};

use super::body::{Id, Ids, Json};
use super::caller::{Caller, Peer};
use super::once::{Asked, json, once};
use super::problem::ApiError;
use crate::app::App;
use crate::domain::members;

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/spaces/{space}/members", get(list)).route("/spaces/{space}/members/{agent}", patch(change))
}

async fn list(State(app): State<Arc<App>>, caller: Caller, Id(space): Id<SpaceId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| members::list(db, &caller.agent, &space)).await?)
}

async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    Ids(space, id): Ids<SpaceId, AgentId>,
    headers: HeaderMap,
    Json { value, raw }: Json<MemberPatch>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "PATCH member", &format!("{space} {id}"), &raw)?;
    let agent = caller.agent.clone();
    let answer =
        once(&app, &caller, asked, move |tx, _| members::change(tx, &agent, &space, &id, value.role, &peer)).await?;
    // Whoever listens with rights of before is to listen no longer.
    app.db.signals().access_changed();
    Ok(answer)
}
