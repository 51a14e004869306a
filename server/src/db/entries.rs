//! Timeline entries: pages, single ones, inserting and changing. Which changes are allowed is decided in `domain`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{AgentId, Author, ClientId, ConversationId, Delivery, Entry, EntryBody, EntryId, Timestamp};

use super::codec::{self, document, stored};
use super::{Result, Snapshot, Tx};

/// Which part of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The newest entries.
    Newest,
    /// The newest entries before this position.
    Before(u64),
    /// The oldest entries after this position.
    After(u64),
    /// Entries on both sides of this position, and itself.
    Around(u64),
}

impl Snapshot<'_> {
    /// Part of a timeline, oldest first.
    pub fn timeline(&self, conversation: &ConversationId, span: Span, limit: u32) -> Result<Vec<Entry>> {
        let (after, before) = match span {
            Span::Newest => (None, u64::MAX),
            Span::Before(position) => (None, position),
            Span::After(position) => (Some(position), u64::MAX),
            Span::Around(position) => (Some(position.saturating_sub(u64::from(limit / 2) + 1)), u64::MAX),
        };
        let (condition, bound) = match after {
            Some(after) => ("e.position > ? ORDER BY e.position", after),
            None => ("e.position < ? ORDER BY e.position DESC", before),
        };
        let sql = format!("SELECT {} FROM entries e WHERE e.conversation = ? AND {condition} LIMIT ?", codec::ENTRY);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![conversation.as_str(), stored(bound), limit], codec::entry)?;
        let mut entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        if after.is_none() {
            entries.reverse();
        }
        Ok(entries)
    }

    /// One entry, whoever may see it.
    pub fn entry(&self, id: &EntryId) -> Result<Option<Entry>> {
        let sql = format!("SELECT {} FROM entries e WHERE e.id = ?", codec::ENTRY);
        Ok(self.conn.prepare_cached(&sql)?.query_row([id.as_str()], codec::entry).optional()?)
    }

    /// What the agent wrote under this id.
    pub fn entry_by_client(&self, agent: &AgentId, client: &ClientId) -> Result<Option<Entry>> {
        let sql = format!("SELECT {} FROM entries e WHERE e.agent = ? AND e.client_id = ?", codec::ENTRY);
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([agent.as_str(), client.as_str()], codec::entry).optional()?)
    }

    /// How many inbound messages there are up to this position.
    pub fn inbound_until(&self, conversation: &ConversationId, position: u64) -> Result<u64> {
        let mut statement = self.conn.prepare_cached(
            "SELECT inbound FROM entries WHERE conversation = ? AND position <= ? ORDER BY position DESC LIMIT 1",
        )?;
        let found = statement.query_row(params![conversation.as_str(), stored(position)], |row| codec::number(row, 0));
        Ok(found.optional()?.unwrap_or(0))
    }

    /// The last position up to which there are no more than so many inbound messages.
    pub fn position_of_inbound(&self, conversation: &ConversationId, inbound: u64) -> Result<u64> {
        let mut statement = self.conn.prepare_cached(
            "SELECT position FROM entries WHERE conversation = ? AND inbound <= ? ORDER BY position DESC LIMIT 1",
        )?;
        let found = statement.query_row(params![conversation.as_str(), stored(inbound)], |row| codec::number(row, 0));
        Ok(found.optional()?.unwrap_or(0))
    }

    /// The newest message or note that was not taken back, and the time of the latest of them.
    pub fn newest_words(&self, conversation: &ConversationId) -> Result<Option<(Entry, Timestamp)>> {
        const STANDING: &str = "e.conversation = ? AND e.kind <> 'event' AND e.state IS NOT 'undone'";
        let sql = format!("SELECT {} FROM entries e WHERE {STANDING} ORDER BY e.position DESC LIMIT 1", codec::ENTRY);
        let newest = self.conn.prepare_cached(&sql)?.query_row([conversation.as_str()], codec::entry).optional()?;
        let sql = format!("SELECT max(e.at) FROM entries e WHERE {STANDING}");
        let latest: Option<i64> =
            self.conn.prepare_cached(&sql)?.query_row([conversation.as_str()], |row| row.get(0))?;
        Ok(newest.map(|entry| {
            let at = latest.map_or(entry.at, Timestamp::from_millis);
            (entry, at)
        }))
    }

    /// The held messages whose time has come, oldest first.
    pub fn due_held(&self, now: Timestamp, limit: u32) -> Result<Vec<EntryId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM entries WHERE state = 'held' AND held_until <= ? ORDER BY held_until, id LIMIT ?",
        )?;
        let rows =
            statement.query_map(params![now.millis(), limit], |row| row.get::<_, String>(0).map(EntryId::from))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the next held message is to be let go.
    pub fn next_held(&self) -> Result<Option<Timestamp>> {
        let mut statement = self.conn.prepare_cached("SELECT min(held_until) FROM entries WHERE state = 'held'")?;
        Ok(statement.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(Timestamp::from_millis))
    }

    /// The log number under which the entry was added.
    pub fn born(&self, id: &EntryId) -> Result<u64> {
        let mut statement = self.conn.prepare_cached("SELECT seq FROM entries WHERE id = ?")?;
        Ok(statement.query_row([id.as_str()], |row| codec::number(row, 0)).optional()?.unwrap_or(0))
    }
}

