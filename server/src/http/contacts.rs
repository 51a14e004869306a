//! Contacts: recognising a number, making, reading and correcting a record, and the conversations with somebody.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use switchboard_api::contact::{ContactPatch, NewContact};
use switchboard_api::{ContactId, SenderProfileId, Sort, SpaceId};

use super::body::{Id, Json, Params};
use super::caller::Caller;
use super::conversations::{USUAL_LIMIT, WRONG_CURSOR, cursor, read_cursor};
use super::once::{Asked, json, once};
use super::problem::ApiError;
use crate::app::App;
use crate::domain::contacts;

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/spaces/{space}/contacts", get(lookup).post(create))
        .route("/contacts/{id}", get(one).patch(change))
        .route("/contacts/{id}/conversations", get(conversations))
}

async fn lookup(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    // Counted as a search: it tells whether somebody is known, number by number.
    app.limits.search(&caller.agent)?;
    let phone = params.text("phone").unwrap_or_default();
    let profile = params.text("sender_profile").map(SenderProfileId::from);
    params.finish()?;
    json(&app.db.read(move |db| contacts::lookup(db, &caller.agent, &space, &phone, profile.as_ref())).await?)
}

async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Json { value, raw }: Json<NewContact>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST contact", space.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| contacts::create(tx, &agent, &space, &value)).await
}

async fn one(State(app): State<Arc<App>>, caller: Caller, Id(id): Id<ContactId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| contacts::one(db, &caller.agent, &id)).await?)
}

async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ContactId>,
    headers: HeaderMap,
    Json { value, raw }: Json<ContactPatch>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "PATCH contact", id.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| contacts::patch(tx, &agent, &id, &value)).await
}

async fn conversations(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ContactId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let after =
        params.read("cursor", WRONG_CURSOR, |text| read_cursor(text).filter(|after| after.sort() == Sort::Newest));
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    let (mut page, next) =
        app.db.read(move |db| contacts::conversations(db, &caller.agent, &id, after.as_ref(), limit)).await?;
    page.next = next.as_ref().map(cursor);
    json(&page)
}
