//! Doing a write once: the answer to an `Idempotency-Key` is stored in the transaction of the write, and a repetition
//! gets the same bytes.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::body::header_text;
use super::caller::Caller;
use super::problem::ApiError;
use crate::app::App;
use crate::db::Tx;
use crate::db::idempotency::Given;
use crate::domain::{Refusal, Rules};

static KEY: HeaderName = HeaderName::from_static("idempotency-key");
const KEY_LENGTH: usize = 200;

/// A write as it was asked for.
pub struct Asked {
    key: Option<String>,
    hash: Vec<u8>,
}

impl Asked {
    /// Notes the key, and what makes two requests the same: the action, its target and the body.
    pub fn new(headers: &HeaderMap, action: &str, target: &str, body: &Bytes) -> Result<Self, ApiError> {
        let key = header_text(headers, &KEY)?;
        if key.as_ref().is_some_and(|key| key.is_empty() || key.len() > KEY_LENGTH) {
            return Err(ApiError::field(KEY.as_str(), "Give a key of 1 to 200 characters; a UUID is best."));
        }
        let mut hash = Sha256::new();
        for part in [action.as_bytes(), target.as_bytes(), body] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        Ok(Self { key, hash: hash.finalize().to_vec() })
    }

    /// The part of the write that is about `id`, under a key that no header can spell.
    pub fn part(&self, id: &str) -> Self {
        Self { key: self.key.as_ref().map(|key| format!("{key}\n{id}")), hash: self.hash.clone() }
    }
}

/// Runs the command in one transaction, unless its key has been answered before. Of two with the same key at the same
/// time the second waits for the writer and then finds the answer.
pub async fn once<T, F>(app: &App, caller: &Caller, asked: Asked, command: F) -> Result<Response, ApiError>
where
    T: Serialize,
    F: FnOnce(&mut Tx<'_>, &Rules) -> Result<T, Refusal> + Send + 'static,
{
    let (status, body) = answer_once(app, caller, asked, command).await?;
    Ok(answer(status, body))
}

/// The same, for a write that is part of a larger one: the status and the bytes of its answer.
pub async fn answer_once<T, F>(
    app: &App,
    caller: &Caller,
    asked: Asked,
    command: F,
) -> Result<(StatusCode, Vec<u8>), ApiError>
where
    T: Serialize,
    F: FnOnce(&mut Tx<'_>, &Rules) -> Result<T, Refusal> + Send + 'static,
{
    let (rules, agent) = (Arc::clone(&app.rules), caller.agent.clone());
    let (status, body) = app
        .db
        .write(move |tx| {
            if let Some(key) = &asked.key
                && let Some(given) = tx.given(&agent, key)?
            {
                return if given.request == asked.hash {
                    Ok((given.status, given.body))
                } else {
                    Err(Refusal::KeyReused)
                };
            }
            let body = serde_json::to_vec(&command(tx, &rules)?)?;
            let status = StatusCode::OK.as_u16();
            if let Some(key) = &asked.key {
                tx.remember(&agent, key, &Given { request: asked.hash, status, body: body.clone() })?;
            }
            Ok((status, body))
        })
        .await?;
    Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::OK), body))
}

/// A JSON answer that no cache keeps.
pub fn json<T: Serialize>(value: &T) -> Result<Response, ApiError> {
    let body = serde_json::to_vec(value).map_err(|error| ApiError::internal(&error))?;
    Ok(answer(StatusCode::OK, body))
}

fn answer(status: StatusCode, body: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}
