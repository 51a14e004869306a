//! Writing to somebody first: a new conversation, or the one there is already. What numbers are valid, which sender is
//! taken and what is refused is the server's business (`docs/api/compose.md`).

use serde::{Deserialize, Serialize};

use crate::conversation::Row;
use crate::entry::Entry;
use crate::ids::{ClientId, SenderProfileId, TeamId};

/// The longest phone number that is read, in Unicode scalar values, however it is written.
pub const MAX_PHONE: usize = 40;

/// `POST /spaces/{space}/conversations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ComposeRequest {
    /// The writer's own id for the message; repeating one does it once.
    pub client_id: ClientId,
    /// Whom to write as; it says which channel too.
    pub sender_profile: SenderProfileId,
    /// The team that owns a new conversation. One that is there already keeps its teams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The phone number: with `+` and the country's code, or as people write it in the sender profile's country.
    pub to: String,
    /// The text; not blank.
    pub text: String,
    /// How long it can be taken back, in seconds: 0, 5, 10, 20 or 30; the space's own setting when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_window_s: Option<u32>,
}

/// The answer to `POST /spaces/{space}/conversations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComposeAnswer {
    /// The conversation with the message in it.
    pub row: Row,
    /// The message as stored.
    pub entry: Entry,
    /// Whether the conversation was there before.
    pub reused: bool,
}
