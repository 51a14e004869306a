//! Live updates over HTTP: the upgrade to a WebSocket, and polling for the same events.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use switchboard_api::{EventsPage, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Params};
use super::caller::{Caller, Peer, cookie, is_own, origin, same_site};
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::domain::accounts;
use crate::live::poll;
use crate::live::socket::{self, Came};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(upgrade)).routes(routes!(events))
}

/// The live connection
///
/// A WebSocket. Its frames, `ServerFrame` and `ClientFrame`, and their order are described in live.md beside this
/// document. Who is calling is said by the cookie, or by the token in the first frame.
#[utoipa::path(
    get, path = "/live", tag = "Live", operation_id = "live", security((), ("cookie" = [])),
    responses(
        (status = 101, description = "The connection is a WebSocket from here on"),
        (status = 403, description = "`foreign-origin`: a page of another site opened it"),
        (status = 429, description = "`too-many` live connections"),
        (status = 426, description = "`upgrade-required`: this was no request for a WebSocket"),
    )
)]
async fn upgrade(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    // A page of another site can open sockets with the visitor's cookies, and nothing else would stop it. A portal's page
    // may open them with its token in the hello, never with cookies.
    let cookie = || cookie(&headers, &app.config).map(accounts::fingerprint);
    let came = match (same_site(&headers, &app.config), origin(&headers)) {
        (Ok(()), _) => Came { cookie: is_own(&headers, &app.config).then(cookie).flatten(), portal: None },
        (Err(_), Some(origin)) if app.hosts.allow(origin) => Came { cookie: None, portal: Some(origin.to_owned()) },
        (Err(foreign), _) => return Err(foreign),
    };
    let upgrade = upgrade.map_err(|_| {
        let detail = "Open this address as a WebSocket.";
        ApiError::new(StatusCode::UPGRADE_REQUIRED, "upgrade-required", "A WebSocket", detail)
    })?;
    app.limits.socket(&peer)?;
    let upgrade = upgrade.max_message_size(socket::MAX_FRAME).max_frame_size(socket::MAX_FRAME);
    Ok(upgrade.on_upgrade(move |socket| socket::serve(app, socket, came)))
}

/// What happened after an event
///
/// The polling twin of the live connection: the same events, a page at a time.
#[utoipa::path(
    get, path = "/spaces/{space}/events", tag = "Live", operation_id = "events",
    params(("after" = u64, Query, description = "The last event the caller knows")),
    responses((status = 200, description = "The events", body = EventsPage))
)]
async fn events(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let after = params.number("after");
    if after.is_none() {
        params.refuse("after", "Give the number of the last event you know.");
    }
    params.finish()?;
    let rules = Arc::clone(&app.rules);
    let after = after.unwrap_or_default();
    json(&app.db.read(move |db| poll::events(db, &rules, &caller.agent, &space, after)).await?)
}