impl Tx<'_> {
    /// Adds an entry. `inbound` counts the inbound messages up to and including it, `seq` is the event that tells of it.
    pub fn insert_entry(&mut self, entry: &Entry, inbound: u64, seq: u64) -> Result<()> {
        let (author, agent) = match &entry.author {
            Author::Contact => ("contact", None),
            Author::Agent { id } => ("agent", Some(id.as_str())),
            Author::System => ("system", None),
        };
        let columns = Columns::of(&entry.body)?;
        self.conn
            .prepare_cached(
                "INSERT INTO entries (id, conversation, version, position, at, author, agent, kind, text, client_id, state,
                   held_until, failed_code, failed_reason, mentions, event, inbound, seq, reply_to)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                entry.id.as_str(),
                entry.conversation.as_str(),
                stored(entry.version),
                stored(entry.position),
                entry.at.millis(),
                author,
                agent,
                columns.kind,
                columns.text,
                entry.client_id().map(ClientId::as_str),
                columns.state,
                columns.held_until,
                columns.failed_code,
                columns.failed_reason,
                columns.mentions,
                columns.event,
                stored(inbound),
                stored(seq),
                entry.reply_to.as_ref().map(|quote| quote.entry.as_str()),
            ])?;
        self.index_entry(entry)
    }

    /// Stores the new version of an entry: its text and how far it has come.
    pub fn update_entry(&mut self, entry: &Entry) -> Result<()> {
        let columns = Columns::of(&entry.body)?;
        self.conn
            .prepare_cached(
                "UPDATE entries SET version = ?, text = ?, state = ?, held_until = ?, failed_code = ?, failed_reason = ?
                 WHERE id = ?",
            )?
            .execute(params![
                stored(entry.version),
                columns.text,
                columns.state,
                columns.held_until,
                columns.failed_code,
                columns.failed_reason,
                entry.id.as_str(),
            ])?;
        self.reindex_entry(entry)
    }
}

/// The body as it lies in columns.
struct Columns<'b> {
    kind: &'static str,
    text: &'b str,
    state: Option<&'static str>,
    held_until: Option<i64>,
    failed_code: Option<&'b str>,
    failed_reason: Option<&'b str>,
    mentions: Option<String>,
    event: Option<String>,
}

impl<'b> Columns<'b> {
    fn of(body: &'b EntryBody) -> Result<Self> {
        let plain = |kind, text| Self {
            kind,
            text,
            state: None,
            held_until: None,
            failed_code: None,
            failed_reason: None,
            mentions: None,
            event: None,
        };
        Ok(match body {
            EntryBody::Inbound { text } => plain("inbound", text),
            EntryBody::Note { text, mentions, .. } => {
                Self { mentions: Some(document(mentions)?), ..plain("note", text) }
            }
            EntryBody::Event { event } => Self { event: Some(document(event)?), ..plain("event", "") },
            EntryBody::Outbound { text, delivery, .. } => {
                let columns = Self { state: Some(delivery.as_str()), ..plain("outbound", text) };
                match delivery {
                    Delivery::Held { until } => Self { held_until: Some(until.millis()), ..columns },
                    Delivery::Failed { code, reason } => {
                        Self { failed_code: Some(code), failed_reason: Some(reason), ..columns }
                    }
                    _ => columns,
                }
            }
        })
    }
}
