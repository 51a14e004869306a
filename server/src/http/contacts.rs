//! Contacts: recognising a number, making, reading and correcting a record, and the conversations with somebody.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use switchboard_api::contact::{Contact, ContactAnswer, ContactLookup, ContactPatch, NewContact};
use switchboard_api::{ContactId, ConversationList, SenderProfileId, Sort, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Json, Params};
use super::caller::Caller;
use super::conversations::{USUAL_LIMIT, WRONG_CURSOR};
use super::cursor;
use super::once::{Asked, json, once};
use super::openapi::parts::{ContactProblem, Once, Page};
use super::problem::{ApiError, MEDIA_TYPE};
use crate::app::App;
use crate::domain::contacts;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(lookup, create)).routes(routes!(one, change)).routes(routes!(conversations))
}

/// Whose number it is
///
/// Before anything is written. Counted as a search.
#[utoipa::path(
    get, path = "/spaces/{space}/contacts", tag = "Contacts", operation_id = "findContact",
    params(
        ("phone" = String, Query, description = "The number, as people write it"),
        ("sender_profile" = Option<SenderProfileId>, Query, description = "Whom a message would be written as; it says \
                                                                           which country a national number is of"),
    ),
    responses(
        (status = 200, description = "What is known of the number", body = ContactLookup),
        (status = 422, description = "`invalid`, `not-a-phone-number`, `no-phone-channel`"),
        (status = 429, description = "`too-many` searches"),
    )
)]
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

/// Make a contact
#[utoipa::path(
    post, path = "/spaces/{space}/contacts", tag = "Contacts", operation_id = "makeContact",
    params(Once), request_body = NewContact,
    responses(
        (status = 200, description = "The contact as stored", body = ContactAnswer),
        (status = 409, description = "`contact-exists`, with the contact if the caller may see them",
            body = ContactProblem, content_type = MEDIA_TYPE),
        (status = 422, description = "`invalid`, `not-a-phone-number`, `key-reused`"),
    )
)]
async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Json { value, raw }: Json<NewContact>,
) -> Result<Response, ApiError> {
    // It tells, as a search does, whether a number is known.
    app.limits.search(&caller.agent)?;
    let asked = Asked::new(&headers, "POST contact", space.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| contacts::create(tx, &agent, &space, &value)).await
}

/// One contact
#[utoipa::path(
    get, path = "/contacts/{id}", tag = "Contacts", operation_id = "contact",
    responses((status = 200, description = "The contact", body = Contact))
)]
async fn one(State(app): State<Arc<App>>, caller: Caller, Id(id): Id<ContactId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| contacts::one(db, &caller.agent, &id)).await?)
}

/// Correct a contact
///
/// Field by field, each with the value that the writer saw.
#[utoipa::path(
    patch, path = "/contacts/{id}", tag = "Contacts", operation_id = "changeContact",
    params(Once), request_body = ContactPatch,
    responses(
        (status = 200, description = "The contact as stored", body = ContactAnswer),
        (status = 409, description = "`contact-changed` or `contact-exists`, with the contact as it is",
            body = ContactProblem, content_type = MEDIA_TYPE),
        (status = 422, description = "`invalid`, `not-a-phone-number`, `key-reused`"),
    )
)]
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

/// The conversations with a contact
#[utoipa::path(
    get, path = "/contacts/{id}/conversations", tag = "Contacts", operation_id = "contactConversations",
    params(Page),
    responses((status = 200, description = "A page", body = ConversationList))
)]
async fn conversations(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ContactId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let after =
        params.read("cursor", WRONG_CURSOR, |text| cursor::read_key(text).filter(|after| after.sort() == Sort::Newest));
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    let (mut page, next) =
        app.db.read(move |db| contacts::conversations(db, &caller.agent, &id, after.as_ref(), limit)).await?;
    page.next = next.as_ref().map(cursor::of_key);
    json(&page)
}
