//! The audit log over HTTP: reads the filter and the cursor. Who may read is decided in `domain`.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use switchboard_api::{AuditAction, SpaceId};

use super::body::{Id, Params};
use super::caller::Caller;
use super::conversations::USUAL_LIMIT;
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::db::audit::Asked;
use crate::domain::audit;

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/spaces/{space}/audit", get(page))
}

async fn page(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let asked = Asked {
        action: params.read("action", "Use one of the actions of the reference.", AuditAction::parse),
        actor: params.text("actor").map(Into::into),
        before: params.read("cursor", "Use the value of `next` of the page before.", read_cursor),
    };
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    let (mut page, next) = app.db.read(move |db| audit::page(db, &caller.agent, &space, &asked, limit)).await?;
    page.next = next.map(|id| BASE64_URL_SAFE_NO_PAD.encode(id.to_be_bytes()));
    json(&page)
}

fn read_cursor(text: &str) -> Option<i64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    Some(i64::from_be_bytes(bytes.try_into().ok()?))
}
