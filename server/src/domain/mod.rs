//! The rules: what agents, customers and clocks may do to a conversation and what follows from it. Commands run inside a
//! transaction that `db` opened; there is no SQL and no HTTP here.

pub mod access;
pub mod accounts;
pub mod delivery;
pub mod edit;
pub mod founding;
mod founding_demo;
pub mod inbound;
pub mod patch;
pub mod read;
pub mod reading;
pub mod release;
pub mod search;
pub mod send;
pub mod tags;
pub mod text;
pub mod undo;

use switchboard_api::{FieldError, Row, StatusKey, Workflow};

use crate::db;

/// What every rule may need to know beside the data.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Statuses, transitions and tabs.
    pub workflow: Workflow,
    /// Milliseconds in a second of the undo window; tests shorten it.
    pub undo_second_ms: i64,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It does not exist, or the caller may not know that it does.
    #[error("There is no such {0}, or it is not yours to see.")]
    NotFound(&'static str),
    /// The caller may see it but not do this.
    #[error("{0}")]
    Forbidden(&'static str),
    /// Fields with values that cannot be taken.
    #[error("Correct the named fields and send the request again.")]
    Invalid(Vec<FieldError>),
    /// The undo window is over.
    #[error("The message has already been sent.")]
    TooLate,
    /// The message was taken back before.
    #[error("The message has already been taken back.")]
    AlreadyUndone,
    /// Not something that can be taken back.
    #[error("Only a message to a customer can be taken back.")]
    NotUndoable,
    /// Only what failed can be sent again.
    #[error("Only a failed message can be sent again.")]
    NotFailed,
    /// The workflow does not allow the change of status.
    #[error("{}", forbidden_transition(.from, .allowed))]
    ForbiddenTransition {
        /// Where the conversation stands.
        from: StatusKey,
        /// Where it may go.
        allowed: Vec<StatusKey>,
    },
    /// The record has changed since the caller saw it.
    #[error("Somebody changed the conversation meanwhile. Look at the current record and decide again.")]
    Stale(Box<Row>),
    /// The idempotency key was used for another request.
    #[error("This Idempotency-Key was used for a different request. Use a new key for new work.")]
    KeyReused,
    /// The client id was used for another text.
    #[error("This client_id was used for a different message. Use a new one for new work.")]
    ClientIdReused,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] db::Error),
    /// A stored answer could not be written as JSON.
    #[error("an answer could not be encoded: {0}")]
    Encoding(#[from] serde_json::Error),
}

impl Refusal {
    /// One field with a value that cannot be taken.
    pub fn field(field: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), detail: detail.into() }])
    }
}

fn forbidden_transition(from: &StatusKey, allowed: &[StatusKey]) -> String {
    let allowed = allowed.iter().map(StatusKey::as_str).collect::<Vec<_>>().join(", ");
    format!("A conversation that is {from} can only become: {allowed}.")
}
