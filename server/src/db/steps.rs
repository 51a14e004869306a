//! What simulated customers will do next, as rows with a due time so that a restart continues the play.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{ConversationId, EntryId, Timestamp};

use super::codec;
use super::{Result, Snapshot, Tx};

/// What a simulated customer or their device does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The network takes the message.
    Sent,
    /// It reaches the device.
    Delivered,
    /// The customer sees it.
    Read,
    /// The customer answers it.
    Reply,
}

impl Step {
    const ALL: [Step; 4] = [Self::Sent, Self::Delivered, Self::Read, Self::Reply];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Reply => "reply",
        }
    }
}

/// A step and when it is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// Its number.
    pub id: i64,
    /// What happens.
    pub step: Step,
    /// Where.
    pub conversation: ConversationId,
    /// To which message of ours.
    pub entry: EntryId,
}

impl Snapshot<'_> {
    /// The next step whose time has come.
    pub fn due_step(&self, now: Timestamp) -> Result<Option<Due>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, step, conversation, entry FROM simulator_steps WHERE due <= ? ORDER BY due, id LIMIT 1",
        )?;
        let found = statement.query_row([now.millis()], |row| {
            let key = row.get::<_, String>(1)?;
            Ok(Due {
                id: row.get(0)?,
                step: Step::ALL.into_iter().find(|step| step.as_str() == key).unwrap_or(Step::Sent),
                conversation: row.get::<_, String>(2)?.into(),
                entry: row.get::<_, String>(3)?.into(),
            })
        });
        Ok(found.optional()?)
    }

    /// When the next step is due.
    pub fn next_step(&self) -> Result<Option<Timestamp>> {
        let mut statement = self.conn.prepare_cached("SELECT due FROM simulator_steps ORDER BY due LIMIT 1")?;
        Ok(statement.query_row([], |row| codec::time(row, 0)).optional()?)
    }

    /// A conversation on a simulated channel whose customer may write by themselves: of those where we wrote last and no
    /// step is planned, the `nth` most recently active one.
    pub fn idle_simulated(&self, nth: u32) -> Result<Option<ConversationId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.id FROM conversations c JOIN channels h ON h.id = c.channel
             WHERE h.transport = 'simulator' AND c.folder = 'inbox' AND c.automated = 0 AND c.last_kind = 'outbound'
               AND NOT EXISTS (SELECT 1 FROM simulator_steps s WHERE s.conversation = c.id)
             ORDER BY c.active_at DESC, c.id DESC LIMIT 1 OFFSET ?",
        )?;
        let found = statement.query_row([nth], |row| row.get::<_, String>(0)).optional()?;
        Ok(found.map(ConversationId::from))
    }
}

impl Tx<'_> {
    /// Plans a step.
    pub fn plan(&mut self, step: Step, due: Timestamp, conversation: &ConversationId, entry: &EntryId) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO simulator_steps (due, step, conversation, entry) VALUES (?, ?, ?, ?)")?
            .execute(params![due.millis(), step.as_str(), conversation.as_str(), entry.as_str()])?;
        Ok(())
    }

    /// Drops the planned answers of a conversation: a customer answers the last of several messages.
    pub fn drop_replies(&mut self, conversation: &ConversationId) -> Result<()> {
        self.conn
            .prepare_cached("DELETE FROM simulator_steps WHERE conversation = ? AND step = 'reply'")?
            .execute([conversation.as_str()])?;
        Ok(())
    }

    /// Forgets a step that was taken.
    pub fn finish_step(&mut self, id: i64) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM simulator_steps WHERE id = ?")?.execute([id])?;
        Ok(())
    }
}
