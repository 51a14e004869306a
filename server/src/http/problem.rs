//! Every error as a problem document (RFC 9457): refusals of the domain, requests that cannot be understood, and failures
//! whose details stay in the log.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use switchboard_api::{Contact, FieldError, Problem, Row};

use crate::db;
use crate::domain::{Refusal, accounts};

/// The media type of problem documents.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error on its way to the client.
#[derive(Debug)]
pub struct ApiError {
    // Boxed, because every fallible function carries the room for it.
    problem: Box<Problem>,
    retry_after_s: Option<u64>,
    row: Option<Box<Row>>,
    contact: Option<Box<Contact>>,
}

#[derive(Serialize)]
struct Document<'p> {
    #[serde(flatten)]
    problem: &'p Problem,
    /// With 412: the record as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'p Row>,
    /// With 409 about a contact: the record as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<&'p Contact>,
}

impl ApiError {
    /// A problem of a kind such as `not-found`, with a sentence about what to do.
    pub fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        let problem = Problem {
            kind: format!("/problems/{kind}"),
            title: title.into(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
        };
        Self { problem: Box::new(problem), retry_after_s: None, row: None, contact: None }
    }

    /// The request is not even well-formed.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "The request cannot be read", detail)
    }

    /// Nobody is signed in.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Not signed in", "Sign in, then send the request again.")
    }

    /// One field, parameter or header cannot be taken.
    pub fn field(field: &str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError { field: field.into(), detail: detail.into() }])
    }

    /// Fields cannot be taken.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = "Correct the named fields and send the request again.";
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some values cannot be taken", detail);
        error.problem.errors = errors;
        error
    }

    /// Too many requests; come back after this many seconds.
    pub fn too_many(retry_after_s: u64, what: &str) -> Self {
        let detail = format!("Too many {what} in a short time. Wait {retry_after_s} seconds, then try again.");
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests", detail);
        Self { retry_after_s: Some(retry_after_s), ..error }
    }

    /// The body is larger than allowed.
    pub fn too_large(limit: usize) -> Self {
        let detail = format!("Send at most {limit} bytes.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large", detail)
    }

    /// The problem alone, to be told inside another answer.
    pub fn into_problem(self) -> Problem {
        *self.problem
    }

    /// A kind of 422 that concerns one field.
    fn unfit(kind: &str, title: &str, field: &str, detail: String) -> Self {
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind, title, detail.clone());
        error.problem.errors = vec![FieldError { field: field.into(), detail }];
        error
    }

    /// Something failed that the client can do nothing about. What it was is in the log.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        let detail = "The server could not do this. Try again; if it keeps happening, ask whoever runs the server to look into its log.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "The server failed", detail)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let document = Document { problem: &self.problem, row: self.row.as_deref(), contact: self.contact.as_deref() };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        let conflict = |kind, title| Self::new(StatusCode::CONFLICT, kind, title, detail.clone());
        match refusal {
            Refusal::NotFound(_) => Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail),
            Refusal::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail),
            Refusal::Invalid(errors) => Self::invalid(errors),
            Refusal::TooLate => conflict("too-late", "Too late to undo"),
            Refusal::AlreadyUndone => conflict("already-undone", "Already taken back"),
            Refusal::NotUndoable => conflict("not-undoable", "Cannot be taken back"),
            Refusal::NotFailed => conflict("not-failed", "Not a failed message"),
            Refusal::ForbiddenTransition { .. } => {
                conflict("forbidden-transition", "This change of status is not allowed")
            }
            Refusal::Stale(row) => {
                let error = Self::new(StatusCode::PRECONDITION_FAILED, "stale", "The conversation has changed", detail);
                Self { row: Some(row), ..error }
            }
            Refusal::KeyReused => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", "The key is in use", detail)
            }
            Refusal::ClientIdReused => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "client-id-reused", "The client id is in use", detail)
            }
            Refusal::NotAPhoneNumber { field, .. } => {
                Self::unfit("not-a-phone-number", "Not a phone number", field, detail)
            }
            Refusal::NoPhoneChannel => {
                Self::unfit("no-phone-channel", "Not a channel for phone numbers", "sender_profile", detail)
            }
            Refusal::CountryNotServed(_) => Self::unfit("country-not-served", "Country not served", "to", detail),
            Refusal::SenderLimit => conflict("sender-limit-reached", "Today's limit is reached"),
            Refusal::ContactChanged { contact, conflicts } => {
                let mut error = conflict("contact-changed", "The contact has changed");
                error.problem.errors = conflicts;
                Self { contact: Some(contact), ..error }
            }
            Refusal::LastAdmin => conflict("last-admin", "The last admin stays"),
            Refusal::ContactExists(contact) => {
                Self { contact, ..conflict("contact-exists", "The contact is known already") }
            }
            Refusal::Secret(error) => error.into(),
            Refusal::Storage(error) => error.into(),
            Refusal::Encoding(error) => Self::internal(&error),
        }
    }
}

impl From<db::Error> for ApiError {
    fn from(error: db::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<accounts::Error> for ApiError {
    fn from(error: accounts::Error) -> Self {
        Self::internal(&error)
    }
}
