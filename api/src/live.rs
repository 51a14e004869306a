//! The WebSocket and its polling twin: frames, events and what an event changes. The order of a connection is hello,
//! replay, ready, then events as they happen; the rules of a gap are in `docs/api/live.md`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::conversation::{Conversation, ReadPosition};
use crate::entry::Entry;
use crate::ids::{AgentId, ConversationId, SpaceId};
use crate::list::Counts;
use crate::session::Tag;
use crate::time::Timestamp;
use crate::wire;

/// The caller did not say hello in time, is not signed in, or no longer, or has other rights now.
pub const CLOSE_UNAUTHORIZED: u16 = 4001;
/// The caller may not see this space.
pub const CLOSE_FORBIDDEN: u16 = 4003;
/// The caller reads too slowly; it may come back and resume.
pub const CLOSE_TOO_SLOW: u16 = 4008;
/// The client broke the protocol or was silent for too long; no detail is given.
pub const CLOSE_POLICY: u16 = 1008;
/// Milliseconds between two pings of the server.
pub const PING_INTERVAL_MS: i64 = 15_000;
/// Milliseconds after which somebody who said that they write does so no longer, unless they said it again.
pub const WRITING_MS: i64 = 6_000;

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// The first frame, within five seconds.
    Hello {
        /// A bearer token, where no cookie says who is calling.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
        /// The space to listen to.
        space: SpaceId,
        /// The last event the client knows.
        after: u64,
    },
    /// The answer to a ping.
    // With braces, as serde refuses unknown fields of structs only.
    Pong {},
    /// The caller looks at a conversation, or at none any more.
    Viewing {
        /// Which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation: Option<ConversationId>,
    },
    /// The caller writes, or no longer does. Said again every few seconds while it is so.
    Typing {
        /// Where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation: Option<ConversationId>,
        /// A note for colleagues instead of a message to the customer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        note: bool,
    },
}

/// What somebody does at a conversation; the greater hides the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// They look at it.
    Viewing,
    /// They write a note for colleagues.
    Noting,
    /// They write to the customer.
    Replying,
}

/// Somebody who is at a conversation now, in however many windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Present {
    /// Who.
    pub agent: AgentId,
    /// What they do.
    pub doing: Doing,
}

/// What the server sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "t", rename_all = "snake_case", try_from = "wire::ServerFrameWire")]
pub enum ServerFrame {
    /// All that was missed has been replayed.
    Ready {
        /// The log position reached.
        seq: u64,
    },
    /// The log no longer reaches back that far, or has not come that far yet: start again from a snapshot.
    Reset,
    /// Something changed.
    Event(LiveEvent),
    /// New numbers, at most two a second.
    Counts {
        /// All of them.
        counts: Counts,
    },
    /// Still there; silence for longer than two of these means a dead connection.
    Ping {
        /// The server's clock.
        now: Timestamp,
    },
    /// Who else is at a conversation now. Nobody is at those that were not told of on this connection.
    Presence {
        /// Which.
        conversation: ConversationId,
        /// All of them.
        agents: Vec<Present>,
    },
}

/// One event of a space's log, as one caller may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveEvent {
    /// Its number.
    pub seq: u64,
    /// The number of the event before it that this caller was sent. When that is newer than what the caller knows,
    /// something is missing.
    pub prev: u64,
    /// When it happened.
    pub at: Timestamp,
    /// The agent who did it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<AgentId>,
    /// What changed.
    pub change: Change,
}

/// What an event changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "wire::ChangeWire")]
pub enum Change {
    /// A conversation, and the timeline entries that were added or changed with it.
    ConversationChanged {
        /// The whole record.
        conversation: Arc<Conversation>,
        /// The whole entries; empty when the timeline did not change.
        #[serde(default)]
        entries: Vec<Entry>,
        /// How far the caller has read it.
        read: ReadPosition,
    },
    /// The caller may no longer see a conversation.
    ConversationHidden {
        /// Which.
        id: ConversationId,
    },
    /// The caller has read a conversation further, or marked it unread (perhaps in another window).
    ReadMoved {
        /// Which conversation.
        id: ConversationId,
        /// The new position.
        read: ReadPosition,
    },
    /// The space's tags are others now.
    TagsChanged {
        /// All of them.
        tags: Vec<Tag>,
    },
    /// What is known of a contact is something else now.
    ContactChanged {
        /// The whole record.
        contact: Box<Contact>,
    },
}

/// The polling twin: `GET /spaces/{space}/events?after=SEQ`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsPage {
    /// The log no longer reaches back that far, or has not come that far yet; `events` is empty.
    pub reset: bool,
    /// The events, in order; at most 500.
    pub events: Vec<LiveEvent>,
    /// The log position reached: ask after this one next.
    pub seq: u64,
    /// Whether there are more events already.
    pub more: bool,
    /// The numbers at `seq`; only when `more` is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// The server's clock.
    pub now: Timestamp,
}
