//! Conversations: beginning them, lists, single ones, timelines, changes and read positions.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{get, put};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use switchboard_api::compose::ComposeRequest;
use switchboard_api::requests::{ConversationPatch, ReadRequest};
use switchboard_api::{
    Assignee, ConversationId, ListFilter, Priority, Sort, SortKey, SpaceId, Timestamp, View, Workflow,
};

use super::body::{Id, Json, Params, header_text};
use super::caller::Caller;
use super::once::{Asked, json, once};
use super::problem::ApiError;
use crate::app::App;
use crate::db::entries::Span;
use crate::db::lists::Start;
use crate::domain::{compose, patch, read, reading};

/// How many items a page has when the caller does not say.
pub(super) const USUAL_LIMIT: u32 = 50;

pub(super) const WRONG_CURSOR: &str = "Use the value of `next` of the page before.";

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/spaces/{space}/conversations", get(list).post(begin))
        .route("/conversations/{id}", get(one).patch(change))
        .route("/conversations/{id}/timeline", get(timeline))
        .route("/conversations/{id}/read", put(mark_read))
}

async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let filter = filter(&mut params, &app.rules.workflow);
    let after = params.read("cursor", WRONG_CURSOR, read_cursor);
    if after.as_ref().is_some_and(|after| after.sort() != filter.sort) {
        params.refuse("cursor", WRONG_CURSOR);
    }
    let offset = params.number("offset");
    let start = match (after, offset) {
        (Some(_), Some(_)) => {
            params.refuse("offset", "Give either a cursor or an offset.");
            Start::Offset(0)
        }
        (Some(after), None) => Start::After(after),
        (None, offset) => Start::Offset(offset.unwrap_or(0)),
    };
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    let rules = Arc::clone(&app.rules);
    let (mut page, next) =
        app.db.read(move |db| reading::list(db, &rules, &caller.agent, &space, &filter, &start, limit)).await?;
    page.next = next.as_ref().map(cursor);
    json(&page)
}

fn filter(params: &mut Params, workflow: &Workflow) -> ListFilter {
    let view = params.read("view", "Use one of the views that the session names.", View::parse).unwrap_or(View::All);
    let tabs = &workflow.tabs;
    let tab = params
        .read("tab", "Use one of the tabs that the session names.", |key| {
            tabs.iter().find(|tab| tab.key.as_str() == key).map(|tab| tab.key.clone())
        })
        .or_else(|| tabs.first().map(|tab| tab.key.clone()))
        .unwrap_or_else(|| "all".into());
    ListFilter {
        team: params.text("team").map(Into::into),
        tag: params.text("tag").map(Into::into),
        channel: params.text("channel").map(Into::into),
        priority: params.read("priority", "Use low, medium, high or urgent.", Priority::parse),
        assignee: params.text("assignee").map(|key| Assignee::parse(&key)),
        unread_only: params.read("unread", "Give true or false.", |text| text.parse().ok()).unwrap_or(false),
        sort: params.read("sort", "Use newest, oldest, waiting, priority or unread.", Sort::parse).unwrap_or_default(),
        ..ListFilter::new(view, tab)
    }
}

/// A page's end as clients carry it to the next request. It names a place in the order, so it stays good while
/// conversations move.
pub(super) fn cursor(after: &SortKey) -> String {
    let (sort, rank, at, id) = (after.sort(), after.rank(), after.active_at().millis(), after.id());
    BASE64_URL_SAFE_NO_PAD.encode(format!("{sort} {rank} {at} {id}"))
}

/// What [`cursor`] wrote.
pub(super) fn read_cursor(text: &str) -> Option<SortKey> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.splitn(4, ' ');
    let (sort, rank, at) = (Sort::parse(parts.next()?)?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(SortKey::new(sort, rank, Timestamp::from_millis(at), parts.next()?.into()))
}

async fn begin(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    headers: HeaderMap,
    Json { value, raw }: Json<ComposeRequest>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "POST conversation", space.as_str(), &raw)?;
    app.limits.send(&caller.agent)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, rules| compose::compose(tx, rules, &agent, &space, &value)).await
}

async fn one(State(app): State<Arc<App>>, caller: Caller, Id(id): Id<ConversationId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| reading::conversation(db, &caller.agent, &id)).await?)
}

async fn timeline(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let spans = [
        params.number("before").map(Span::Before),
        params.number("after").map(Span::After),
        params.number("around").map(Span::Around),
    ];
    let mut given = spans.into_iter().flatten();
    let span = given.next().unwrap_or(Span::Newest);
    if given.next().is_some() {
        params.refuse("before", "Give only one of before, after and around.");
    }
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    json(&app.db.read(move |db| reading::timeline(db, &caller.agent, &id, span, limit)).await?)
}

async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    headers: HeaderMap,
    Json { value, raw }: Json<ConversationPatch>,
) -> Result<Response, ApiError> {
    let version = match header_text(&headers, &header::IF_MATCH)? {
        None => None,
        Some(text) if text == "*" => None,
        Some(text) => match text.trim_matches('"').parse() {
            Ok(version) => Some(version),
            Err(_) => return Err(ApiError::field("if-match", "Give the version of the record that you saw.")),
        },
    };
    let asked = Asked::new(&headers, "PATCH conversation", id.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, rules| patch::patch(tx, rules, &agent, &id, version, &value)).await
}

async fn mark_read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    headers: HeaderMap,
    Json { value, raw }: Json<ReadRequest>,
) -> Result<Response, ApiError> {
    let asked = Asked::new(&headers, "PUT read", id.as_str(), &raw)?;
    let agent = caller.agent.clone();
    once(&app, &caller, asked, move |tx, _| read::read(tx, &agent, &id, &value)).await
}
