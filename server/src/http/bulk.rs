//! One change of many conversations: each in a transaction of its own, so that what is refused for one is done for the
//! others, and the server does other work in between.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use switchboard_api::bulk::{BulkAnswer, BulkRequest, BulkResult};
use switchboard_api::requests::PatchAnswer;
use switchboard_api::{ConversationId, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Json};
use super::caller::Caller;
use super::once::{Asked, answer_once, json};
use super::openapi::parts::Once;
use super::problem::ApiError;
use crate::app::App;
use crate::domain::bulk;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(change))
}

/// Change many conversations
///
/// Each is changed in a transaction of its own: what is refused for one is done for the others.
#[utoipa::path(
    post, path = "/spaces/{space}/conversations/bulk", tag = "Conversations", operation_id = "changeConversations",
    params(Once), request_body = BulkRequest,
    responses(
        (status = 200, description = "A result for each, in the order of the request; the problem `key-reused` where \
                                      another request under the key was `ok`", body = BulkAnswer),
        (status = 422, description = "`invalid`: `errors` names the fields"),
    )
)]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Json { value, raw }: Json<BulkRequest>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST bulk", space.as_str(), &raw)?;
    let request = Arc::new(value);
    let (agent, checked, of) = (caller.agent.clone(), Arc::clone(&request), space.clone());
    app.db.read(move |db| bulk::check(db, &agent, &of, &checked)).await?;
    let mut results = Vec::with_capacity(request.ids.len());
    for id in &request.ids {
        let asked = asked.part(id.as_str());
        let result = one(&app, &caller, asked, &space, id, &request).await;
        results.push(match result {
            Ok(ok) => BulkResult { id: id.clone(), ok: Some(ok), problem: None },
            Err(error) => BulkResult { id: id.clone(), ok: None, problem: Some(error.into_problem()) },
        });
    }
    json(&BulkAnswer { results })
}

async fn one(
    app: &App,
    caller: &Caller,
    asked: Asked,
    space: &SpaceId,
    id: &ConversationId,
    request: &Arc<BulkRequest>,
) -> Result<PatchAnswer, ApiError> {
    let (agent, space, id, request) = (caller.agent.clone(), space.clone(), id.clone(), Arc::clone(request));
    let (_, body) =
        answer_once(app, caller, asked, move |tx, rules| bulk::one(tx, rules, &agent, &space, &id, &request.patch))
            .await?;
    serde_json::from_slice(&body).map_err(|error| ApiError::internal(&error))
}
