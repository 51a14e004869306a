//! Lists: pages and totals of conversations by view, tab, team and unread, as one agent may see them. The conditions say
//! in SQL what `api::list` and `api::visibility` say in Rust; `lists_agree` tests that they agree.

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use switchboard_api::{
    AgentId, ConversationId, ListFilter, Role, Row, SpaceId, Status, StatusKey, StatusKind, Timestamp, View, Viewer,
    Workflow,
};

use super::codec;
use super::{Result, Snapshot};

/// Where a page begins: after the conversation with this activity and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// When it was last active.
    pub active_at: Timestamp,
    /// Which one.
    pub id: ConversationId,
}

impl After {
    /// Cuts off what was read beyond `limit` to see whether there is more; then the next page begins after the last one.
    pub fn cut(items: &mut Vec<Row>, limit: u32) -> Option<Self> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more)?;
        Some(Self { active_at: last.conversation.active_at, id: last.conversation.id.clone() })
    }
}

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
            Role::Agent => conditions.and(
                "(c.teams = '[]'
                  OR EXISTS (SELECT 1 FROM conversation_agents v WHERE v.conversation = c.id AND v.agent = ?)
                  OR EXISTS (SELECT 1 FROM conversation_teams t JOIN team_members m ON m.team = t.team
                             WHERE t.conversation = c.id AND m.agent = ?))",
                [text(viewer.agent.as_str()), text(viewer.agent.as_str())],
            ),
            Role::None => conditions.and("0", []),
        }
        conditions
    }

    /// What the filter holds: `ListFilter::contains`.
    fn filter(&mut self, workflow: &Workflow, me: &AgentId, filter: &ListFilter) {
        let kinds = |wanted: fn(StatusKind) -> bool| {
            workflow.statuses.iter().filter(move |status: &&Status| wanted(status.kind)).map(|status| &status.key)
        };
        let folder = match filter.view {
            View::Spam => "c.folder = 'spam'",
            View::Trash => "c.folder = 'trash'",
            _ => "c.folder = 'inbox'",
        };
        self.and(folder, []);
        let mine = || [text(me.as_str())];
        match filter.view {
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
        match workflow.tab(&filter.tab) {
            Some(tab) => self.and_status(&tab.statuses),
            None => self.and("0", []),
        }
        // A status that the workflow does not know is in no list.
        self.and_status(workflow.statuses.iter().map(|status| &status.key));
        if let Some(team) = &filter.team {
            self.and("c.id IN (SELECT conversation FROM conversation_teams WHERE team = ?)", [text(team.as_str())]);
        }
        if filter.unread_only {
            self.and("c.inbound > coalesce(r.inbound, 0)", []);
        }
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

impl Snapshot<'_> {
    /// Up to `limit` conversations of the list, after `after`.
    pub fn list(
        &self,
        workflow: &Workflow,
        space: &SpaceId,
        viewer: &Viewer,
        filter: &ListFilter,
        after: Option<&After>,
        limit: u32,
    ) -> Result<Vec<Row>> {
        let mut conditions = Conditions::visible(space, viewer);
        conditions.filter(workflow, &viewer.agent, filter);
        self.rows(conditions, viewer, after, limit)
    }

    /// Up to `limit` conversations that the conditions hold for, after `after`, the most recently active first.
    pub(super) fn rows(
        &self,
        mut conditions: Conditions,
        viewer: &Viewer,
        after: Option<&After>,
        limit: u32,
    ) -> Result<Vec<Row>> {
        if let Some(after) = after {
            let place = [Value::Integer(after.active_at.millis()), text(after.id.as_str())];
            conditions.and("(c.active_at, c.id) < (?, ?)", place);
        }
        let select = format!("{}, r.position, r.inbound", codec::CONVERSATION);
        let order = format!("ORDER BY c.active_at DESC, c.id DESC LIMIT {limit}");
        let sql = conditions.statement(&select, "JOIN contacts p ON p.id = c.contact", &order);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let me = text(viewer.agent.as_str());
        let rows = statement.query_map(params_from_iter(conditions.values(&me)), |row| {
            Ok(Row {
                conversation: codec::conversation(row)?.into(),
                read: codec::read_position(row, codec::AFTER_CONVERSATION)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many conversations the list holds in all, and the log position that this is true at.
    pub fn list_total(
        &self,
        workflow: &Workflow,
        space: &SpaceId,
        viewer: &Viewer,
        filter: &ListFilter,
    ) -> Result<(u64, u64)> {
        let mut conditions = Conditions::visible(space, viewer);
        conditions.filter(workflow, &viewer.agent, filter);
        self.total(&conditions, space, viewer)
    }

    /// How many conversations the conditions hold for, and the log position that this is true at.
    pub(super) fn total(&self, conditions: &Conditions, space: &SpaceId, viewer: &Viewer) -> Result<(u64, u64)> {
        let sql = conditions.statement("count(*), (SELECT s.seq FROM spaces s WHERE s.id = ?)", "", "");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let (me, space) = (text(viewer.agent.as_str()), text(space.as_str()));
        let values = std::iter::once(&space).chain(conditions.values(&me));
        let found = statement
            .query_row(params_from_iter(values), |row| Ok((codec::number(row, 0)?, codec::number(row, 1)?)))?;
        Ok(found)
    }
}
