//! The webhook channel's doors: messages from customers and reports about ours, each signed by the provider.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use switchboard_api::hooks::{HookState, InboundHook, StatusHook};
use switchboard_api::{ChannelId, Delivery};

use super::body::{Id, Raw, parse, require_json};
use super::caller::Peer;
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::channels::signature;
use crate::clock;
use crate::db::channels::{Account, Transport};
use crate::domain::{Refusal, delivery, inbound};

const REASON: usize = 300;

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/hooks/{channel}/messages", post(messages)).route("/hooks/{channel}/statuses", post(statuses))
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
