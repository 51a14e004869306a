//! The senders behind sender profiles, and which of them each message goes out by. Choosing one is a rule of `domain`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{ConversationId, EntryId, SenderProfile, SenderProfileId, SpaceId};

use super::codec;
use super::{Result, Snapshot, Tx};

/// A sender: a number, mailbox or account that messages go out by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Its id.
    pub id: i64,
    /// What providers know it by.
    pub address: String,
    /// The recipients it serves, ISO 3166; `None`: all whom no other sender serves, and those for whom the others are
    /// used up.
    pub country: Option<String>,
    /// Messages in a day; `None`: as many as there are.
    pub daily_limit: Option<u64>,
}

impl Snapshot<'_> {
    /// The sender profile of the space.
    pub fn sender_profile(&self, space: &SpaceId, id: &SenderProfileId) -> Result<Option<SenderProfile>> {
        Ok(self.sender_profiles(space)?.into_iter().find(|profile| profile.id == *id))
    }

    /// The country whose way of writing numbers the space's people use: that of its first sender profile with one.
    pub fn home_country(&self, space: &SpaceId) -> Result<Option<String>> {
        Ok(self.sender_profiles(space)?.into_iter().find_map(|profile| profile.country))
    }

    /// The senders behind the profile, in the order in which they are tried.
    pub fn senders(&self, profile: &SenderProfileId) -> Result<Vec<Sender>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, address, country, daily_limit FROM senders WHERE profile = ? ORDER BY id")?;
        let rows = statement.query_map([profile.as_str()], |row| {
            let limit: Option<i64> = row.get(3)?;
            Ok(Sender {
                id: row.get(0)?,
                address: row.get(1)?,
                country: row.get(2)?,
                daily_limit: limit.map(|limit| u64::try_from(limit).unwrap_or(0)),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many messages of the day go out by the sender.
    pub fn sent_by(&self, sender: i64, day: i64) -> Result<u64> {
        let mut statement =
            self.conn.prepare_cached("SELECT count(*) FROM message_senders WHERE sender = ? AND day = ?")?;
        Ok(statement.query_row([sender, day], |row| codec::number(row, 0))?)
    }

    /// The address of the sender that the message goes out by, where one was chosen.
    pub fn sender_of(&self, entry: &EntryId) -> Result<Option<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.address FROM message_senders m JOIN senders s ON s.id = m.sender WHERE m.entry = ?",
        )?;
        Ok(statement.query_row([entry.as_str()], |row| row.get(0)).optional()?)
    }

    /// The sender of the conversation's newest message that has one.
    pub fn last_sender(&self, conversation: &ConversationId) -> Result<Option<i64>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT m.sender FROM entries e JOIN message_senders m ON m.entry = e.id
             WHERE e.conversation = ? ORDER BY e.position DESC LIMIT 1",
        )?;
        Ok(statement.query_row([conversation.as_str()], |row| row.get(0)).optional()?)
    }
}

impl Tx<'_> {
    /// Adds a sender behind a profile.
    pub fn add_sender(
        &mut self,
        profile: &SenderProfileId,
        address: &str,
        country: Option<&str>,
        daily_limit: Option<u32>,
    ) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO senders (profile, address, country, daily_limit) VALUES (?, ?, ?, ?)")?
            .execute(params![profile.as_str(), address, country, daily_limit])?;
        Ok(())
    }

    /// Notes that the message goes out by the sender, on this day.
    pub fn take_sender(&mut self, entry: &EntryId, sender: i64, day: i64) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO message_senders (entry, sender, day) VALUES (?, ?, ?)")?
            .execute(params![entry.as_str(), sender, day])?;
        Ok(())
    }

    /// Gives back what a message took that does not go out.
    pub fn release_sender(&mut self, entry: &EntryId) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM message_senders WHERE entry = ?")?.execute([entry.as_str()])?;
        Ok(())
    }
}
