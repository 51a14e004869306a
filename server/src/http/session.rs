//! Signing in and out, and the session that the app starts with.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use switchboard_api::requests::{LoginAnswer, LoginRequest};

use super::body::{Json, Params};
use super::caller::{Caller, Peer, same_site, set_cookies};
use super::once::json;
use super::problem::ApiError;
use crate::app::App;
use crate::db;
use crate::domain::accounts::{self, SESSION_MS};
use crate::domain::reading;

/// The routes of this resource.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/login", post(login)).route("/logout", post(logout)).route("/session", get(session))
}

async fn login(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    headers: HeaderMap,
    Json { value: request, .. }: Json<LoginRequest>,
) -> Result<Response, ApiError> {
    same_site(&headers, &app.config)?;
    let email = request.email.trim().to_lowercase();
    app.limits.login(peer, email.clone())?;
    if request.password.len() > accounts::MAX_PASSWORD {
        return Err(ApiError::field("password", "Give at most 1,000 bytes."));
    }
    let account = app.db.read(move |db| db.account_by_email(&email)).await?;
    let stored = account.as_ref().map(|account| account.password.clone());
    let fits = app.passwords.verify(request.password, stored).await?;
    // One answer for both, so that nobody learns who has an account.
    let account = account.filter(|_| fits).ok_or_else(|| {
        let detail = "The address or the password is wrong. Check both and try again.";
        ApiError::new(StatusCode::UNAUTHORIZED, "wrong-credentials", "Sign-in failed", detail)
    })?;
    let token = accounts::token()?;
    let fingerprint = accounts::fingerprint(&token);
    app.db
        .write(move |tx| {
            let until = tx.now().plus(SESSION_MS);
            tx.insert_session(&fingerprint, &account.agent, until)
        })
        .await?;
    if request.bearer {
        return json(&LoginAnswer { token: Some(token) });
    }
    let cookies = set_cookies(&headers, &app.config, &token, SESSION_MS / 1_000);
    with_cookies(json(&LoginAnswer { token: None })?, &cookies)
}

async fn logout(State(app): State<Arc<App>>, caller: Caller, headers: HeaderMap) -> Result<Response, ApiError> {
    app.db
        .write(move |tx| {
            tx.delete_session(&caller.token)?;
            Ok::<_, db::Error>(())
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

async fn session(State(app): State<Arc<App>>, caller: Caller, mut params: Params) -> Result<Response, ApiError> {
    let space = params.text("space").map(Into::into);
    params.finish()?;
    let rules = Arc::clone(&app.rules);
    let session = app.db.read(move |db| reading::session(db, &rules, &caller.agent, space)).await?;
    json(&session)
}
