//! Keeping the search index: what is put in and taken out with every write, in its transaction. A schema trigger could not
//! do it, as words are cut and folded by `words`, which SQLite does not know. Reading is in `find`.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use switchboard_api::{ContactId, ContactSummary, Conversation, Delivery, Entry, EntryBody};

use super::super::{Result, Tx};
use crate::words;

/// Places within one second; when more is written in one, it goes on in the next.
const NUMBER_BITS: u32 = 10;
/// Enough until the year 2242.
const SECOND_BITS: u32 = 33;
/// How much of a number must be left to be found by it.
const SHORTEST_TAIL: usize = 3;

/// The first place of a second (at this time in milliseconds) in the space of this number.
pub(super) fn place(space: i64, millis: i64) -> i64 {
    let second = millis.div_euclid(1_000).clamp(0, (1 << SECOND_BITS) - 1);
    (space << (SECOND_BITS + NUMBER_BITS)) | (second << NUMBER_BITS)
}

/// The first place after everything in the space of this number.
pub(super) fn end(space: i64) -> i64 {
    space.saturating_add(1) << (SECOND_BITS + NUMBER_BITS)
}

/// A free place for something of this time; `newest` finds the last place of a range that is taken.
fn free(conn: &Connection, newest: &str, space: i64, millis: i64) -> Result<i64> {
    let mut newest = conn.prepare_cached(newest)?;
    let mut first = place(space, millis);
    loop {
        let after = first + (1 << NUMBER_BITS);
        let taken: Option<i64> = newest.query_row([first, after], |row| row.get(0))?;
        match taken {
            None => return Ok(first),
            Some(taken) if taken + 1 < after => return Ok(taken + 1),
            Some(_) => first = after,
        }
    }
}

fn space_of(conn: &Connection, conversation: &str) -> Result<i64> {
    let mut statement = conn.prepare_cached(
        "SELECT s.number FROM conversations c JOIN search_spaces s ON s.space = c.space WHERE c.id = ?",
    )?;
    Ok(statement.query_row([conversation], |row| row.get(0))?)
}

/// Puts a message or note in.
fn add_message(conn: &Connection, space: i64, entry: &str, millis: i64, text: &str) -> Result<()> {
    let words = words::indexed(text);
    if words.is_empty() {
        return Ok(());
    }
    const NEWEST: &str = "SELECT max(place) FROM search_message_places WHERE place >= ? AND place < ?";
    let place = free(conn, NEWEST, space, millis)?;
    conn.prepare_cached("INSERT INTO search_message_places (place, entry) VALUES (?, ?)")?
        .execute(params![place, entry])?;
    conn.prepare_cached("INSERT INTO search_messages (rowid, text) VALUES (?, ?)")?.execute(params![place, words])?;
    Ok(())
}

/// Takes a message out.
fn remove_message(conn: &Connection, entry: &str) -> Result<()> {
    let mut statement = conn.prepare_cached("DELETE FROM search_message_places WHERE entry = ? RETURNING place")?;
    if let Some(place) = statement.query_row([entry], |row| row.get::<_, i64>(0)).optional()? {
        conn.prepare_cached("DELETE FROM search_messages WHERE rowid = ?")?.execute([place])?;
    }
    Ok(())
}

/// Puts the contact of a conversation in.
fn add_contact(conn: &Connection, conversation: &str, millis: i64, name: Option<&str>, address: &str) -> Result<()> {
    const NEWEST: &str = "SELECT max(place) FROM search_contact_places WHERE place >= ? AND place < ?";
    let place = free(conn, NEWEST, space_of(conn, conversation)?, millis)?;
    conn.prepare_cached("INSERT INTO search_contact_places (place, conversation) VALUES (?, ?)")?
        .execute(params![place, conversation])?;
    name_place(conn, place, name, address)?;
    if let Some(number) = words::number(address) {
        let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO search_numbers (digits, place) VALUES (?, ?)")?;
        for start in 0..=number.len().saturating_sub(SHORTEST_TAIL) {
            insert.execute(params![number.get(start..), place])?;
        }
    }
    Ok(())
}

fn name_place(conn: &Connection, place: i64, name: Option<&str>, address: &str) -> Result<()> {
    let (name, address) = (words::indexed(name.unwrap_or_default()), words::indexed(address));
    conn.prepare_cached("INSERT INTO search_contacts (rowid, name, address) VALUES (?, ?, ?)")?
        .execute(params![place, name, address])?;
    Ok(())
}

impl Tx<'_> {
    /// Makes a new conversation's contact findable.
    pub(in crate::db) fn index_conversation(&mut self, conversation: &Conversation) -> Result<()> {
        let ContactSummary { name, address, .. } = &conversation.contact;
        let (id, created) = (conversation.id.as_str(), conversation.created_at.millis());
        add_contact(self.conn, id, created, name.as_deref(), address)
    }

    /// Makes a contact findable by the name they have now, in all their conversations. To be called after every change of
    /// a contact's name.
    pub(in crate::db) fn index_contact(&mut self, contact: &ContactId) -> Result<()> {
        let mut statement = self.conn.prepare_cached(
            "SELECT x.place, p.name, c.address FROM conversations c JOIN contacts p ON p.id = c.contact
             JOIN search_contact_places x ON x.conversation = c.id WHERE c.contact = ?",
        )?;
        let places = statement.query_map([contact.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (place, name, address) in places.collect::<rusqlite::Result<Vec<(i64, Option<String>, String)>>>()? {
            self.conn.prepare_cached("DELETE FROM search_contacts WHERE rowid = ?")?.execute([place])?;
            name_place(self.conn, place, name.as_deref(), &address)?;
        }
        Ok(())
    }

    /// Makes a new entry findable, if it says something.
    pub(in crate::db) fn index_entry(&mut self, entry: &Entry) -> Result<()> {
        let text = match &entry.body {
            EntryBody::Inbound { text } | EntryBody::Outbound { text, .. } | EntryBody::Note { text, .. } => text,
            EntryBody::Event { .. } => return Ok(()),
        };
        if entry.is_undone() {
            return Ok(());
        }
        let space = space_of(self.conn, entry.conversation.as_str())?;
        add_message(self.conn, space, entry.id.as_str(), entry.at.millis(), text)
    }

    /// Follows a change of an entry. Texts never change, except that they go when a message is taken back.
    pub(in crate::db) fn reindex_entry(&mut self, entry: &Entry) -> Result<()> {
        match &entry.body {
            EntryBody::Outbound { delivery: Delivery::Undone, .. } => remove_message(self.conn, entry.id.as_str()),
            _ => Ok(()),
        }
    }
}

/// Fills the index of a file that was written before there was one.
pub(in crate::db) fn fill(tx: &Transaction<'_>) -> Result<()> {
    let mut statement = tx.prepare(
        "SELECT c.id, c.created_at, p.name, c.address FROM conversations c JOIN contacts p ON p.id = c.contact",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name, address): (String, Option<String>, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
        add_contact(tx, &id, row.get(1)?, name.as_deref(), &address)?;
    }
    let mut statement = tx.prepare(
        "SELECT s.number, e.id, e.at, e.text FROM entries e JOIN conversations c ON c.id = e.conversation
         JOIN search_spaces s ON s.space = c.space WHERE e.kind <> 'event' AND e.state IS NOT 'undone' ORDER BY e.rowid",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (entry, text): (String, String) = (row.get(1)?, row.get(3)?);
        add_message(tx, row.get(0)?, &entry, row.get(2)?, &text)?;
    }
    Ok(())
}
