//! Lists: pages and totals of conversations by view, tab and filter, in any order, as one agent may see them. Every order
//! but one is a walk along an index that holds all the conditions look at; whole records are read for the page alone.

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use switchboard_api::{ListFilter, Row, Sort, SortKey, SpaceId, View, Viewer, Workflow};

use super::codec::{self, stored};
use super::conditions::{Conditions, text};
use super::{Result, Snapshot};

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// After this many conversations.
    Offset(u64),
    /// After this place.
    After(SortKey),
}

/// Cuts off what was read beyond `limit` to see whether there is more; then the next page begins after the last one.
pub fn cut(items: &mut Vec<Row>, limit: u32, sort: Sort) -> Option<SortKey> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more)?;
    Some(SortKey::of(sort, &last.conversation, last.conversation.unread(last.read)))
}

/// A list, as somebody sees it.
pub struct List<'a> {
    /// What statuses mean.
    pub workflow: &'a Workflow,
    /// Where.
    pub space: &'a SpaceId,
    /// Who looks.
    pub viewer: &'a Viewer,
    /// At what, and in which order.
    pub filter: &'a ListFilter,
}

/// An order in SQL.
struct Order {
    by: &'static str,
    after: &'static str,
    /// The index that is in this order.
    index: &'static str,
}

impl Order {
    fn of(sort: Sort) -> Self {
        match sort {
            // For Unread of each of its two halves.
            Sort::Newest | Sort::Unread => Self {
                by: "c.active_at DESC, c.id DESC",
                after: "(c.active_at, c.id) < (?, ?)",
                index: "INDEXED BY conversations_newest",
            },
            Sort::Oldest => Self {
                by: "c.active_at, c.id",
                after: "(c.active_at, c.id) > (?, ?)",
                index: "INDEXED BY conversations_newest",
            },
            Sort::Waiting => Self {
                by: "c.waiting_rank DESC, c.active_at DESC, c.id DESC",
                after: "(c.waiting_rank, c.active_at, c.id) < (?, ?, ?)",
                index: "INDEXED BY conversations_waiting",
            },
            Sort::Priority => Self {
                by: "c.priority_rank DESC, c.active_at DESC, c.id DESC",
                after: "(c.priority_rank, c.active_at, c.id) < (?, ?, ?)",
                index: "INDEXED BY conversations_priority",
            },
        }
    }

    /// The values of `after`.
    fn place(key: &SortKey) -> Vec<Value> {
        let rank = matches!(key.sort(), Sort::Waiting | Sort::Priority).then_some(Value::Integer(key.rank()));
        let place = [Value::Integer(key.active_at().millis()), text(key.id().as_str())];
        rank.into_iter().chain(place).collect()
    }
}

/// A statement and its values.
pub(super) struct Question {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl List<'_> {
    fn conditions(&self, unread: Option<bool>) -> Conditions {
        let mut conditions = Conditions::visible(self.space, self.viewer);
        conditions.filter(self.workflow, &self.viewer.agent, self.filter);
        if let Some(unread) = unread {
            conditions.unread(unread);
        }
        conditions
    }

