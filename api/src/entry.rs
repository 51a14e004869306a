//! The timeline: messages, notes and events in one order per conversation, and the states a message goes through.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::conversation::Priority;
use crate::ids::{AgentId, ClientId, ConversationId, EntryId, StatusKey, TagId, TeamId};
use crate::time::Timestamp;
use crate::wire;

/// One entry of a conversation's timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// Grows with every change of this record.
    pub version: u64,
    /// Its place in the conversation: 1, 2, 3 … without holes.
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: Author,
    /// The message it answers, where its writer chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Box<Quote>>,
    /// What it says.
    pub body: EntryBody,
}

/// A message that another one answers: enough of it to be shown beside the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Its id.
    pub entry: EntryId,
    /// Its place in the conversation.
    pub position: u64,
    /// Who wrote it.
    pub author: Author,
    /// The beginning of what it says: at most 160 Unicode scalar values.
    pub text: Arc<str>,
}

impl Quote {
    /// How much of a message is quoted, in Unicode scalar values.
    pub const CHARS: usize = 160;
}

impl Entry {
    /// The id its writer gave it, when an agent wrote it.
    pub fn client_id(&self) -> Option<&ClientId> {
        match &self.body {
            EntryBody::Outbound { client_id, .. } | EntryBody::Note { client_id, .. } => client_id.as_ref(),
            EntryBody::Inbound { .. } | EntryBody::Event { .. } => None,
        }
    }

    /// It as a quote; `None` when it may not be answered: it is no message between customer and agents, or it has not left.
    pub fn quote(&self) -> Option<Quote> {
        use Delivery::{Delivered, Queued, Read, Sent};
        let text = match &self.body {
            EntryBody::Inbound { text } => text,
            EntryBody::Outbound { text, delivery: Queued | Sent | Delivered | Read, .. } => text,
            EntryBody::Outbound { .. } | EntryBody::Note { .. } | EntryBody::Event { .. } => return None,
        };
        let text = text.chars().take(Quote::CHARS).collect::<String>().into();
        Some(Quote { entry: self.id.clone(), position: self.position, author: self.author.clone(), text })
    }

    /// Whether it was taken back; such an entry keeps its position but is not shown.
    pub fn is_undone(&self) -> bool {
        matches!(self.body, EntryBody::Outbound { delivery: Delivery::Undone, .. })
    }
}

/// Who wrote an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case", try_from = "wire::AuthorWire")]
pub enum Author {
    /// The customer.
    Contact,
    /// An agent.
    Agent {
        /// Which one.
        id: AgentId,
    },
    /// A rule of the inbox.
    System,
}

impl Author {
    /// The agent's id, when an agent wrote it.
    pub fn agent(&self) -> Option<&AgentId> {
        match self {
            Self::Agent { id } => Some(id),
            Self::Contact | Self::System => None,
        }
    }
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "wire::EntryBodyWire")]
pub enum EntryBody {
    /// From the customer.
    Inbound {
        /// The text as it came.
        text: Arc<str>,
    },
    /// To the customer.
    Outbound {
        /// The text as written; empty once undone.
        text: Arc<str>,
        /// The id its writer gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
        /// How far it has come.
        delivery: Delivery,
    },
    /// For colleagues only.
    Note {
        /// The text as written.
        text: Arc<str>,
        /// The id its writer gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
        /// Agents it names.
        #[serde(default)]
        mentions: Vec<AgentId>,
    },
    /// Something happened to the conversation.
    Event {
        /// What.
        event: TimelineEvent,
    },
}

/// How far a message to the customer has come. It only moves forward, and past `Queued` only by what the channel
/// reported; a failed one goes back to `Queued` when an agent asks for a retry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case", try_from = "wire::DeliveryWire")]
pub enum Delivery {
    /// Inside the undo window: the server keeps it until then.
    Held {
        /// When the server lets it go.
        until: Timestamp,
    },
    /// On its way to the provider.
    Queued,
    /// The provider took it.
    Sent,
    /// It reached the customer's device.
    Delivered,
    /// The customer saw it.
    Read,
    /// It will not arrive.
    Failed {
        /// A short code for programs, such as `unreachable`.
        code: String,
        /// A sentence for people.
        reason: String,
    },
    /// Taken back inside the undo window.
    Undone,
}

impl Delivery {
    /// The key on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed { .. } => "failed",
            Self::Undone => "undone",
        }
    }

    /// Whether a report of `next` may replace this state. Late, repeated and reordered reports answer `false`.
    pub fn may_become(&self, next: &Delivery) -> bool {
        match self {
            Self::Held { .. } => matches!(next, Self::Queued | Self::Undone),
            Self::Queued => matches!(next, Self::Sent | Self::Delivered | Self::Read | Self::Failed { .. }),
            Self::Sent => matches!(next, Self::Delivered | Self::Read | Self::Failed { .. }),
            Self::Delivered => matches!(next, Self::Read),
            Self::Failed { .. } => matches!(next, Self::Queued),
            Self::Read | Self::Undone => false,
        }
    }
}

/// Something that happened to a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case", try_from = "wire::TimelineEventWire")]
pub enum TimelineEvent {
    /// The status changed.
    StatusChanged {
        /// Before.
        from: StatusKey,
        /// After.
        to: StatusKey,
    },
    /// An agent became an owner.
    AgentAssigned {
        /// Who.
        agent: AgentId,
    },
    /// An agent is no longer an owner.
    AgentUnassigned {
        /// Who.
        agent: AgentId,
    },
    /// A team became an owner.
    TeamAssigned {
        /// Which.
        team: TeamId,
    },
    /// A team is no longer an owner.
    TeamUnassigned {
        /// Which.
        team: TeamId,
    },
    /// A tag was put on.
    TagAdded {
        /// Which.
        tag: TagId,
    },
    /// A tag was taken off.
    TagRemoved {
        /// Which.
        tag: TagId,
    },
    /// The priority changed.
    PriorityChanged {
        /// Before.
        #[cfg_attr(feature = "openapi", schema(required))]
        from: Option<Priority>,
        /// After.
        #[cfg_attr(feature = "openapi", schema(required))]
        to: Option<Priority>,
    },
}
