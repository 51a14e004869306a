//! Conditions over conversations: what an agent may see and what a list holds. They say in SQL what `api::list` and
//! `api::visibility` say in Rust; `lists_agree` tests that they agree.

use rusqlite::types::Value;
use switchboard_api::{
    AgentId, Assignee, ListFilter, Role, SpaceId, Status, StatusKey, StatusKind, View, Viewer, Workflow,
};

/// Conditions over `conversations c LEFT JOIN reads r`, with their values in order. Only fixed text is ever added, so
/// nothing that a client sends becomes SQL.
pub(super) struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    pub(super) fn and(&mut self, sql: &'static str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    fn and_status<'k>(&mut self, keys: impl IntoIterator<Item = &'k StatusKey>) {
        self.sql.push_str(" AND c.status IN (");
        for (place, key) in keys.into_iter().enumerate() {
            self.sql.push_str(if place == 0 { "?" } else { ",?" });
            self.values.push(text(key.as_str()));
        }
        self.sql.push(')');
    }

    /// What the viewer may see in the space: `Viewer::may_see`.
    pub(super) fn visible(space: &SpaceId, viewer: &Viewer) -> Self {
        let mut conditions = Self { sql: String::from("c.space = ?"), values: vec![text(space.as_str())] };
        match viewer.role {
            Role::Admin | Role::Manager => {}
            Role::Agent => {
                conditions.sql.push_str(" AND (c.teams = '[]'");
                for team in &viewer.teams {
                    conditions.sql.push_str(" OR instr(c.teams, ?) > 0");
                    conditions.values.push(quoted(team.as_str()));
                }
                conditions.sql.push_str(
                    " OR EXISTS (SELECT 1 FROM conversation_agents v WHERE v.conversation = c.id AND v.agent = ?))",
                );
                conditions.values.push(text(viewer.agent.as_str()));
            }
            Role::None => conditions.and("0", []),
        }
        conditions
    }

    /// What the filter holds: `ListFilter::contains`.
    pub(super) fn filter(&mut self, workflow: &Workflow, me: &AgentId, filter: &ListFilter) {
        let folder = match filter.view {
            View::Spam => "c.folder = 'spam'",
            View::Trash => "c.folder = 'trash'",
            _ => "c.folder = 'inbox'",
        };
        self.and(folder, []);
        self.view(workflow, me, filter.view);
        match workflow.tab(&filter.tab) {
            Some(tab) => self.and_status(&tab.statuses),
            None => self.and("0", []),
        }
        // A status that the workflow does not know is in no list.
        self.and_status(workflow.statuses.iter().map(|status| &status.key));
        self.narrow(filter);
    }

    fn view(&mut self, workflow: &Workflow, me: &AgentId, view: View) {
        let kinds = |wanted: fn(StatusKind) -> bool| {
            workflow.statuses.iter().filter(move |status: &&Status| wanted(status.kind)).map(|status| &status.key)
        };
        let mine = || [text(me.as_str())];
        match view {
            View::Inbox => {
                self.and("c.waiting_since IS NOT NULL AND c.assignees = '[]' AND c.automated = 0", []);
                self.and_status(kinds(|kind| !matches!(kind, StatusKind::Done | StatusKind::Snoozed)));
            }
            View::Assigned => {
                self.and(
                    "c.id IN (SELECT conversation FROM conversation_agents WHERE agent = ? AND relation = 'assignee')",
                    mine(),
                );
            }
            View::Mentions => {
                self.and(
                    "c.id IN (SELECT conversation FROM conversation_agents WHERE agent = ? AND relation = 'mentioned')",
                    mine(),
                );
            }
            View::Following => {
                self.and(
                    "c.id IN (SELECT conversation FROM conversation_agents WHERE agent = ? AND relation = 'follower')",
                    mine(),
                );
            }
            View::All | View::Spam | View::Trash => {}
            View::Open => self.and_status(kinds(|kind| kind == StatusKind::Active)),
            View::Automated => self.and("c.automated = 1", []),
            View::Snoozed => self.and_status(kinds(|kind| kind == StatusKind::Snoozed)),
            View::Closed => self.and_status(kinds(|kind| kind == StatusKind::Done)),
        }
    }

    fn narrow(&mut self, filter: &ListFilter) {
        if let Some(team) = &filter.team {
            self.and("instr(c.teams, ?) > 0", [quoted(team.as_str())]);
        }
        if let Some(tag) = &filter.tag {
            self.and("instr(c.tags, ?) > 0", [quoted(tag.as_str())]);
        }
        if let Some(channel) = &filter.channel {
            self.and("c.channel = ?", [text(channel.as_str())]);
        }
        if let Some(priority) = filter.priority {
            self.and("c.priority = ?", [text(priority.as_str())]);
        }
        match &filter.assignee {
            None => {}
            Some(Assignee::Nobody) => self.and("c.assignees = '[]'", []),
            Some(Assignee::Agent(agent)) => self.and("instr(c.assignees, ?) > 0", [quoted(agent.as_str())]),
        }
        if filter.unread_only {
            self.unread(true);
        }
    }

    /// Only what the caller has, or has not, something to read in.
    pub(super) fn unread(&mut self, unread: bool) {
        let sql = if unread { "c.inbound > coalesce(r.inbound, 0)" } else { "c.inbound <= coalesce(r.inbound, 0)" };
        self.and(sql, []);
    }

    /// A statement over these conditions.
    pub(super) fn statement(&self, select: &str, join: &str, tail: &str) -> String {
        format!(
            "SELECT {select} FROM conversations c LEFT JOIN reads r ON r.conversation = c.id AND r.agent = ? {join}
             WHERE {} {tail}",
            self.sql
        )
    }

    /// The conditions alone, for statements that begin at another table.
    pub(super) fn sql(&self) -> &str {
        &self.sql
    }

    /// Their values alone.
    pub(super) fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// The values for [`Conditions::statement`].
    pub(super) fn values<'v>(&'v self, me: &'v Value) -> impl Iterator<Item = &'v Value> {
        std::iter::once(me).chain(&self.values)
    }
}

pub(super) fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// An id as it is in an array of them: in its quotes it stands nowhere but where it is an element.
fn quoted(id: &str) -> Value {
    Value::Text(serde_json::Value::from(id).to_string())
}