    /// Of a view of one's own there is less than of the space, so it is looked up and sorted.
    fn index(&self, index: &'static str) -> &'static str {
        match self.filter.view {
            View::Assigned | View::Mentions | View::Following => "",
            _ => index,
        }
    }

    /// The read positions, for conditions that look at them.
    fn reads(&self, unread: Option<bool>) -> (&'static str, Option<Value>) {
        if unread.is_some() || self.filter.unread_only {
            ("LEFT JOIN reads r ON r.conversation = c.id AND r.agent = ?", Some(text(self.viewer.agent.as_str())))
        } else {
            ("", None)
        }
    }

    /// A page; with `unread`, of only those that have, or have not, something to read.
    pub(super) fn page(&self, unread: Option<bool>, start: &Start, limit: u32) -> Question {
        let order = Order::of(self.filter.sort);
        let mut conditions = self.conditions(unread);
        let skip = match start {
            Start::Offset(offset) => *offset,
            Start::After(key) => {
                conditions.and(order.after, Order::place(key));
                0
            }
        };
        let (reads, me) = self.reads(unread);
        let sql = format!(
            "SELECT {}, r.position, r.inbound
             FROM (SELECT c.id FROM conversations c {} {reads} WHERE {} ORDER BY {by} LIMIT ? OFFSET ?) h
             CROSS JOIN conversations c ON c.id = h.id CROSS JOIN contacts p ON p.id = c.contact
             LEFT JOIN reads r ON r.conversation = c.id AND r.agent = ? ORDER BY {by}",
            codec::CONVERSATION,
            self.index(order.index),
            conditions.sql(),
            by = order.by,
        );
        let mut values: Vec<Value> = me.into_iter().chain(conditions.into_values()).collect();
        values.extend([Value::Integer(limit.into()), Value::Integer(stored(skip)), text(self.viewer.agent.as_str())]);
        Question { sql, values }
    }

    /// How many there are, and the log position that this is true at.
    pub(super) fn count(&self, unread: Option<bool>) -> Question {
        let conditions = self.conditions(unread);
        let (reads, me) = self.reads(unread);
        let sql = format!(
            "SELECT count(*), (SELECT s.seq FROM spaces s WHERE s.id = ?) FROM conversations c {} {reads} WHERE {}",
            self.index("INDEXED BY conversations_newest"),
            conditions.sql(),
        );
        let space = text(self.space.as_str());
        let values = std::iter::once(space).chain(me).chain(conditions.into_values()).collect();
        Question { sql, values }
    }
}

impl Snapshot<'_> {
    /// Up to `limit` conversations of the list.
    pub fn list(&self, list: &List<'_>, start: &Start, limit: u32) -> Result<Vec<Row>> {
        if list.filter.sort != Sort::Unread {
            return self.stretch(&list.page(None, start, limit));
        }
        // What is unread differs for every agent, so no index has this order: it is two stretches of the newest first.
        let mut rows = Vec::new();
        let rest = match start {
            Start::After(key) if key.rank() == 0 => start.clone(),
            Start::After(_) => {
                rows = self.stretch(&list.page(Some(true), start, limit))?;
                Start::Offset(0)
            }
            Start::Offset(offset) => {
                rows = self.stretch(&list.page(Some(true), start, limit))?;
                let before =
                    if rows.is_empty() && *offset > 0 { self.counted(&list.count(Some(true)))?.0 } else { *offset };
                Start::Offset(offset.saturating_sub(before))
            }
        };
        let found = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if found < limit && !list.filter.unread_only {
            rows.extend(self.stretch(&list.page(Some(false), &rest, limit - found))?);
        }
        Ok(rows)
    }

    /// How many conversations the list holds in all, and the log position that this is true at.
    pub fn list_total(&self, list: &List<'_>) -> Result<(u64, u64)> {
        self.counted(&list.count(None))
    }

    fn stretch(&self, question: &Question) -> Result<Vec<Row>> {
        let mut statement = self.conn.prepare_cached(&question.sql)?;
        let rows = statement.query_map(params_from_iter(&question.values), row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn counted(&self, question: &Question) -> Result<(u64, u64)> {
        let mut statement = self.conn.prepare_cached(&question.sql)?;
        let numbers = |row: &rusqlite::Row<'_>| Ok((codec::number(row, 0)?, codec::number(row, 1)?));
        Ok(statement.query_row(params_from_iter(&question.values), numbers)?)
    }

    /// Up to `limit` conversations that the conditions hold for, after `after`, the most recently active first.
    pub(super) fn rows(
        &self,
        mut conditions: Conditions,
        viewer: &Viewer,
        after: Option<&SortKey>,
        limit: u32,
    ) -> Result<Vec<Row>> {
        let order = Order::of(Sort::Newest);
        if let Some(after) = after {
            conditions.and(order.after, Order::place(after));
        }
        let select = format!("{}, r.position, r.inbound", codec::CONVERSATION);
        let tail = format!("ORDER BY {} LIMIT {limit}", order.by);
        let sql = conditions.statement(&select, "JOIN contacts p ON p.id = c.contact", &tail);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let me = text(viewer.agent.as_str());
        let rows = statement.query_map(params_from_iter(conditions.values(&me)), row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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

fn row(columns: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        conversation: codec::conversation(columns)?.into(),
        read: codec::read_position(columns, codec::AFTER_CONVERSATION)?,
    })
}
