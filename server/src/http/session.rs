//! Signing in and out, changing the password, and the session that the app starts with.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use switchboard_api::requests::{LoginAnswer, LoginRequest, MIN_PASSWORD, PasswordRequest};
use switchboard_api::{AgentId, AuditAction, Session, SpaceId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::{Json, Params};
use super::caller::{Caller, Peer, origin, same_site, set_cookies};
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::db;
use crate::domain::accounts::{self, SESSION_MS};
use crate::domain::{audit, reading};

/// The longest sign-in address; nobody has a longer one.
pub(super) const MAX_EMAIL: usize = 320;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default()
        .routes(routes!(login))
        .routes(routes!(logout))
        .routes(routes!(session))
        .routes(routes!(password))
}

/// Sign in
///
/// A browser gets a cookie that no script can read; with `bearer` the answer has a token instead, for programs. A wrong
/// password and an unknown address get the same answer.
#[utoipa::path(
    post, path = "/login", tag = "Session", operation_id = "login", request_body = LoginRequest, security(()),
    responses(
        (status = 200, description = "Signed in", body = LoginAnswer, headers(
            ("Set-Cookie" = String, description = "The session, unless a bearer token was asked for")
        )),
        (status = 401, description = "`wrong-credentials`"),
        (status = 403, description = "`foreign-origin`: a page of another site sent it"),
        (status = 429, description = "`too-many` attempts to sign in"),
    )
)]
async fn login(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    headers: HeaderMap,
    Json { value: request, .. }: Json<LoginRequest>,
) -> Result<Response, ApiError> {
    // A token has to be shown by whoever wants to use it, so that a page can ask for one where a key allows it; a cookie would
    // be sent along by itself.
    let allowed = request.bearer && origin(&headers).is_some_and(|origin| app.hosts.allow(origin));
    if !allowed {
        same_site(&headers, &app.config)?;
    }
    let email = request.email.trim().to_lowercase();
    app.limits.login(&peer, &email)?;
    if request.password.len() > accounts::MAX_PASSWORD {
        return Err(ApiError::field("password", "Give at most 1,000 bytes."));
    }
    if email.chars().count() > MAX_EMAIL {
        return Err(ApiError::field("email", "Give at most 320 characters."));
    }
    let account = app.db.read(move |db| db.account_by_email(&email)).await?;
    let stored = account.as_ref().map(|account| account.password.clone());
    let fits = app.passwords.verify(request.password.clone(), stored).await?;
    // One answer for both, so that nobody learns who has an account.
    let Some(account) = account.as_ref().filter(|_| fits) else {
        if let Some(account) = account {
            note_failure(&app, account.agent, peer);
        }
        return Err(wrong_credentials());
    };
    let renewed = match accounts::is_outdated(&account.password) {
        true => Some(app.passwords.hash(request.password).await?),
        false => None,
    };
    let token = accounts::token()?;
    let (fingerprint, account) = (accounts::fingerprint(&token), account.clone());
    let begun = app.db.write(move |tx| {
        // The password may have been changed since it was compared, and with that all sign-ins ended.
        if tx.account(&account.agent)?.is_none_or(|now| now.password_number != account.password_number) {
            return Ok(false);
        }
        if let Some(renewed) = renewed {
            tx.rehash_password(&account, &renewed)?;
        }
        let until = tx.now().plus(SESSION_MS);
        tx.insert_session(&fingerprint, &account.agent, until)?;
        audit::note_account(tx, AuditAction::SignedIn, &account.agent, &peer)?;
        Ok::<_, db::Error>(true)
    });
    if !begun.await? {
        return Err(wrong_credentials());
    }
    if request.bearer {
        return json(&LoginAnswer { token: Some(token) });
    }
    let cookies = set_cookies(&headers, &app.config, &token, SESSION_MS / 1_000);
    with_cookies(json(&LoginAnswer { token: None })?, &cookies)
}

fn wrong_credentials() -> ApiError {
    let detail = "The address or the password is wrong. Check both and try again.";
    ApiError::new(StatusCode::UNAUTHORIZED, "wrong-credentials", "Sign-in failed", detail)
}

