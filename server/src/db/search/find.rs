//! Looking things up in the search index, newest first, within what the viewer may see. Every statement begins at the index
//! and goes on by keys; `plans` tests that none reads through a table.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use switchboard_api::{AgentId, ChannelId, Entry, Row, SpaceId, TagId, Timestamp, Viewer};

use super::super::conditions::{Conditions, text};
use super::super::{Result, Snapshot, codec};
use super::index;
use super::phrase::{Phrase, all_of};

/// How many messages with the words are looked at for one page. Only filters that leave few of very many reach it; the
/// page then ends where looking ended, so that one search never holds a reader for long.
const CANDIDATES: u32 = 20_000;
/// How many contacts are put in order of activity. Beginnings of names that more of them share are one or two letters
/// long; of those, the contacts that were met last are taken.
const CONTACTS: u32 = 4_000;
/// How many conversations are looked at when there are only filters.
const RECENT: u32 = 5_000;

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    /// All of them must be found.
    pub phrases: Vec<Phrase>,
    /// The same as digits, when what was written is a number.
    pub number: Option<String>,
    /// Who wrote the message.
    pub from: Option<From>,
    /// Which conversations.
    pub filters: Vec<Narrow>,
    /// Written at this time or later.
    pub since: Option<Timestamp>,
    /// Written before this time.
    pub until: Option<Timestamp>,
}

/// Who wrote a message.
#[derive(Clone, Debug)]
pub enum From {
    /// No agent.
    Nobody,
    /// One of these agents, or a customer of this name.
    Anybody(Vec<AgentId>, Option<Phrase>),
}

/// Which conversations are searched.
#[derive(Clone, Debug)]
pub enum Narrow {
    /// With one of these tags.
    Tags(Vec<TagId>),
    /// On one of these channels.
    Channels(Vec<ChannelId>),
    /// Owned by one of these agents.
    Owners(Vec<AgentId>),
    /// Owned by nobody.
    Unowned,
    /// With messages the viewer has not read.
    Unread,
}

/// A message that was found.
pub struct Found {
    /// Its conversation.
    pub row: Row,
    /// The message.
    pub entry: Entry,
    /// Its place in the index.
    pub place: i64,
}

/// A statement with its values.
pub(super) struct Question {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

const JOINED: &str =
    "CROSS JOIN contacts p ON p.id = c.contact LEFT JOIN reads r ON r.conversation = c.id AND r.agent = ?";
const READ: &str = "LEFT JOIN reads r ON r.conversation = c.id AND r.agent = ?";

fn ids<'i, T: 'i>(all: &'i [T], id: impl Fn(&'i T) -> &'i str) -> Value {
    let list: Vec<&str> = all.iter().map(id).collect();
    // Strings always encode.
    text(&serde_json::to_string(&list).unwrap_or_default())
}

impl Criteria {
    /// What FTS5 looks for in messages; a number that is written with other spaces counts too.
    fn of_messages(&self) -> Option<String> {
        let words = all_of(&self.phrases, false)?;
        let number = self.number.as_deref().and_then(|number| all_of(&[Phrase::digits(number)], false));
        Some(number.map_or(words.clone(), |number| format!("({words}) OR {number}")))
    }

    /// The places in the index that can be meant: of this space, before `until`, and before the page's end.
    fn places(&self, space: i64, before: Option<i64>) -> [Value; 2] {
        let since = self.since.map_or(i64::MIN, Timestamp::millis);
        let until = self.until.map_or(index::end(space), |until| index::place(space, until.millis()));
        [index::place(space, since), before.unwrap_or(until).min(until)].map(Value::Integer)
    }

