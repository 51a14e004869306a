//! What the app learns when it starts: who is asking, and the directory of the current space.

use serde::{Deserialize, Serialize};

use crate::channel::{Channel, SenderProfile};
use crate::ids::{AgentId, InboxId, SpaceId, TagId, TeamId};
use crate::list::{Counts, View};
use crate::time::Timestamp;
use crate::visibility::Viewer;
use crate::workflow::Workflow;

/// The answer to `GET /session`: everything but the conversations, true at log position `seq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The caller.
    pub me: Me,
    /// The spaces the caller may enter.
    pub spaces: Vec<Space>,
    /// The space this answer is about.
    pub space: SpaceId,
    /// The server's clock at the time of answering.
    pub now: Timestamp,
    /// Statuses, transitions and tabs.
    pub workflow: Workflow,
    /// The views of the rail, in their order.
    pub views: Vec<View>,
    /// Inboxes.
    pub inboxes: Vec<Inbox>,
    /// Channel accounts.
    pub channels: Vec<Channel>,
    /// Aliases to write as.
    pub sender_profiles: Vec<SenderProfile>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Everybody who works or worked here, with whatever role, or none.
    pub agents: Vec<Agent>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// How many conversations each view, team and tab holds.
    pub counts: Counts,
    /// Preferences of the space.
    pub settings: Settings,
    /// What this server can do.
    pub capabilities: Capabilities,
    /// The log position this answer is true at.
    pub seq: u64,
}

impl Session {
    /// The caller as the visibility rule wants them.
    pub fn viewer(&self) -> Viewer {
        Viewer { agent: self.me.id.clone(), role: self.me.role, teams: self.me.teams.clone() }
    }
}

/// The caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Who.
    pub id: AgentId,
    /// Their name.
    pub name: String,
    /// Their sign-in address.
    pub email: String,
    /// What they may do in the current space.
    pub role: Role,
    /// Their teams in the current space.
    pub teams: Vec<TeamId>,
}

/// What a person may do in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// All conversations.
    Manager,
    /// What belongs to one of their teams or to no team, and what names them as assignee, follower or mentioned.
    Agent,
    /// Nothing.
    None,
}

impl Role {
    /// The key on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Manager => "manager",
            Self::Agent => "agent",
            Self::None => "none",
        }
    }

    /// The role with this key; an unknown one may do nothing.
    pub fn parse(key: &str) -> Self {
        [Self::Admin, Self::Manager, Self::Agent].into_iter().find(|role| role.as_str() == key).unwrap_or(Self::None)
    }
}

/// A space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// Its name.
    pub name: String,
}

/// An inbox: queue and policy container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// Its id.
    pub id: InboxId,
    /// Its name.
    pub name: String,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agent {
    /// Their id.
    pub id: AgentId,
    /// Their name.
    pub name: String,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// One of the palette's names: gray, red, orange, yellow, green, teal, blue, purple, pink.
    pub color: String,
}

/// Preferences of the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// How long a message can be taken back, in seconds: 0, 5, 10, 20 or 30.
    pub undo_window_s: u32,
}

/// What a server can do; the app hides what it cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capabilities {
    /// `GET /live` answers with a WebSocket. Where it does not, the app asks for events every few seconds.
    #[serde(default)]
    pub live: bool,
    /// The server holds messages for the undo window. Where it does not, the app holds them itself.
    #[serde(default)]
    pub undo: bool,
    /// `GET /spaces/{space}/search` finds conversations and messages.
    #[serde(default)]
    pub search: bool,
    /// The live connection tells who else is at a conversation. Where it does not, it is not told either.
    #[serde(default)]
    pub presence: bool,
}
