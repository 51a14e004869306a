//! The webhook channel's doors: messages from customers and reports about ours, each signed by the provider.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use switchboard_api::hooks::{HookState, InboundAnswer, InboundHook, StatusHook};
use switchboard_api::{ChannelId, Delivery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Id, Raw, parse, require_json};
use super::caller::Peer;
use super::once::json;
use super::openapi::parts::Signature;
use super::problem::ApiError;
use crate::app::App;
use crate::channels::signature;
use crate::clock;
use crate::db::channels::{Account, Transport};
use crate::domain::{Refusal, delivery, inbound};

const REASON: usize = 300;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(messages)).routes(routes!(statuses))
}

/// The channel, when the request is signed with its secret. An unknown channel, a wrong signature and an old timestamp
/// answer the same after the same work.
async fn signed(app: &App, id: ChannelId, headers: &HeaderMap, body: &[u8]) -> Result<Account, ApiError> {
    let channel = app.db.read(move |db| db.channel(&id)).await?;
    let secret = match channel.as_ref().map(|channel| &channel.transport) {
        Some(Transport::Webhook { secret, .. }) if !secret.is_empty() => Some(secret.as_str()),
        _ => None,
    };
    let fits = signature::verify(secret, headers, body, clock::now());
    channel.filter(|_| fits).ok_or_else(|| {
        let detail = "Sign the timestamp, a dot and the body with the channel's secret (HMAC-SHA256), with a timestamp of the last five minutes.";
        ApiError::new(StatusCode::UNAUTHORIZED, "bad-signature", "The signature does not fit", detail)
    })
}

/// A customer wrote
///
/// A repeated `id` is stored once. Signed with the channel's secret, as described in webhooks.md beside this document.
#[utoipa::path(
    post, path = "/hooks/{channel}/messages", tag = "Webhook channel", operation_id = "hookMessage",
    params(Signature), request_body = InboundHook, security(()),
    responses(
        (status = 200, description = "Where it went", body = InboundAnswer),
        (status = 401, description = "`bad-signature`: unknown channel, wrong signature or old timestamp"),
        (status = 429, description = "`too-many` messages and reports"),
    )
)]
async fn messages(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    Id(id): Id<ChannelId>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response, ApiError> {
    app.limits.hook(&peer, &id)?;
    let channel = signed(&app, id, &headers, &body).await?;
    require_json(&headers)?;
    let hook: InboundHook = parse(&body)?;
    let rules = Arc::clone(&app.rules);
    json(&app.db.write(move |tx| inbound::receive(tx, &rules, &channel, &hook)).await?)
}

/// How far a message has come
///
/// States only move forward; late, repeated and reordered reports change nothing.
#[utoipa::path(
    post, path = "/hooks/{channel}/statuses", tag = "Webhook channel", operation_id = "hookStatus",
    params(Signature), request_body = StatusHook, security(()),
    responses(
        (status = 204, description = "Taken"),
        (status = 401, description = "`bad-signature`: unknown channel, wrong signature or old timestamp"),
        (status = 404, description = "`not-found`: no such message of this channel"),
        (status = 429, description = "`too-many` messages and reports"),
    )
)]
async fn statuses(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    Id(id): Id<ChannelId>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response, ApiError> {
    app.limits.hook(&peer, &id)?;
    let channel = signed(&app, id, &headers, &body).await?;
    require_json(&headers)?;
    let hook: StatusHook = parse(&body)?;
    app.db
        .write(move |tx| {
            let entry = tx.entry(&hook.id)?.ok_or(Refusal::NotFound("message"))?;
            let conversation = tx.conversation(&entry.conversation)?.ok_or(Refusal::NotFound("message"))?;
            if conversation.channel != channel.id {
                return Err(Refusal::NotFound("message"));
            }
            // Late and repeated reports change nothing, and the provider need not know.
            delivery::report(tx, &hook.id, next(&hook))?;
            Ok(())
        })
        .await?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
}

fn next(hook: &StatusHook) -> Delivery {
    let short = |text: &Option<String>, otherwise: &str| -> String {
        text.as_deref().and_then(|text| crate::domain::text::line(text, REASON)).unwrap_or_else(|| otherwise.to_owned())
    };
    match hook.state {
        HookState::Sent => Delivery::Sent,
        HookState::Delivered => Delivery::Delivered,
        HookState::Read => Delivery::Read,
        HookState::Failed => Delivery::Failed {
            code: short(&hook.code, "failed"),
            reason: short(&hook.reason, "The provider could not deliver the message."),
        },
    }
}
