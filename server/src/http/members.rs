//! The members of a space: listing them and changing their roles. Rules are in `domain`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use switchboard_api::{AgentId, MemberAnswer, MemberPatch, Members, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Ids, Json};
use super::caller::{Caller, Peer};
use super::once::{Asked, json, once};
use super::openapi::parts::Once;
use super::problem::ApiError;
use crate::app::App;
use crate::domain::members;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(change))
}

/// Who works in the space, and as what
#[utoipa::path(
    get, path = "/spaces/{space}/members", tag = "Administration", operation_id = "members",
    responses(
        (status = 200, description = "Everybody", body = Members),
        (status = 403, description = "`forbidden`: only admins see this; `foreign-origin`"),
    )
)]
async fn list(State(app): State<Arc<App>>, caller: Caller, Id(space): Id<SpaceId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| members::list(db, &caller.agent, &space)).await?)
}

/// Give somebody another role
///
/// Whoever listens with rights of before is disconnected.
#[utoipa::path(
    patch, path = "/spaces/{space}/members/{agent}", tag = "Administration", operation_id = "changeMember",
    params(Once), request_body = MemberPatch,
    responses(
        (status = 200, description = "The member as stored", body = MemberAnswer),
        (status = 403, description = "`forbidden`: only admins, and in person; `foreign-origin`"),
        (status = 409, description = "`last-admin`: a space keeps its last admin"),
    )
)]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    Ids(space, id): Ids<SpaceId, AgentId>,
    headers: HeaderMap,
    Json { value, raw }: Json<MemberPatch>,
) -> Result<Response, ApiError> {
    caller.in_person()?;
    let asked = Asked::new(&headers, "PATCH member", &format!("{space} {id}"), &raw)?;
    let agent = caller.agent.clone();
    let answer =
        once(&app, &caller, asked, move |tx, _| members::change(tx, &agent, &space, &id, value.role, &peer)).await?;
    // Whoever listens with rights of before is to listen no longer.
    app.db.signals().access_changed();
    Ok(answer)
}
