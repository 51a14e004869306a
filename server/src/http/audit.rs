//! The audit log over HTTP: reads the filter and the cursor. Who may read is decided in `domain`.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use switchboard_api::{AgentId, AuditAction, AuditPage, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Params};
use super::caller::Caller;
use super::conversations::USUAL_LIMIT;
use super::cursor;
use super::once::json;
use super::openapi::parts::Page;
use super::problem::ApiError;
use crate::app::App;
use crate::db::audit::Asked;
use crate::domain::audit;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(page))
}

/// Who signed in, and who changed what others may do
#[utoipa::path(
    get, path = "/spaces/{space}/audit", tag = "Administration", operation_id = "audit",
    params(
        ("action" = Option<AuditAction>, Query, description = "Only this"),
        ("actor" = Option<AgentId>, Query, description = "Only what was done with this account"),
        Page
    ),
    responses(
        (status = 200, description = "A page, the newest first", body = AuditPage),
        (status = 403, description = "`forbidden`: only admins see this; `foreign-origin`"),
    )
)]
async fn page(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(space): Id<SpaceId>,
    mut params: Params,
) -> Result<Response, ApiError> {
    let asked = Asked {
        action: params.read("action", "Use one of the actions of the reference.", AuditAction::parse),
        actor: params.text("actor").map(Into::into),
        before: params.read("cursor", "Use the value of `next` of the page before.", cursor::read_number),
    };
    let limit = params.limit(USUAL_LIMIT);
    params.finish()?;
    let (mut page, next) = app.db.read(move |db| audit::page(db, &caller.agent, &space, &asked, limit)).await?;
    page.next = next.map(cursor::of_number);
    json(&page)
}
