//! The rules: what agents, customers and clocks may do to a conversation and what follows from it. Commands run inside a
//! transaction that `db` opened; there is no SQL and no HTTP here.

pub mod access;
pub mod accounts;
pub mod audit;
pub mod bulk;
pub mod compose;
pub mod contacts;
pub mod delivery;
pub mod edit;
pub mod founding;
mod founding_demo;
pub mod inbound;
pub mod keys;
pub mod members;
pub mod patch;
pub mod read;
pub mod reading;
pub mod release;
pub mod search;
pub mod send;
pub mod senders;
pub mod tags;
pub mod text;
pub mod undo;

use switchboard_api::{Contact, FieldError, Row, StatusKey, Workflow};

use crate::{db, phone};

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
    /// What should be written to is no phone number.
    #[error("{fault}")]
    NotAPhoneNumber {
        /// Where it was given.
        field: &'static str,
        /// Why it is none.
        fault: phone::Fault,
    },
    /// The profile's channel knows no phone numbers.
    #[error("This sender profile cannot write to phone numbers. Choose one for SMS or WhatsApp.")]
    NoPhoneChannel,
    /// No sender of the profile serves the recipient's country (ISO 3166), or numbers of no country.
    #[error("{}", country_not_served(.0.as_deref()))]
    CountryNotServed(Option<String>),
    /// All senders that could be used have sent what they may today.
    #[error(
        "All senders of this profile have reached today's limit. Choose another sender profile, or write after midnight UTC."
    )]
    SenderLimit,
    /// Somebody corrected the same fields of the contact.
    #[error("Somebody changed the contact meanwhile. Look at the current record and decide again.")]
    ContactChanged {
        /// The contact as it is.
        contact: Box<Contact>,
        /// Which fields, and what to do.
        conflicts: Vec<FieldError>,
    },
    /// The phone number is another contact's, who is told of if the caller may see them.
    #[error("{}", contact_exists(.0.is_some()))]
    ContactExists(Option<Box<Contact>>),
    /// The only admin of a space would no longer be one.
    #[error("This is the only admin of the space. Make somebody else an admin first.")]
    LastAdmin,
    /// No secret could be made.
    #[error(transparent)]
    Secret(#[from] accounts::Error),
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

fn country_not_served(country: Option<&str>) -> String {
    let numbers = country.map_or_else(|| "numbers of no country".to_owned(), |country| format!("numbers of {country}"));
    format!("No sender of this profile writes to {numbers}. Choose another sender profile.")
}

fn contact_exists(visible: bool) -> &'static str {
    if visible {
        "There is a contact with this phone number already. Use that one."
    } else {
        "This phone number belongs to a contact of another team. Ask a manager for it."
    }
}
