//! The queue of messages on their way to providers. It survives crashes: a message leaves it only in the transaction
//! that stores what became of it.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{ConversationId, EntryId, Timestamp};

use super::codec;
use super::{Result, Snapshot, Tx};

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Which message.
    pub entry: EntryId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// How often delivery was tried.
    pub attempts: u32,
    /// When to try next.
    pub due: Timestamp,
}

const COLUMNS: &str = "o.entry, o.conversation, o.attempts, o.due";

fn queued(row: &rusqlite::Row<'_>) -> rusqlite::Result<Queued> {
    Ok(Queued {
        entry: row.get::<_, String>(0)?.into(),
        conversation: row.get::<_, String>(1)?.into(),
        attempts: row.get(2)?,
        due: codec::time(row, 3)?,
    })
}

impl Snapshot<'_> {
    /// The first waiting message of every conversation, soonest due first: later ones wait for it, so that customers
    /// read in the order agents wrote.
    pub fn outbound_heads(&self, limit: u32) -> Result<Vec<Queued>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbound o
             WHERE NOT EXISTS (SELECT 1 FROM outbound e WHERE e.conversation = o.conversation AND e.place < o.place)
             ORDER BY o.due, o.place LIMIT ?"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([limit], queued)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The message's place in the queue, if it still has one.
    pub fn outbound(&self, entry: &EntryId) -> Result<Option<Queued>> {
        let sql = format!("SELECT {COLUMNS} FROM outbound o WHERE o.entry = ?");
        Ok(self.conn.prepare_cached(&sql)?.query_row([entry.as_str()], queued).optional()?)
    }
}

impl Tx<'_> {
    /// Puts a message at the end of the queue, due at once.
    pub fn enqueue(&mut self, entry: &EntryId, conversation: &ConversationId) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO outbound (entry, conversation, due) VALUES (?, ?, ?)")?
            .execute(params![entry.as_str(), conversation.as_str(), self.now().millis()])?;
        Ok(())
    }

    /// Notes a failed attempt and when to try again.
    pub fn postpone(&mut self, entry: &EntryId, due: Timestamp) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE outbound SET attempts = attempts + 1, due = ? WHERE entry = ?")?
            .execute(params![due.millis(), entry.as_str()])?;
        Ok(())
    }

    /// Takes a message out of the queue; whether it was in it.
    pub fn dequeue(&mut self, entry: &EntryId) -> Result<bool> {
        let gone = self.conn.prepare_cached("DELETE FROM outbound WHERE entry = ?")?.execute([entry.as_str()])?;
        Ok(gone > 0)
    }
}
