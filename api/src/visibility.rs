//! Who may see what: the one authorisation rule for lists, timelines, events and counts. The server's SQL must agree.

use crate::conversation::Conversation;
use crate::ids::{AgentId, TeamId};
use crate::session::Role;

/// The person asking, inside one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub agent: AgentId,
    /// What they may do in this space.
    pub role: Role,
    /// Their teams in this space.
    pub teams: Vec<TeamId>,
}

impl Viewer {
    /// Whether this person may see the conversation (its space is checked elsewhere). Admins and managers see all;
    /// agents see what belongs to one of their teams or to no team, and what names them as assignee, follower or mentioned.
    pub fn may_see(&self, conversation: &Conversation) -> bool {
        let Conversation { teams, assignees, followers, mentioned, .. } = conversation;
        self.may_see_what_has(teams, [assignees, followers, mentioned])
    }

    /// The same for a conversation of which only the teams and the agents it names are known.
    pub fn may_see_what_has(&self, teams: &[TeamId], agents: [&[AgentId]; 3]) -> bool {
        match self.role {
            Role::Admin | Role::Manager => true,
            Role::Agent => {
                teams.is_empty()
                    || teams.iter().any(|team| self.teams.contains(team))
                    || agents.iter().any(|agents| agents.contains(&self.agent))
            }
            Role::None => false,
        }
    }
}
