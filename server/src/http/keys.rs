//! Keys of portals, for admins, and the tokens that portals ask for with them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use switchboard_api::embed::{ApiKeyList, EmbedTokenAnswer, EmbedTokenRequest, NewApiKey, NewApiKeyAnswer};
use switchboard_api::{ApiKeyId, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Ids, Json};
use super::caller::{Caller, Peer, bearer};
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::db;
use crate::domain::{accounts, keys};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(list, create)).routes(routes!(revoke)).routes(routes!(token))
}

/// The keys of a space
#[utoipa::path(
    get, path = "/spaces/{space}/api-keys", tag = "Embedding", operation_id = "listApiKeys",
    responses(
        (status = 200, description = "Those that have not been revoked, oldest first; never a secret", body = ApiKeyList),
        (status = 403, description = "`forbidden`: only admins, and in person; `foreign-origin`"),
    )
)]
async fn list(State(app): State<Arc<App>>, caller: Caller, Id(space): Id<SpaceId>) -> Result<Response, ApiError> {
    caller.in_person()?;
    let items = app.db.read(move |db| keys::list(db, &caller.agent, &space)).await?;
    json(&ApiKeyList { items })
}

/// Make a key
///
/// Not repeatable by key: the answer holds a secret, which is not to be kept.
#[utoipa::path(
    post, path = "/spaces/{space}/api-keys", tag = "Embedding", operation_id = "createApiKey", request_body = NewApiKey,
    responses(
        (status = 200, description = "The key, and its secret this once", body = NewApiKeyAnswer),
        (status = 403, description = "`forbidden`: only admins, and in person; `foreign-origin`"),
        (status = 422, description = "`invalid`"),
    )
)]
async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    Id(space): Id<SpaceId>,
    Json { value, .. }: Json<NewApiKey>,
) -> Result<Response, ApiError> {
    caller.in_person()?;
    let answer = app.db.write(move |tx| keys::create(tx, &caller.agent, &space, &value, &peer)).await?;
    app.hosts.refresh(&app.db).await?;
    json(&answer)
}

/// Revoke a key, and all tokens made with it
#[utoipa::path(
    delete, path = "/spaces/{space}/api-keys/{key}", tag = "Embedding", operation_id = "revokeApiKey",
    responses(
        (status = 204, description = "It is revoked"),
        (status = 403, description = "`forbidden`: only admins, and in person; `foreign-origin`"),
    )
)]
async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    Ids(space, id): Ids<SpaceId, ApiKeyId>,
) -> Result<Response, ApiError> {
    caller.in_person()?;
    app.db.write(move |tx| keys::revoke(tx, &caller.agent, &space, &id, &peer)).await?;
    app.hosts.refresh(&app.db).await?;
    app.db.signals().access_changed();
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
}

/// A token for one agent
///
/// Server to server: with the secret of an API key as bearer.
#[utoipa::path(
    post, path = "/embed-tokens", tag = "Embedding", operation_id = "embedToken", request_body = EmbedTokenRequest,
    security(("api_key" = [])),
    responses(
        (status = 200, description = "A token that soon ends, for the page that shows the app", body = EmbedTokenAnswer),
        (status = 401, description = "`unknown-key`: no key has this secret, or it was revoked"),
        (status = 404, description = "`not-found`: nobody of that name has a role in the key's space"),
        (status = 422, description = "`invalid`"),
        (status = 429, description = "`too-many` tokens"),
    )
)]
async fn token(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Json { value, .. }: Json<EmbedTokenRequest>,
) -> Result<Response, ApiError> {
    let secret = bearer(&headers).map(accounts::fingerprint).ok_or_else(unknown_key)?;
    let lookup = secret.clone();
    let (_, key) = app.db.read(move |db| db.api_key_by_secret(&lookup)).await?.ok_or_else(unknown_key)?;
    app.limits.token(&key.id)?;
    let made = app.db.write(move |tx| {
        // Looked up again, because it may have been revoked meanwhile.
        let Some((space, key)) = tx.api_key_by_secret(&secret)? else { return Ok(None) };
        keys::token(tx, &space, &key, &value).map(Some)
    });
    json(&made.await?.ok_or_else(unknown_key)?)
}

fn unknown_key() -> ApiError {
    let detail = "Send the secret of an API key that has not been revoked: Authorization: Bearer sbk_….";
    ApiError::new(StatusCode::UNAUTHORIZED, "unknown-key", "Unknown API key", detail)
}

impl From<db::within::Unconfinable> for ApiError {
    fn from(error: db::within::Unconfinable) -> Self {
        Self::internal(&error)
    }
}
