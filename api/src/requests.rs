//! What clients ask for: the bodies of writing requests and their answers. Unknown fields are refused.

use serde::{Deserialize, Deserializer, Serialize};

use crate::conversation::{Priority, ReadPosition, Row};
use crate::entry::{Entry, Quote};
use crate::ids::{AgentId, ClientId, ConversationId, EntryId, StatusKey, TagId, TeamId};
use crate::wire;

/// The longest text of a message or note that is accepted at all, in Unicode scalar values; channels may allow less.
pub const MAX_TEXT: usize = 20_000;

/// For how many seconds a message may be held so that it can be taken back.
pub const UNDO_WINDOWS: [u32; 5] = [0, 5, 10, 20, 30];

/// Every write of the API as data, as a client keeps it until the server has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", try_from = "wire::CommandWire")]
pub enum Command {
    /// `POST /conversations/{conversation}/messages`.
    Send {
        /// Where.
        conversation: ConversationId,
        /// What.
        request: SendRequest,
        /// The message it answers, to be shown until the server's copy is here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quote: Option<Box<Quote>>,
    },
    /// `POST /messages/{entry}/undo`.
    Undo {
        /// Where.
        conversation: ConversationId,
        /// Which message.
        entry: EntryId,
    },
    /// `POST /messages/{entry}/retry`.
    Retry {
        /// Where.
        conversation: ConversationId,
        /// Which message.
        entry: EntryId,
    },
    /// `PATCH /conversations/{conversation}`.
    Patch {
        /// Which conversation.
        conversation: ConversationId,
        /// What changes.
        patch: ConversationPatch,
    },
    /// `PUT /conversations/{conversation}/read`.
    Read {
        /// Which conversation.
        conversation: ConversationId,
        /// How far.
        read: ReadPosition,
    },
    /// `PUT /conversations/{conversation}/read`, back.
    MarkUnread {
        /// Which conversation.
        conversation: ConversationId,
        /// How many inbound messages stay read.
        inbound: u64,
    },
}

impl Command {
    /// The conversation it is about.
    pub fn conversation(&self) -> &ConversationId {
        match self {
            Self::Send { conversation, .. }
            | Self::Undo { conversation, .. }
            | Self::Retry { conversation, .. }
            | Self::Patch { conversation, .. }
            | Self::Read { conversation, .. }
            | Self::MarkUnread { conversation, .. } => conversation,
        }
    }
}

/// `POST /login`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// The sign-in address.
    pub email: String,
    /// The password.
    pub password: String,
    /// Answer with a bearer token instead of a cookie, for programs.
    #[serde(default)]
    pub bearer: bool,
}

/// The answer to `POST /login`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoginAnswer {
    /// The bearer token, when one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// The shortest password that can be chosen, in Unicode scalar values.
pub const MIN_PASSWORD: usize = 12;

/// `PUT /session/password`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// The password until now.
    pub current: String,
    /// The password from now on: at least 12 characters, at most 1,000 bytes.
    pub new: String,
}

/// `POST /conversations/{id}/messages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendRequest {
    /// The writer's own id for it; repeating one does it once.
    pub client_id: ClientId,
    /// To the customer, or for colleagues.
    pub kind: SendKind,
    /// The text; not blank.
    pub text: String,
    /// How long it can be taken back, in seconds: 0, 5, 10, 20 or 30; the space's own setting when absent. Notes are
    /// not held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_window_s: Option<u32>,
    /// The message of the same conversation that it answers, on channels that can show that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<EntryId>,
}

/// Who a written entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SendKind {
    /// To the customer.
    Message,
    /// For colleagues only.
    Note,
}

/// The answer to sending and to retrying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendAnswer {
    /// The entry as stored.
    pub entry: Entry,
}

/// The answer to `POST /messages/{id}/undo`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoAnswer {
    /// The entry, now undone.
    pub entry: Entry,
    /// The text it had.
    pub text: String,
}

/// Most agents who own one conversation.
pub const MAX_ASSIGNEES: usize = 20;
/// Most teams that own one conversation.
pub const MAX_TEAMS: usize = 10;
/// Most tags on one conversation.
pub const MAX_TAGS: usize = 30;
/// The longest name of a tag, in Unicode scalar values.
pub const MAX_TAG_NAME: usize = 40;

/// `PATCH /conversations/{id}`. Absent fields stay as they are. Owners and tags are given as what comes and what goes, so
/// that two people who change them at the same time lose nothing; what is there already, or gone, is no error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConversationPatch {
    /// The new status; the workflow must allow the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusKey>,
    /// The new priority; `null` takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub priority: Option<Option<Priority>>,
    /// Agents who become owners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assign: Vec<AgentId>,
    /// Agents who are no longer owners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unassign: Vec<AgentId>,
    /// Teams that become owners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assign_teams: Vec<TeamId>,
    /// Teams that are no longer owners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unassign_teams: Vec<TeamId>,
    /// Tags put on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add_tags: Vec<TagId>,
    /// Names of tags put on that may not exist yet; those that do are found by name, whatever the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub create_tags: Vec<String>,
    /// Tags taken off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove_tags: Vec<TagId>,
}

/// A field that is there, though it may be `null`.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Priority>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The answer to `PATCH /conversations/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PatchAnswer {
    /// The conversation as stored.
    pub row: Row,
}

/// `PUT /conversations/{id}/read`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadRequest {
    /// The position of the last entry read. Smaller than before marks as unread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Instead of a position: how many inbound messages count as read, from the first one on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbound: Option<u64>,
}

/// The answer to `PUT /conversations/{id}/read`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadAnswer {
    /// Which conversation.
    pub id: ConversationId,
    /// The position as stored.
    pub read: ReadPosition,
}
