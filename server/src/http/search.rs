//! Search over HTTP: reads the question and the cursor, and counts. What is found is decided in `domain`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use switchboard_api::SpaceId;
use switchboard_api::search::query::Query;
use switchboard_api::search::{MAX_HITS, MAX_QUERY, SearchPage, USUAL_HITS};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Params};
use super::caller::Caller;
use super::cursor;
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::domain;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(search))
}

/// Search
///
/// Conversations by who they are about, and messages by what was said.
#[utoipa::path(
    get, path = "/spaces/{space}/search", tag = "Search", operation_id = "search",
    params(
        ("q" = String, Query, description = "What to search for, 1 to 200 characters, with operators such as `tag:`"),
        ("limit" = Option<u32>, Query, description = "The most hits of each group, 1 to 50; 20 when absent"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, description = "What was found", body = SearchPage),
        (status = 429, description = "`too-many` searches"),
    )
)]
async fn search(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    app.limits.search(&caller.agent)?;
    let q = params.text("q").unwrap_or_default();
    if q.trim().is_empty() {
        params.refuse("q", "Write what to search for.");
    }
    if q.chars().count() > MAX_QUERY {
        params.refuse("q", format!("Shorten the search: at most {MAX_QUERY} characters are allowed."));
    }
    let limit = params
        .read("limit", &format!("Give a number from 1 to {MAX_HITS}."), |text| {
            text.parse().ok().filter(|limit| (1..=MAX_HITS).contains(limit))
        })
        .unwrap_or(USUAL_HITS);
    let before = params.read("cursor", "Use the value of `next` of the page before.", cursor::read_number);
    params.finish()?;
    let query = Query::parse(&q);
    let (mut page, next) =
        app.db.read(move |db| domain::search::search(db, &caller.agent, &space, &query, before, limit)).await?;
    page.next = next.map(cursor::of_number);
    json(&page)
}
