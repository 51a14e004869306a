//! Live updates over HTTP: the upgrade to a WebSocket, and polling for the same events.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use switchboard_api::SpaceId;

use super::body::{Id, Params};
use super::caller::{Caller, Peer, cookie, same_site};
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::domain::accounts;
use crate::live::{poll, socket};

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/live", get(upgrade)).route("/spaces/{space}/events", get(events))
}

async fn upgrade(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    // A page of another site can open sockets with the visitor's cookies, and nothing else would stop it.
    same_site(&headers, &app.config)?;
    let upgrade = upgrade.map_err(|_| {
        let detail = "Open this address as a WebSocket.";
        ApiError::new(StatusCode::UPGRADE_REQUIRED, "upgrade-required", "A WebSocket", detail)
    })?;
    app.limits.socket(&peer)?;
    let cookie = cookie(&headers, &app.config).map(accounts::fingerprint);
    let upgrade = upgrade.max_message_size(socket::MAX_FRAME).max_frame_size(socket::MAX_FRAME);
    Ok(upgrade.on_upgrade(move |socket| socket::serve(app, socket, cookie)))
}

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
