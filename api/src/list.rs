//! Lists: which conversations a view, tab and filter hold, their order, and the answers that carry them. View membership
//! is one function; the server's SQL must agree with it, and the app applies it to every event.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::conversation::{Conversation, Folder, Row};
use crate::entry::Entry;
use crate::ids::{AgentId, ConversationId, TabKey, TeamId};
use crate::time::Timestamp;
use crate::workflow::{StatusKind, Workflow};

/// A view of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Not answered and not assigned.
    Inbox,
    /// The caller is an assignee.
    Assigned,
    /// Everything that is not spam or trash.
    All,
    /// Being worked on.
    Open,
    /// A bot answers.
    Automated,
    /// A note names the caller.
    Mentions,
    /// The caller follows.
    Following,
    /// Hidden until a time.
    Snoozed,
    /// Handled.
    Closed,
    /// Unwanted.
    Spam,
    /// Thrown away.
    Trash,
}

impl View {
    /// Every view, in the order of the rail.
    pub const ALL: [View; 11] = [
        Self::Inbox,
        Self::Assigned,
        Self::All,
        Self::Open,
        Self::Automated,
        Self::Mentions,
        Self::Following,
        Self::Snoozed,
        Self::Closed,
        Self::Spam,
        Self::Trash,
    ];

    /// The key on the wire and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Assigned => "assigned",
            Self::All => "all",
            Self::Open => "open",
            Self::Automated => "automated",
            Self::Mentions => "mentions",
            Self::Following => "following",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
            Self::Spam => "spam",
            Self::Trash => "trash",
        }
    }

    /// The view with this key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == key)
    }

    /// Whether the conversation belongs here, whatever its tab.
    pub fn contains(self, kind: StatusKind, me: &AgentId, conversation: &Conversation) -> bool {
        let folder = match self {
            Self::Spam => Folder::Spam,
            Self::Trash => Folder::Trash,
            _ => Folder::Inbox,
        };
        conversation.folder == folder
            && match self {
                Self::Inbox => {
                    conversation.waiting_since.is_some()
                        && conversation.assignees.is_empty()
                        && !conversation.automated
                        && !matches!(kind, StatusKind::Done | StatusKind::Snoozed)
                }
                Self::Assigned => conversation.assignees.contains(me),
                Self::All | Self::Spam | Self::Trash => true,
                Self::Open => kind == StatusKind::Active,
                Self::Automated => conversation.automated,
                Self::Mentions => conversation.mentioned.contains(me),
                Self::Following => conversation.followers.contains(me),
                Self::Snoozed => kind == StatusKind::Snoozed,
                Self::Closed => kind == StatusKind::Done,
            }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for View {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::parse(&key).ok_or_else(|| D::Error::custom("unknown view"))
    }
}

/// What a list shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListFilter {
    /// The view.
    pub view: View,
    /// Only this team's conversations.
    pub team: Option<TeamId>,
    /// The status tab.
    pub tab: TabKey,
    /// Only conversations with unread messages.
    pub unread_only: bool,
}

impl ListFilter {
    /// Whether a list with this filter holds the conversation, for the agent `me` who has `unread` messages in it.
    pub fn contains(&self, workflow: &Workflow, me: &AgentId, conversation: &Conversation, unread: u64) -> bool {
        let Some(kind) = workflow.kind(&conversation.status) else { return false };
        let Some(tab) = workflow.tab(&self.tab) else { return false };
        self.view.contains(kind, me, conversation)
            && tab.statuses.contains(&conversation.status)
            && self.team.as_ref().is_none_or(|team| conversation.teams.contains(team))
            && (!self.unread_only || unread > 0)
    }
}

/// Where a conversation stands in a list: newest activity first, then by id so that the order is total.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Reverse<Timestamp>, Reverse<ConversationId>);

impl SortKey {
    /// The conversation's place.
    pub fn of(conversation: &Conversation) -> Self {
        Self(Reverse(conversation.active_at), Reverse(conversation.id.clone()))
    }

    /// The conversation this is the place of.
    pub fn id(&self) -> &ConversationId {
        &self.1.0
    }
}

/// A page of a list: `GET /spaces/{space}/conversations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationList {
    /// The conversations, in order.
    pub items: Vec<Row>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
    /// How many there are in all pages together.
    pub total: u64,
    /// The log position this answer is true at.
    pub seq: u64,
}

/// A page of a timeline, oldest first: `GET /conversations/{id}/timeline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// The conversation and the caller's read position.
    pub row: Row,
    /// The entries, by position, without holes (undone ones included).
    pub entries: Vec<Entry>,
    /// The log position this answer is true at.
    pub seq: u64,
}

/// How many conversations there are, by view and by team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// By view.
    pub views: BTreeMap<View, TabCounts>,
    /// By team (of all that is not spam or trash).
    pub teams: BTreeMap<TeamId, TabCounts>,
}

/// How many conversations a view or team holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabCounts {
    /// By tab.
    pub tabs: BTreeMap<TabKey, u64>,
    /// How many of all of them have messages the caller has not read.
    pub unread: u64,
}
