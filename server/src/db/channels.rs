//! Channel accounts as the server needs them: transport, secret, address. Signing and delivering happen in `channels`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{ChannelId, ChannelKind, ConversationId, EntryId, InboxId, SenderProfileId, SpaceId};

use super::codec;
use super::{Result, Snapshot, Tx};

/// How a channel reaches its customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Signed posts both ways.
    Webhook {
        /// What both sides sign with.
        secret: String,
        /// Where messages to customers are posted.
        url: Option<String>,
    },
    /// Customers played by this program.
    Simulator,
}

/// A channel account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: ChannelId,
    /// Its space.
    pub space: SpaceId,
    /// Where its conversations arrive.
    pub inbox: InboxId,
    /// What the customer uses.
    pub kind: ChannelKind,
    /// The longest text of one message, in Unicode scalar values.
    pub max_length: u32,
    /// The alias its new conversations are answered as.
    pub sender_profile: Option<SenderProfileId>,
    /// How it reaches its customers.
    pub transport: Transport,
}

const ACCOUNT: &str = "SELECT c.id, c.space, c.inbox, c.kind, c.max_length, c.transport, c.secret, c.url,
       (SELECT f.id FROM sender_profiles f WHERE f.channel = c.id ORDER BY f.place LIMIT 1)
     FROM channels c JOIN spaces s ON s.id = c.space";

impl Snapshot<'_> {
    /// The channel, in whichever space.
    pub fn channel(&self, id: &ChannelId) -> Result<Option<Account>> {
        let mut statement = self.conn.prepare_cached(&format!("{ACCOUNT} WHERE c.id = ?"))?;
        Ok(statement.query_row([id.as_str()], account).optional()?)
    }

    /// The first webhook channel of the file.
    pub fn first_webhook(&self) -> Result<Option<Account>> {
        let sql = format!("{ACCOUNT} WHERE c.transport = 'webhook' ORDER BY s.place, c.place LIMIT 1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([], account).optional()?)
    }

    /// What a provider's message became when it came the first time.
    pub fn receipt(&self, channel: &ChannelId, provider_id: &str) -> Result<Option<(ConversationId, EntryId)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT conversation, entry FROM receipts WHERE channel = ? AND provider_id = ?")?;
        let found = statement.query_row([channel.as_str(), provider_id], |row| {
            Ok((row.get::<_, String>(0)?.into(), row.get::<_, String>(1)?.into()))
        });
        Ok(found.optional()?)
    }

    /// What the provider calls a message that came from it.
    pub fn provider_id(&self, entry: &EntryId) -> Result<Option<String>> {
        let mut statement = self.conn.prepare_cached("SELECT provider_id FROM receipts WHERE entry = ?")?;
        Ok(statement.query_row([entry.as_str()], |row| row.get(0)).optional()?)
    }
}

fn account(row: &rusqlite::Row<'_>) -> rusqlite::Result<Account> {
    let transport = match row.get_ref(5)?.as_str()? {
        "webhook" => {
            Transport::Webhook { secret: row.get::<_, Option<String>>(6)?.unwrap_or_default(), url: row.get(7)? }
        }
        _ => Transport::Simulator,
    };
    Ok(Account {
        id: row.get::<_, String>(0)?.into(),
        space: row.get::<_, String>(1)?.into(),
        inbox: row.get::<_, String>(2)?.into(),
        kind: codec::channel_kind(row, 3)?,
        max_length: row.get(4)?,
        sender_profile: row.get::<_, Option<String>>(8)?.map(Into::into),
        transport,
    })
}

impl Tx<'_> {
    /// Remembers what a provider's message became.
    pub fn insert_receipt(
        &mut self,
        channel: &ChannelId,
        provider_id: &str,
        conversation: &ConversationId,
        entry: &EntryId,
    ) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO receipts (channel, provider_id, conversation, entry) VALUES (?, ?, ?, ?)")?
            .execute([channel.as_str(), provider_id, conversation.as_str(), entry.as_str()])?;
        Ok(())
    }

    /// Sets where a webhook channel posts.
    pub fn set_webhook_url(&mut self, channel: &ChannelId, url: &str) -> Result<()> {
        self.conn.execute("UPDATE channels SET url = ? WHERE id = ?", params![url, channel.as_str()])?;
        Ok(())
    }
}