    fn narrow(&self, conditions: &mut Conditions) {
        for filter in &self.filters {
            match filter {
                Narrow::Tags(tags) => conditions.and(
                    "EXISTS (SELECT 1 FROM json_each(c.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))",
                    [ids(tags, TagId::as_str)],
                ),
                Narrow::Channels(channels) => {
                    conditions.and("c.channel IN (SELECT value FROM json_each(?))", [ids(channels, ChannelId::as_str)]);
                }
                Narrow::Owners(agents) => conditions.and(
                    "EXISTS (SELECT 1 FROM conversation_agents o WHERE o.conversation = c.id AND o.relation = 'assignee'
                     AND o.agent IN (SELECT value FROM json_each(?)))",
                    [ids(agents, AgentId::as_str)],
                ),
                Narrow::Unowned => conditions.and("c.assignees = '[]'", []),
                Narrow::Unread => conditions.and("c.inbound > coalesce(r.inbound, 0)", []),
            }
        }
    }

    fn written_by(&self, space: i64, conditions: &mut Conditions) {
        match &self.from {
            None => {}
            Some(From::Nobody) => conditions.and("e.author <> 'agent'", []),
            Some(From::Anybody(agents, None)) => {
                conditions.and("e.agent IN (SELECT value FROM json_each(?))", [ids(agents, AgentId::as_str)]);
            }
            Some(From::Anybody(agents, Some(name))) => {
                let name = all_of(std::slice::from_ref(name), true).unwrap_or_default();
                let space = [index::place(space, 0), index::end(space)].map(Value::Integer);
                conditions.and(
                    "(e.agent IN (SELECT value FROM json_each(?)) OR e.author = 'contact' AND c.id IN
                      (SELECT y.conversation FROM search_contact_places y WHERE y.place IN
                        (SELECT rowid FROM search_contacts WHERE search_contacts MATCH ? AND rowid >= ? AND rowid < ?)))",
                    [ids(agents, AgentId::as_str), text(&name)].into_iter().chain(space),
                );
            }
        }
    }

    /// Up to `limit` messages before the place `before`; nothing when there are no words to look for.
    pub(super) fn messages(
        &self,
        (space, number): (&SpaceId, i64),
        viewer: &Viewer,
        before: Option<i64>,
        limit: u32,
    ) -> Option<Question> {
        let mut conditions = Conditions::visible(space, viewer);
        self.narrow(&mut conditions);
        self.written_by(number, &mut conditions);
        let sql = format!(
            "SELECT {}, r.position, r.inbound, {}, h.place
             FROM (SELECT rowid AS place FROM search_messages WHERE search_messages MATCH ? AND rowid >= ? AND rowid < ?
                   ORDER BY rowid DESC LIMIT {CANDIDATES}) h
             CROSS JOIN search_message_places x ON x.place = h.place CROSS JOIN entries e ON e.id = x.entry
             CROSS JOIN conversations c ON c.id = e.conversation {JOINED}
             WHERE {} ORDER BY h.place DESC LIMIT ?",
            codec::CONVERSATION,
            codec::ENTRY,
            conditions.sql(),
        );
        let mut values = vec![text(&self.of_messages()?)];
        values.extend(self.places(number, before));
        values.push(text(viewer.agent.as_str()));
        values.extend(conditions.into_values());
        values.push(Value::Integer(limit.into()));
        Some(Question { sql, values })
    }

    /// The last place that is looked at for one page, when there are more.
    fn last_candidate(&self, number: i64, before: Option<i64>) -> Option<Question> {
        let sql = format!(
            "SELECT rowid FROM search_messages WHERE search_messages MATCH ? AND rowid >= ? AND rowid < ?
             ORDER BY rowid DESC LIMIT 1 OFFSET {}",
            CANDIDATES - 1
        );
        let mut values = vec![text(&self.of_messages()?)];
        values.extend(self.places(number, before));
        Some(Question { sql, values })
    }

    /// Up to `limit` conversations by their contact, or by the filters alone.
    pub(super) fn contacts(&self, (space, number): (&SpaceId, i64), viewer: &Viewer, limit: u32) -> Question {
        let mut values = Vec::new();
        let in_space = [index::place(number, 0), index::end(number)].map(Value::Integer);
        let named = all_of(&self.phrases, true);
        let mut found = match &named {
            Some(words) => {
                values.push(text(words));
                values.extend(in_space.clone());
                format!(
                    "FROM (SELECT conversation AS id FROM search_contact_places WHERE place IN
                     (SELECT place FROM (SELECT rowid AS place FROM search_contacts WHERE search_contacts MATCH ?
                        AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT {CONTACTS})"
                )
            }
            None => {
                values.push(text(space.as_str()));
                format!(
                    "FROM (SELECT b.id FROM conversations b WHERE b.space = ? AND b.folder = 'inbox'
                     ORDER BY b.active_at DESC, b.id DESC LIMIT {RECENT}"
                )
            }
        };
        if let Some(digits) = &self.number {
            found.push_str(&format!(
                " UNION ALL SELECT place FROM (SELECT place FROM search_numbers WHERE digits >= ? AND digits < ?
                   AND place >= ? AND place < ? LIMIT {CONTACTS})"
            ));
            // The colon follows the nine.
            values.extend([text(digits), text(&format!("{digits}:"))]);
            values.extend(in_space);
        }
        found.push_str(if named.is_some() { ")) h" } else { ") h" });
        let mut conditions = Conditions::visible(space, viewer);
        self.narrow(&mut conditions);
        if let Some(since) = self.since {
            conditions.and("c.active_at >= ?", [Value::Integer(since.millis())]);
        }
        if let Some(until) = self.until {
            conditions.and("c.active_at < ?", [Value::Integer(until.millis())]);
        }
        // Ids first: everything else is looked up for those alone that are shown, not for all that are put in order.
        let sql = format!(
            "SELECT {}, r.position, r.inbound
             FROM (SELECT c.id {found} CROSS JOIN conversations c ON c.id = h.id {READ}
                   WHERE {} ORDER BY c.active_at DESC, c.id DESC LIMIT ?) f
             CROSS JOIN conversations c ON c.id = f.id {JOINED} ORDER BY c.active_at DESC, c.id DESC",
            codec::CONVERSATION,
            conditions.sql(),
        );
        let me = || text(viewer.agent.as_str());
        values.push(me());
        values.extend(conditions.into_values());
        values.extend([Value::Integer(limit.into()), me()]);
        Question { sql, values }
    }
}

