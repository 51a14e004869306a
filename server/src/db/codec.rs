//! How values of the contract lie in columns: words, JSON arrays, rows. No statement is run here.

use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use switchboard_api::{
    Author, ChannelKind, ContactSummary, Conversation, Delivery, Entry, EntryBody, Folder, Preview, PreviewKind,
    Priority, ReadPosition, Timestamp,
};

use super::{Error, Result};

/// The columns of a conversation `c` with its contact `p`, in the order of [`conversation`].
pub const CONVERSATION: &str = "c.id, c.version, c.space, c.inbox, c.channel, c.channel_kind, c.sender_profile, c.contact, \
     p.name, c.address, p.company, c.status, c.priority, c.folder, c.assignees, c.teams, c.followers, c.mentioned, c.tags, \
     c.automated, c.last_kind, c.last_text, c.last_author, c.created_at, c.active_at, c.waiting_since, c.snoozed_until, \
     c.position, c.inbound";
/// How many columns [`CONVERSATION`] has; what a statement selects after them starts here.
pub const AFTER_CONVERSATION: usize = 29;
/// The columns of an entry `e`, in the order of [`entry`].
pub const ENTRY: &str = "e.id, e.conversation, e.version, e.position, e.at, e.author, e.agent, e.kind, e.text, e.client_id, \
     e.state, e.held_until, e.failed_code, e.failed_reason, e.mentions, e.event, \
     (SELECT json_object('entry', q.id, 'position', q.position, 'author', json_object('by', q.author, 'id', q.agent), \
       'text', substr(q.text, 1, 160)) FROM entries q WHERE q.id = e.reply_to)";
/// How many columns [`ENTRY`] has.
pub const ENTRY_COLUMNS: usize = 17;

fn damaged(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

fn word<T>(row: &Row<'_>, column: usize, what: &'static str, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    parse(text).ok_or_else(|| damaged(column, Error::Word(what)))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| damaged(column, error))
}

fn id<T: From<String>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    row.get::<_, String>(column).map(T::from)
}

fn maybe_id<T: From<String>>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<String>>(column)?.map(T::from))
}

/// A count or number that is never negative.
pub fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(|value| u64::try_from(value).unwrap_or(0))
}

/// A number for a column; the database has no larger ones.
pub fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A point in time.
pub fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

fn maybe_time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

/// A document for a column.
pub fn document<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// The key of a kind of preview.
pub fn preview_kind(kind: PreviewKind) -> &'static str {
    match kind {
        PreviewKind::Inbound => "inbound",
        PreviewKind::Outbound => "outbound",
        PreviewKind::Note => "note",
    }
}

fn parse_preview_kind(key: &str) -> Option<PreviewKind> {
    [PreviewKind::Inbound, PreviewKind::Outbound, PreviewKind::Note].into_iter().find(|kind| preview_kind(*kind) == key)
}

/// A kind of channel.
pub fn channel_kind(row: &Row<'_>, column: usize) -> rusqlite::Result<ChannelKind> {
    word(row, column, "channel kind", ChannelKind::parse)
}

/// A conversation from the columns of [`CONVERSATION`].
pub fn conversation(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    let last = match row.get_ref(20)?.as_str_or_null()? {
        None => None,
        Some(_) => Some(Preview {
            kind: word(row, 20, "preview", parse_preview_kind)?,
            text: row.get::<_, Option<String>>(21)?.unwrap_or_default().into(),
            author: maybe_id(row, 22)?,
        }),
    };
    let priority = match row.get_ref(12)?.as_str_or_null()? {
        None => None,
        Some(_) => Some(word(row, 12, "priority", Priority::parse)?),
    };
    Ok(Conversation {
        id: id(row, 0)?,
        version: number(row, 1)?,
        space: id(row, 2)?,
        inbox: id(row, 3)?,
        channel: id(row, 4)?,
        channel_kind: channel_kind(row, 5)?,
        sender_profile: maybe_id(row, 6)?,
        contact: ContactSummary {
            id: id(row, 7)?,
            name: row.get::<_, Option<String>>(8)?.map(Into::into),
            address: row.get::<_, String>(9)?.into(),
            company: row.get::<_, Option<String>>(10)?.map(Into::into),
        },
        status: id(row, 11)?,
        priority,
        folder: word(row, 13, "folder", Folder::parse)?,
        assignees: json(row, 14)?,
        teams: json(row, 15)?,
        followers: json(row, 16)?,
        mentioned: json(row, 17)?,
        tags: json(row, 18)?,
        automated: row.get(19)?,
        last,
        created_at: time(row, 23)?,
        active_at: time(row, 24)?,
        waiting_since: maybe_time(row, 25)?,
        snoozed_until: maybe_time(row, 26)?,
        position: number(row, 27)?,
        inbound: number(row, 28)?,
    })
}

/// A read position from two columns that are NULL when the caller has read nothing.
pub fn read_position(row: &Row<'_>, column: usize) -> rusqlite::Result<ReadPosition> {
    let value = |column| row.get::<_, Option<i64>>(column).map(|value| u64::try_from(value.unwrap_or(0)).unwrap_or(0));
    Ok(ReadPosition { position: value(column)?, inbound: value(column + 1)? })
}

/// An entry from the columns of [`ENTRY`].
pub fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    entry_at(row, 0)
}

/// The same where those columns begin at `first`.
pub fn entry_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Entry> {
    let author = match row.get_ref(first + 5)?.as_str()? {
        "contact" => Author::Contact,
        "agent" => Author::Agent { id: id(row, first + 6)? },
        _ => Author::System,
    };
    let text = || row.get::<_, String>(first + 8).map(Into::into);
    let client_id = || maybe_id(row, first + 9);
    let body = match row.get_ref(first + 7)?.as_str()? {
        "inbound" => EntryBody::Inbound { text: text()? },
        "outbound" => {
            EntryBody::Outbound { text: text()?, client_id: client_id()?, delivery: delivery(row, first + 10)? }
        }
        "note" => EntryBody::Note { text: text()?, client_id: client_id()?, mentions: json(row, first + 14)? },
        _ => EntryBody::Event { event: json(row, first + 15)? },
    };
    Ok(Entry {
        id: id(row, first)?,
        conversation: id(row, first + 1)?,
        version: number(row, first + 2)?,
        position: number(row, first + 3)?,
        at: time(row, first + 4)?,
        author,
        reply_to: match row.get_ref(first + 16)?.as_str_or_null()? {
            None => None,
            Some(_) => Some(json(row, first + 16)?),
        },
        body,
    })
}

fn delivery(row: &Row<'_>, state: usize) -> rusqlite::Result<Delivery> {
    Ok(match row.get_ref(state)?.as_str()? {
        "held" => Delivery::Held { until: maybe_time(row, state + 1)?.unwrap_or_default() },
        "queued" => Delivery::Queued,
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" => Delivery::Read,
        "undone" => Delivery::Undone,
        "failed" => Delivery::Failed {
            code: row.get::<_, Option<String>>(state + 2)?.unwrap_or_default(),
            reason: row.get::<_, Option<String>>(state + 3)?.unwrap_or_default(),
        },
        _ => return Err(damaged(state, Error::Word("delivery state"))),
    })
}
