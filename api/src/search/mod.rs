//! Search: the answer to `GET /spaces/{space}/search`, and in `query` the language of its `q`. What is found is decided by
//! the server; nothing here looks anything up.

pub mod query;

use serde::{Deserialize, Serialize};

use crate::conversation::{PreviewKind, Row};
use crate::ids::{AgentId, EntryId};
use crate::time::Timestamp;

/// The longest `q`, in Unicode scalar values.
pub const MAX_QUERY: usize = 200;
/// The most hits of each group that one page may have.
pub const MAX_HITS: u32 = 50;
/// How many hits of each group a page has when the client does not say.
pub const USUAL_HITS: u32 = 20;

/// A page of what was found: `GET /spaces/{space}/search`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchPage {
    /// Conversations whose contact was found by name or address, the most recently active first. Only on the first page.
    pub contacts: Vec<ContactHit>,
    /// Messages and notes found by their text, the newest first.
    pub messages: Vec<MessageHit>,
    /// Where the next page of messages begins; absent on the last. A page before the last may hold fewer messages than
    /// asked for, even none, when filters left few of very many candidates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The log position this answer is true at.
    pub seq: u64,
}

/// A conversation whose contact was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactHit {
    /// The conversation and the caller's read position.
    pub row: Row,
    /// What `text` is.
    pub field: ContactField,
    /// The contact's name or address, as it is stored.
    pub text: String,
    /// What was found in `text`, from left to right; empty when only filters were given.
    pub matches: Vec<Match>,
}

/// By what a contact was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContactField {
    /// Their name.
    Name,
    /// Their phone number, email address or handle.
    Address,
}

/// A message or note that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageHit {
    /// Its conversation and the caller's read position.
    pub row: Row,
    /// Which entry of the timeline.
    pub entry: EntryId,
    /// Its position there: `GET /conversations/{id}/timeline?around=` shows it in place.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What it is.
    pub kind: PreviewKind,
    /// The agent who wrote it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<AgentId>,
    /// The part of the text around the first match, on one line; plain text, with `…` where something was left out.
    pub snippet: String,
    /// What was found in `snippet`, from left to right.
    pub matches: Vec<Match>,
}

/// Where something was found, in Unicode scalar values of the text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// Of the first one.
    pub start: u32,
    /// How many.
    pub length: u32,
}