impl Snapshot<'_> {
    /// The number of the space in the index.
    pub(super) fn search_space(&self, space: &SpaceId) -> Result<i64> {
        let mut statement = self.conn.prepare_cached("SELECT number FROM search_spaces WHERE space = ?")?;
        Ok(statement.query_row([space.as_str()], |row| row.get(0))?)
    }

    /// Conversations by their contact, the most recently active first.
    pub fn find_contacts(&self, space: &SpaceId, viewer: &Viewer, criteria: &Criteria, limit: u32) -> Result<Vec<Row>> {
        let number = self.search_space(space)?;
        let question = criteria.contacts((space, number), viewer, limit);
        let mut statement = self.conn.prepare_cached(&question.sql)?;
        let rows = statement.query_map(params_from_iter(&question.values), row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Messages by their text, the newest first, and the place before which the next page begins.
    pub fn find_messages(
        &self,
        space: &SpaceId,
        viewer: &Viewer,
        criteria: &Criteria,
        before: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<Found>, Option<i64>)> {
        let number = self.search_space(space)?;
        // One more than asked for tells whether there is a next page.
        let Some(question) = criteria.messages((space, number), viewer, before, limit + 1) else {
            return Ok((Vec::new(), None));
        };
        let mut statement = self.conn.prepare_cached(&question.sql)?;
        let found = statement.query_map(params_from_iter(&question.values), |columns| {
            let entry = codec::AFTER_CONVERSATION + 2;
            Ok(Found {
                row: row(columns)?,
                entry: codec::entry_at(columns, entry)?,
                place: columns.get(entry + codec::ENTRY_COLUMNS)?,
            })
        })?;
        let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
        if found.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            found.pop();
            let next = found.last().map(|last| last.place);
            return Ok((found, next));
        }
        let Some(question) = criteria.last_candidate(number, before) else { return Ok((found, None)) };
        let mut statement = self.conn.prepare_cached(&question.sql)?;
        let last = statement.query_row(params_from_iter(&question.values), |row| row.get(0)).optional()?;
        Ok((found, last))
    }
}

fn row(columns: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        conversation: codec::conversation(columns)?.into(),
        read: codec::read_position(columns, codec::AFTER_CONVERSATION)?,
    })
}
