//! The courier: posts queued messages to the address of their webhook channel, signed, one at a time per conversation,
//! again and again until the provider took them or refused. A message may be posted twice, always with the same id.

use std::collections::HashSet;
use std::sync::Arc;

use axum::http::header;
use reqwest::{StatusCode, redirect};
use switchboard_api::hooks::{HookReply, OutboundHook, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use switchboard_api::{ConversationId, Delivery, EntryBody, Timestamp};
use tokio::task::JoinSet;

use super::signature::sign;
use crate::app::App;
use crate::clock;
use crate::db::channels::Transport;
use crate::db::outbound::Queued;
use crate::db::{self, Snapshot};
use crate::domain::delivery;

/// Messages on the wire at once.
const AT_ONCE: usize = 16;
/// The longest pause between two attempts of our own choosing.
const LONGEST_PAUSE_MS: i64 = 5 * 60 * 1_000;
/// The longest pause a provider may ask for.
const LONGEST_ASKED_MS: i64 = 60 * 60 * 1_000;

/// What to post where.
struct Parcel {
    url: String,
    secret: String,
    hook: OutboundHook,
}

/// What became of an attempt.
enum Outcome {
    Taken,
    Refused { code: String, reason: String },
    TryAgain { asked_ms: Option<i64>, why: String },
}

/// The client that messages are posted with. Addresses come from admins, yet a provider must not be able to send the
/// server elsewhere: redirects are not followed, and proxies of the environment are not used.
pub fn client(app: &App) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .timeout(app.config.provider_timeout)
        .user_agent(concat!("Switchboard/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Works until the task is ended. What is on the wire then is posted again at the next start.
pub async fn run(app: Arc<App>, client: reqwest::Client) {
    let mut work = app.db.signals().work();
    let mut flying: HashSet<ConversationId> = HashSet::new();
    let mut tasks: JoinSet<ConversationId> = JoinSet::new();
    loop {
        work.mark_unchanged();
        let heads = match app.db.read(|db| db.outbound_heads(200)).await {
            Ok(heads) => heads,
            Err(error) => {
                let error: db::Error = error;
                tracing::error!(%error, "the outbound queue could not be read");
                tokio::time::sleep(super::AFTER_FAILURE).await;
                continue;
            }
        };
        let mut next: Option<Timestamp> = None;
        for queued in heads {
            if flying.contains(&queued.conversation) {
                continue;
            }
            if queued.due > clock::now() || tasks.len() >= AT_ONCE {
                next = Some(next.map_or(queued.due, |next| next.min(queued.due)));
                continue;
            }
            flying.insert(queued.conversation.clone());
            tasks.spawn(carry(Arc::clone(&app), client.clone(), queued));
        }
        let full = tasks.len() >= AT_ONCE;
        tokio::select! {
            landed = tasks.join_next(), if !tasks.is_empty() => match landed {
                Some(Ok(conversation)) => {
                    flying.remove(&conversation);
                }
                // A task that panicked cannot say which conversation it held, so begin anew with all of them.
                Some(Err(_)) => {
                    tasks.shutdown().await;
                    flying.clear();
                }
                None => {}
            },
            () = super::rest(&mut work, next), if !full => {}
        }
    }
}

/// Makes one attempt and stores what became of it.
async fn carry(app: Arc<App>, client: reqwest::Client, queued: Queued) -> ConversationId {
    let conversation = queued.conversation.clone();
    let outcome = match prepare(&app, &queued).await {
        Ok(Ok(parcel)) => post(&client, &parcel).await,
        Ok(Err(outcome)) => outcome,
        Err(error) => Outcome::TryAgain { asked_ms: None, why: error.to_string() },
    };
    if let Err(error) = settle(&app, queued, outcome).await {
        tracing::error!(%error, "the outcome of a delivery could not be stored");
        tokio::time::sleep(super::AFTER_FAILURE).await;
    }
    conversation
}

async fn prepare(app: &App, queued: &Queued) -> db::Result<Result<Parcel, Outcome>> {
    let queued = queued.clone();
    app.db.read(move |db| parcel(db, &queued)).await
}

fn parcel(db: &Snapshot<'_>, queued: &Queued) -> db::Result<Result<Parcel, Outcome>> {
    let gone = |reason: &str| Ok(Err(Outcome::Refused { code: "unknown".into(), reason: reason.into() }));
    let (Some(entry), Some(conversation)) = (db.entry(&queued.entry)?, db.conversation(&queued.conversation)?) else {
        return gone("The message no longer exists.");
    };
    let EntryBody::Outbound { text, .. } = &entry.body else { return gone("This is not a message to a customer.") };
    let channel = db.channel(&conversation.channel)?.map(|channel| channel.transport);
    let (url, secret) = match channel {
        Some(Transport::Webhook { secret, url: Some(url) }) => (url, secret),
        _ => {
            let reason = "This channel has no address to deliver to.".into();
            return Ok(Err(Outcome::Refused { code: "no_address".into(), reason }));
        }
    };
    let reply_to = match entry.reply_to {
        Some(quote) => Some(HookReply { provider_id: db.provider_id(&quote.entry)?, id: quote.entry }),
        None => None,
    };
    let hook = OutboundHook {
        from: db.sender_of(&entry.id)?,
        id: entry.id,
        conversation: conversation.id,
        to: conversation.contact.address.to_string(),
        text: text.to_string(),
        at: entry.at,
        reply_to,
    };
    Ok(Ok(Parcel { url, secret, hook }))
}

async fn post(client: &reqwest::Client, parcel: &Parcel) -> Outcome {
    let body = match serde_json::to_vec(&parcel.hook) {
        Ok(body) => body,
        Err(error) => return Outcome::Refused { code: "encoding".into(), reason: error.to_string() },
    };
    let timestamp = clock::now().millis().div_euclid(1_000).to_string();
    let request = client
        .post(&parcel.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", parcel.hook.id.as_str())
        .header(SIGNATURE_HEADER, sign(&parcel.secret, &timestamp, &body))
        .header(TIMESTAMP_HEADER, timestamp)
        .body(body);
    match request.send().await {
        Ok(answer) => judge(answer.status(), retry_after(&answer)),
        Err(error) if error.is_builder() => {
            Outcome::Refused { code: "bad_address".into(), reason: "The channel's address is not valid.".into() }
        }
        Err(error) if error.is_timeout() => again("The provider did not answer in time."),
        Err(_) => again("The provider could not be reached."),
    }
}

fn again(why: &str) -> Outcome {
    Outcome::TryAgain { asked_ms: None, why: why.into() }
}

fn judge(status: StatusCode, asked_ms: Option<i64>) -> Outcome {
    let passing = matches!(status.as_u16(), 408 | 425 | 429);
    if status.is_success() {
        Outcome::Taken
    } else if status.is_server_error() || passing {
        Outcome::TryAgain { asked_ms, why: format!("The provider answered with HTTP {}.", status.as_u16()) }
    } else {
        let reason = format!("The provider refused the message (HTTP {}).", status.as_u16());
        Outcome::Refused { code: format!("http_{}", status.as_u16()), reason }
    }
}

/// How long the provider asks to wait, in milliseconds: seconds or a date.
fn retry_after(answer: &reqwest::Response) -> Option<i64> {
    let text = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let asked = match text.parse::<i64>() {
        Ok(seconds) => seconds.saturating_mul(1_000),
        Err(_) => {
            let date = chrono::DateTime::parse_from_rfc2822(text).ok()?;
            date.timestamp_millis().saturating_sub(clock::now().millis())
        }
    };
    Some(asked.clamp(0, LONGEST_ASKED_MS))
}

async fn settle(app: &App, queued: Queued, outcome: Outcome) -> db::Result<()> {
    let (retry_ms, attempts) = (app.config.retry_ms, app.config.attempts);
    app.db
        .write(move |tx| {
            // A callback of the provider may have been faster than its answer.
            let Some(queued) = tx.outbound(&queued.entry)? else { return Ok(()) };
            let next = match outcome {
                Outcome::Taken => Delivery::Sent,
                Outcome::Refused { code, reason } => Delivery::Failed { code, reason },
                Outcome::TryAgain { why, .. } if queued.attempts + 1 >= attempts => Delivery::Failed {
                    code: "unreachable".into(),
                    reason: format!("{why} Delivery was tried {} times.", queued.attempts + 1),
                },
                Outcome::TryAgain { asked_ms, .. } => {
                    let pause = pause(retry_ms, queued.attempts).max(asked_ms.unwrap_or(0));
                    let due = tx.now().plus(pause);
                    return tx.postpone(&queued.entry, due);
                }
            };
            if !delivery::report(tx, &queued.entry, next)? {
                tx.dequeue(&queued.entry)?;
            }
            Ok(())
        })
        .await
}

/// The pause after an attempt: doubling, with up to a quarter more so that many messages do not come back together.
fn pause(first_ms: i64, attempts: u32) -> i64 {
    let doubled =
        first_ms.saturating_mul(1_i64.checked_shl(attempts.min(30)).unwrap_or(i64::MAX)).min(LONGEST_PAUSE_MS);
    doubled.saturating_add(clock::between(0, doubled / 4 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes() {
        for (attempts, least) in [(0, 1_000), (1, 2_000), (5, 32_000), (9, LONGEST_PAUSE_MS), (31, LONGEST_PAUSE_MS)] {
            let pause = pause(1_000, attempts);
            assert!((least..=least + least / 4).contains(&pause), "{attempts}: {pause}");
        }
    }

    #[test]
    fn only_passing_troubles_are_tried_again() {
        let judged = |status: u16| judge(StatusCode::from_u16(status).unwrap(), None);
        assert!([200, 202, 204].into_iter().all(|status| matches!(judged(status), Outcome::Taken)));
        assert!([408, 425, 429, 500, 503].into_iter().all(|status| matches!(judged(status), Outcome::TryAgain { .. })));
        assert!([301, 400, 401, 404, 410, 422].into_iter().all(|s| matches!(judged(s), Outcome::Refused { .. })));
    }
}
