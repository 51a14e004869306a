//! Lists: which conversations a view, tab and filter hold, and the answers that carry them. Membership is one function; the
//! server's SQL must agree with it, and the app applies it to every event. Orders are in `sort`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::conversation::{Conversation, Folder, Priority, Row};
use crate::entry::Entry;
use crate::ids::{AgentId, ChannelId, TabKey, TagId, TeamId};
use crate::sort::Sort;
use crate::workflow::{StatusKind, Workflow};

/// A view of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
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

/// What a list shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListFilter {
    /// The view.
    pub view: View,
    /// The status tab.
    pub tab: TabKey,
    /// Only this team's conversations.
    pub team: Option<TeamId>,
    /// Only those with this tag.
    pub tag: Option<TagId>,
    /// Only those of this channel account.
    pub channel: Option<ChannelId>,
    /// Only those that are this urgent.
    pub priority: Option<Priority>,
    /// Only those that this agent owns, or nobody.
    pub assignee: Option<Assignee>,
    /// Only conversations with unread messages.
    pub unread_only: bool,
    /// The order.
    pub sort: Sort,
}

impl ListFilter {
    /// A tab of a view with nothing narrowed, in the usual order.
    pub fn new(view: View, tab: TabKey) -> Self {
        Self {
            view,
            tab,
            team: None,
            tag: None,
            channel: None,
            priority: None,
            assignee: None,
            unread_only: false,
            sort: Sort::Newest,
        }
    }

    /// Whether a list with this filter holds the conversation, for the agent `me` who has `unread` messages in it.
    pub fn contains(&self, workflow: &Workflow, me: &AgentId, conversation: &Conversation, unread: u64) -> bool {
        let Some(kind) = workflow.kind(&conversation.status) else { return false };
        let Some(tab) = workflow.tab(&self.tab) else { return false };
        self.view.contains(kind, me, conversation)
            && tab.statuses.contains(&conversation.status)
            && self.team.as_ref().is_none_or(|team| conversation.teams.contains(team))
            && self.tag.as_ref().is_none_or(|tag| conversation.tags.contains(tag))
            && self.channel.as_ref().is_none_or(|channel| conversation.channel == *channel)
            && self.priority.is_none_or(|priority| conversation.priority == Some(priority))
            && self.assignee.as_ref().is_none_or(|assignee| assignee.owns(conversation))
            && (!self.unread_only || unread > 0)
    }
}

/// Who is to own the conversations of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assignee {
    /// Nobody.
    Nobody,
    /// This agent, perhaps with others.
    Agent(AgentId),
}

impl Assignee {
    /// Stands for nobody on the wire and in addresses, where an agent's id would be.
    const NOBODY: &str = "none";

    /// The key on the wire and in addresses.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Nobody => Self::NOBODY,
            Self::Agent(agent) => agent.as_str(),
        }
    }

    /// Whom this key means.
    pub fn parse(key: &str) -> Self {
        if key == Self::NOBODY { Self::Nobody } else { Self::Agent(key.into()) }
    }

    fn owns(&self, conversation: &Conversation) -> bool {
        match self {
            Self::Nobody => conversation.assignees.is_empty(),
            Self::Agent(agent) => conversation.assignees.contains(agent),
        }
    }
}

/// A page of a list: `GET /spaces/{space}/conversations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationList {
    /// The conversations, in order.
    pub items: Vec<Row>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many conversations of the list come before the first of these; not told on pages that begin at a `cursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// How many there are in all pages together.
    pub total: u64,
    /// The log position this answer is true at.
    pub seq: u64,
}

/// A page of a timeline, oldest first: `GET /conversations/{id}/timeline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// By view.
    pub views: BTreeMap<View, TabCounts>,
    /// By team (of all that is not spam or trash).
    pub teams: BTreeMap<TeamId, TabCounts>,
}

/// How many conversations a view or team holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TabCounts {
    /// By tab.
    pub tabs: BTreeMap<TabKey, u64>,
    /// How many of all of them have messages the caller has not read.
    pub unread: u64,
}