/// Writes down that a password did not fit, after the answer: how long that takes must not tell who has an account.
fn note_failure(app: &Arc<App>, agent: AgentId, peer: String) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let action = AuditAction::SignInFailed;
        let noted = app.db.write(move |tx| audit::note_account(tx, action, &agent, &peer)).await;
        if let Err(error) = noted {
            let error: db::Error = error;
            tracing::error!(%error, "a failed sign-in could not be written down");
        }
    });
}

/// Sign out
///
/// Ends the session, in its open sockets too.
#[utoipa::path(
    post, path = "/logout", tag = "Session", operation_id = "logout",
    responses((status = 204, description = "Signed out"))
)]
async fn logout(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    app.db
        .write(move |tx| {
            tx.delete_session(&caller.token)?;
            audit::note_account(tx, AuditAction::SignedOut, &caller.agent, &peer)
        })
        .await?;
    app.db.signals().access_changed();
    let cookies = set_cookies(&headers, &app.config, "", 0);
    with_cookies((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response(), &cookies)
}

fn with_cookies(mut response: Response, cookies: &[String]) -> Result<Response, ApiError> {
    for cookie in cookies {
        let value = HeaderValue::from_str(cookie).map_err(|error| ApiError::internal(&error))?;
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Choose another password
///
/// It ends every other sign-in of the account: whoever knew the old one is out.
#[utoipa::path(
    put, path = "/session/password", tag = "Session", operation_id = "changePassword", request_body = PasswordRequest,
    responses(
        (status = 204, description = "Changed"),
        (status = 403, description = "`forbidden`: not with an embed token; `foreign-origin`"),
    )
)]
async fn password(
    State(app): State<Arc<App>>,
    caller: Caller,
    Peer(peer): Peer,
    Json { value: request, .. }: Json<PasswordRequest>,
) -> Result<Response, ApiError> {
    caller.in_person()?;
    app.limits.password(&caller.agent)?;
    if request.new.chars().count() < MIN_PASSWORD || request.new.len() > accounts::MAX_PASSWORD {
        let detail = format!("Choose a password of at least {MIN_PASSWORD} characters and at most 1,000 bytes.");
        return Err(ApiError::field("new", detail));
    }
    if request.current.len() > accounts::MAX_PASSWORD {
        return Err(ApiError::field("current", "Give at most 1,000 bytes."));
    }
    let agent = caller.agent.clone();
    let account = app.db.read(move |db| db.account(&agent)).await?.ok_or_else(ApiError::unauthorized)?;
    let wrong = || ApiError::field("current", "This is not your password. Check it and try again.");
    if !app.passwords.verify(request.current, Some(account.password.clone())).await? {
        return Err(wrong());
    }
    let hash = app.passwords.hash(request.new).await?;
    let changed = app.db.write(move |tx| {
        let changed = tx.change_password(&account, &hash)?;
        if changed {
            tx.delete_other_sessions(&caller.agent, &caller.token)?;
            audit::note_account(tx, AuditAction::PasswordChanged, &caller.agent, &peer)?;
        }
        Ok::<_, db::Error>(changed)
    });
    // Somebody else changed it just now.
    if !changed.await? {
        return Err(wrong());
    }
    app.db.signals().access_changed();
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
}

/// What a client begins with
///
/// Who is calling, and everything of one space but its conversations, true at log position `seq`.
#[utoipa::path(
    get, path = "/session", tag = "Session", operation_id = "session",
    params(("space" = Option<SpaceId>, Query, description = "Which space; the caller's first one when absent")),
    responses(
        (status = 200, description = "The session", body = Session),
        (status = 403, description = "`forbidden`: the caller has no role in any space; `foreign-origin`"),
        (status = 404, description = "`not-found`: no such space, or not the caller's to enter"),
    )
)]
async fn session(State(app): State<Arc<App>>, caller: Caller, mut params: Params) -> Result<Response, ApiError> {
    let space = params.text("space").map(Into::into);
    params.finish()?;
    let shared = Arc::clone(&app);
    let session = app.db.read(move |db| {
        let App { rules, numbers, .. } = &*shared;
        let counts = |space: &_, viewer: &_, seq| numbers.at_start(db, rules, space, viewer, seq);
        reading::session(db, rules, &caller.agent, space, counts)
    });
    json(&session.await?)
}
