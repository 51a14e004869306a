//! Conversations: beginning them, lists, single ones, timelines, changes and read positions.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use switchboard_api::compose::{ComposeAnswer, ComposeRequest};
use switchboard_api::requests::{ConversationPatch, PatchAnswer, ReadAnswer, ReadRequest};
use switchboard_api::{
    AgentId, Assignee, ChannelId, ConversationId, ConversationList, ListFilter, Priority, Row, Sort, SpaceId, TabKey,
    TagId, TeamId, Timeline, View, Workflow,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Json, Params, header_text};
use super::caller::Caller;
use super::cursor;
use super::once::{Asked, json, once};
use super::openapi::parts::{Limit, Once, Page, StaleProblem};
use super::problem::{ApiError, MEDIA_TYPE};
use crate::app::App;
use crate::db::entries::Span;
use crate::db::lists::Start;
use crate::domain::{compose, patch, read, reading};

/// How many items a page has when the caller does not say.
pub(super) const USUAL_LIMIT: u32 = 50;

pub(super) const WRONG_CURSOR: &str = "Use the value of `next` of the page before.";

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default()
        .routes(routes!(list, begin))
        .routes(routes!(one, change))
        .routes(routes!(timeline))
        .routes(routes!(mark_read))
}

/// A page of a list
///
/// In the order asked for. What a view holds is one rule, `ListFilter::contains`, which clients apply to every
/// event.
#[utoipa::path(
    get, path = "/spaces/{space}/conversations", tag = "Conversations", operation_id = "listConversations",
    params(
        ("view" = Option<View>, Query, description = "One of the session's `views`; `all` when absent"),
        ("tab" = Option<TabKey>, Query, description = "One of the workflow's `tabs`; the first one when absent"),
        ("team" = Option<TeamId>, Query, description = "Only this team's conversations"),
        ("tag" = Option<TagId>, Query, description = "Only those with this tag"),
        ("channel" = Option<ChannelId>, Query, description = "Only those of this channel account"),
        ("priority" = Option<Priority>, Query, description = "Only those of this priority"),
        ("assignee" = Option<AgentId>, Query, description = "Only those this agent is assigned to; `none`: those nobody is"),
        ("unread" = Option<bool>, Query, description = "Only those with messages the caller has not read"),
        ("sort" = Option<Sort>, Query, description = "The order; `newest` when absent"),
        ("offset" = Option<u64>, Query, description = "How many conversations to skip from the beginning; not with `cursor`"),
        Page
    ),
    responses((status = 200, description = "A page", body = ConversationList))
)]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let filter = filter(&mut params, &app.rules.workflow);
    let after = params.read("cursor", WRONG_CURSOR, cursor::read_key);
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
    page.next = next.as_ref().map(cursor::of_key);
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

/// Write to somebody first
///
/// Into the conversation that is there already, or into a new one.
#[utoipa::path(
    post, path = "/spaces/{space}/conversations", tag = "Conversations", operation_id = "beginConversation",
    params(Once), request_body = ComposeRequest,
    responses(
        (status = 200, description = "The conversation with the message in it", body = ComposeAnswer),
        (status = 409, description = "`sender-limit-reached`"),
        (status = 422, description = "`invalid`, `not-a-phone-number`, `no-phone-channel`, `country-not-served`, \
                                      `client-id-reused`, `key-reused`"),
        (status = 429, description = "`too-many` messages"),
    )
)]
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

/// One conversation and the caller's read position
#[utoipa::path(
    get, path = "/conversations/{id}", tag = "Conversations", operation_id = "conversation",
    responses((status = 200, description = "The conversation", body = Row))
)]
async fn one(State(app): State<Arc<App>>, caller: Caller, Id(id): Id<ConversationId>) -> Result<Response, ApiError> {
    json(&app.db.read(move |db| reading::conversation(db, &caller.agent, &id)).await?)
}

/// Part of a timeline
///
/// Oldest first: the newest entries, or those next to a position. At most one of `before`, `after` and `around`.
#[utoipa::path(
    get, path = "/conversations/{id}/timeline", tag = "Conversations", operation_id = "timeline",
    params(
        ("before" = Option<u64>, Query, description = "The entries before this position"),
        ("after" = Option<u64>, Query, description = "The entries after this position"),
        ("around" = Option<u64>, Query, description = "The entries around this position"),
        Limit
    ),
    responses((status = 200, description = "The entries, and the conversation beside them", body = Timeline))
)]
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

/// Change a conversation
///
/// Its status, priority, owners and tags; what is absent stays as it is.
#[utoipa::path(
    patch, path = "/conversations/{id}", tag = "Conversations", operation_id = "changeConversation",
    params(
        Once,
        ("If-Match" = Option<String>, Header, description = "The `version` that the caller saw, or `*`: refused when the \
                                                             conversation has moved on"),
    ),
    request_body = ConversationPatch,
    responses(
        (status = 200, description = "The conversation as it is now", body = PatchAnswer),
        (status = 409, description = "`forbidden-transition`"),
        (status = 412, description = "`stale`, with the conversation as it is", body = StaleProblem,
            content_type = MEDIA_TYPE),
    )
)]
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

/// Read, or mark as unread
///
/// Moves the caller's own read position, forward or back. Either `position` or `inbound` must be given.
#[utoipa::path(
    put, path = "/conversations/{id}/read", tag = "Conversations", operation_id = "read",
    params(Once), request_body = ReadRequest,
    responses((status = 200, description = "The position as stored", body = ReadAnswer))
)]
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
