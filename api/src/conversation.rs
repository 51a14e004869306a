//! The conversation record and what it embeds. It is the same for everybody; what differs per agent (the read position)
//! travels beside it, so that unread counts can be derived from every event without asking again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::channel::ChannelKind;
use crate::ids::{
    AgentId, ChannelId, ContactId, ConversationId, InboxId, SenderProfileId, SpaceId, StatusKey, TagId, TeamId,
};
use crate::time::Timestamp;

/// A thread with one contact on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Grows with every change of this record.
    pub version: u64,
    /// The space it lives in.
    pub space: SpaceId,
    /// The inbox it arrived in.
    pub inbox: InboxId,
    /// The channel account it runs over.
    pub channel: ChannelId,
    /// That account's kind.
    pub channel_kind: ChannelKind,
    /// The alias replies are sent as, where the channel has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_profile: Option<SenderProfileId>,
    /// The customer.
    pub contact: ContactSummary,
    /// Where it stands; one of the workflow's statuses.
    pub status: StatusKey,
    /// How urgent it is, when somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Inbox, spam or trash; apart from the status.
    #[serde(default)]
    pub folder: Folder,
    /// The agents who own it.
    #[serde(default)]
    pub assignees: Vec<AgentId>,
    /// The teams who own it.
    #[serde(default)]
    pub teams: Vec<TeamId>,
    /// Agents who want to hear of it.
    #[serde(default)]
    pub followers: Vec<AgentId>,
    /// Agents named in one of its notes.
    #[serde(default)]
    pub mentioned: Vec<AgentId>,
    /// Its tags.
    #[serde(default)]
    pub tags: Vec<TagId>,
    /// Whether a bot is answering it.
    #[serde(default)]
    pub automated: bool,
    /// The newest message or note, for the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Preview>,
    /// When it began.
    pub created_at: Timestamp,
    /// When the newest message or note was written; lists sort by it.
    pub active_at: Timestamp,
    /// Since when the customer waits for an answer; absent once answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Timestamp>,
    /// When a snoozed conversation comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
    /// The position of its newest timeline entry; 0 when it has none.
    pub position: u64,
    /// How many inbound messages it has ever had.
    pub inbound: u64,
}

impl Conversation {
    /// How many inbound messages lie after what the agent has read.
    pub fn unread(&self, read: ReadPosition) -> u64 {
        self.inbound.saturating_sub(read.inbound)
    }

    /// The contact's name, or the address when nobody has named them.
    pub fn title(&self) -> &str {
        self.contact.name.as_deref().unwrap_or(&self.contact.address)
    }
}

/// A conversation beside the caller's own read position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// The record.
    pub conversation: Arc<Conversation>,
    /// How far the caller has read it.
    pub read: ReadPosition,
}

/// The customer, as far as list and header need them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactSummary {
    /// Their id.
    pub id: ContactId,
    /// Their name, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
    /// Phone number, email address or handle on this conversation's channel.
    pub address: Arc<str>,
    /// Where they work, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<Arc<str>>,
}

/// The newest message or note in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Who wrote to whom.
    pub kind: PreviewKind,
    /// The first characters of the text, on one line, at most 160.
    pub text: Arc<str>,
    /// The agent who wrote it, unless the contact did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<AgentId>,
}

/// What kind of entry a preview shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PreviewKind {
    /// From the customer.
    Inbound,
    /// To the customer.
    Outbound,
    /// An internal note.
    Note,
}

/// How far an agent has read a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadPosition {
    /// The position of the last entry read.
    pub position: u64,
    /// How many inbound messages there are up to it.
    pub inbound: u64,
}

/// How urgent a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// When there is time.
    Low,
    /// Normal.
    Medium,
    /// Soon.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// The key on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority with this key.
    pub fn parse(key: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High, Self::Urgent].into_iter().find(|priority| priority.as_str() == key)
    }
}

/// Where a conversation is kept, apart from its status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Folder {
    /// The normal place.
    #[default]
    Inbox,
    /// Unwanted mail.
    Spam,
    /// Thrown away.
    Trash,
}

impl Folder {
    /// The key on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Spam => "spam",
            Self::Trash => "trash",
        }
    }

    /// The folder with this key.
    pub fn parse(key: &str) -> Option<Self> {
        [Self::Inbox, Self::Spam, Self::Trash].into_iter().find(|folder| folder.as_str() == key)
    }
}
