//! Names for ids: agents, teams, tags, channels, statuses of the current session. Nothing changes here.

use switchboard_api::{AgentId, Channel, ChannelId, InboxId, StatusKey, StatusKind, Tag, TagId, TeamId};

use crate::model::Model;
use crate::select::StatusView;

impl Model {
    pub(crate) fn is_me(&self, agent: Option<&AgentId>) -> bool {
        agent.is_some() && self.session.as_ref().map(|session| &session.me.id) == agent
    }

    pub(crate) fn agent_name(&self, id: &AgentId) -> String {
        let agents = self.session.iter().flat_map(|session| &session.agents);
        agents.into_iter().find(|agent| agent.id == *id).map(|agent| agent.name.clone()).unwrap_or_default()
    }

    pub(crate) fn team_name(&self, id: &TeamId) -> String {
        let teams = self.session.iter().flat_map(|session| &session.teams);
        teams.into_iter().find(|team| team.id == *id).map(|team| team.name.clone()).unwrap_or_default()
    }

    pub(crate) fn tag_name(&self, id: &TagId) -> String {
        self.tag(id).map(|tag| tag.name.clone()).unwrap_or_default()
    }

    pub(crate) fn tag(&self, id: &TagId) -> Option<&Tag> {
        self.session.as_ref()?.tags.iter().find(|tag| tag.id == *id)
    }

    pub(crate) fn channel(&self, id: &ChannelId) -> Option<&Channel> {
        self.session.as_ref()?.channels.iter().find(|channel| channel.id == *id)
    }

    pub(crate) fn inbox_name(&self, id: &InboxId) -> String {
        let inboxes = self.session.iter().flat_map(|session| &session.inboxes);
        inboxes.into_iter().find(|inbox| inbox.id == *id).map(|inbox| inbox.name.clone()).unwrap_or_default()
    }

    pub(crate) fn status_view(&self, key: &StatusKey) -> StatusView {
        match self.session.as_ref().and_then(|session| session.workflow.status(key)) {
            Some(status) => StatusView { key: key.clone(), label: status.label.clone(), kind: status.kind },
            None => StatusView { key: key.clone(), label: key.to_string(), kind: StatusKind::Active },
        }
    }
}
