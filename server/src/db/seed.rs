//! Filling an empty file: the directory of a space, and conversations that come with a past instead of events. What is in
//! the demo is written in `demo`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{
    AgentId, ChannelId, ChannelKind, ContactSummary, Conversation, Entry, EntryBody, InboxId, ReadPosition, Role,
    SenderProfileId, SpaceId, TagId, TeamId,
};

use super::channels::Transport;
use super::{Result, Snapshot, Tx};

/// A channel to be added.
pub struct NewChannel<'n> {
    /// Its id.
    pub id: &'n ChannelId,
    /// Where its conversations arrive.
    pub inbox: &'n InboxId,
    /// What the customer uses.
    pub kind: ChannelKind,
    /// The name people see.
    pub label: &'n str,
    /// How it reaches its customers.
    pub transport: &'n Transport,
}

/// A conversation that comes with its past.
pub struct Past {
    /// The record, as the entries have made it.
    pub conversation: Conversation,
    /// Its timeline, oldest first.
    pub entries: Vec<Entry>,
    /// How far the agents have read it.
    pub reads: Vec<(AgentId, ReadPosition)>,
}

/// The longest text that one message of the kind may have, in Unicode scalar values.
fn max_length(kind: ChannelKind) -> u32 {
    match kind {
        ChannelKind::Sms => 1_530,
        ChannelKind::Whatsapp | ChannelKind::Telegram => 4_096,
        ChannelKind::Email => 20_000,
        ChannelKind::Chat => 5_000,
    }
}

impl Snapshot<'_> {
    /// A fact about the file.
    pub fn fact(&self, name: &str) -> Result<Option<String>> {
        Ok(self.conn.query_row("SELECT value FROM facts WHERE name = ?", [name], |row| row.get(0)).optional()?)
    }
}

impl Tx<'_> {
    fn add(&mut self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<()> {
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Notes a fact about the file.
    pub fn add_fact(&mut self, name: &str, value: &str) -> Result<()> {
        self.add("INSERT INTO facts (name, value) VALUES (?, ?)", &[&name, &value])
    }

    /// Adds a space. Everything in it is listed in the order in which it was added.
    pub fn add_space(&mut self, id: &SpaceId, name: &str) -> Result<()> {
        self.add(
            "INSERT INTO spaces (id, name, place) VALUES (?, ?, (SELECT count(*) FROM spaces))",
            &[&id.as_str(), &name],
        )
    }

    /// Adds a person who can sign in; `password` is a hash.
    pub fn add_agent(&mut self, id: &AgentId, name: &str, email: &str, password: &str) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 4] = [&id.as_str(), &name, &email.to_lowercase(), &password];
        self.add("INSERT INTO agents (id, name, email, password) VALUES (?, ?, ?, ?)", &values)
    }

    /// Gives a person a role in a space.
    pub fn add_member(&mut self, space: &SpaceId, agent: &AgentId, role: Role) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 3] = [&space.as_str(), &agent.as_str(), &role.as_str()];
        self.add(
            "INSERT INTO members (space, agent, role, place) VALUES (?, ?, ?, (SELECT count(*) FROM members))",
            &values,
        )
    }

    /// Adds a team.
    pub fn add_team(&mut self, space: &SpaceId, id: &TeamId, name: &str) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 3] = [&id.as_str(), &space.as_str(), &name];
        self.add("INSERT INTO teams (id, space, name, place) VALUES (?, ?, ?, (SELECT count(*) FROM teams))", &values)
    }

    /// Puts a person into a team.
    pub fn add_team_member(&mut self, team: &TeamId, agent: &AgentId) -> Result<()> {
        self.add("INSERT INTO team_members (team, agent) VALUES (?, ?)", &[&team.as_str(), &agent.as_str()])
    }

    /// Adds an inbox.
    pub fn add_inbox(&mut self, space: &SpaceId, id: &InboxId, name: &str) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 3] = [&id.as_str(), &space.as_str(), &name];
        self.add(
            "INSERT INTO inboxes (id, space, name, place) VALUES (?, ?, ?, (SELECT count(*) FROM inboxes))",
            &values,
        )
    }

    /// Adds a channel.
    pub fn add_channel(&mut self, space: &SpaceId, channel: &NewChannel<'_>) -> Result<()> {
        let (transport, secret, url) = match channel.transport {
            Transport::Webhook { secret, url } => ("webhook", Some(secret), url.as_ref()),
            Transport::Simulator => ("simulator", None, None),
        };
        self.conn
            .prepare_cached(
                "INSERT INTO channels (id, space, inbox, kind, label, max_length, transport, secret, url, place)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM channels))",
            )?
            .execute(params![
                channel.id.as_str(),
                space.as_str(),
                channel.inbox.as_str(),
                channel.kind.as_str(),
                channel.label,
                max_length(channel.kind),
                transport,
                secret,
                url,
            ])?;
        Ok(())
    }

    /// Adds an alias to write as; `country` is the one whose way of writing phone numbers is understood, ISO 3166.
    pub fn add_sender_profile(
        &mut self,
        space: &SpaceId,
        id: &SenderProfileId,
        channel: &ChannelId,
        name: &str,
        country: Option<&str>,
    ) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 5] = [&id.as_str(), &space.as_str(), &channel.as_str(), &name, &country];
        let sql = "INSERT INTO sender_profiles (id, space, channel, name, country, place)
                   VALUES (?, ?, ?, ?, ?, (SELECT count(*) FROM sender_profiles))";
        self.add(sql, &values)
    }

    /// Adds a tag.
    pub fn add_tag(&mut self, space: &SpaceId, id: &TagId, name: &str, color: &str) -> Result<()> {
        let values: [&dyn rusqlite::ToSql; 4] = [&id.as_str(), &space.as_str(), &name, &color];
        self.add(
            "INSERT INTO tags (id, space, name, color, place) VALUES (?, ?, ?, ?, (SELECT count(*) FROM tags))",
            &values,
        )
    }

    /// Notes the language a contact writes in.
    pub fn set_contact_locale(&mut self, contact: &ContactSummary, locale: &str) -> Result<()> {
        self.add("UPDATE contacts SET locale = ? WHERE id = ?", &[&locale, &contact.id.as_str()])
    }

    /// Adds conversations with their past: no events are told of it, since nobody can have been listening. Everything is
    /// written in the order in which it happened, as a server that was there would have done; the search index would be
    /// slow to take anything else.
    pub fn add_past(&mut self, all: &[Past]) -> Result<()> {
        let mut all: Vec<&Past> = all.iter().collect();
        all.sort_by_key(|past| past.conversation.created_at);
        let mut entries = Vec::new();
        for past in all {
            self.save_conversation(None, &past.conversation)?;
            let mut inbound = 0;
            for entry in &past.entries {
                inbound += u64::from(matches!(entry.body, EntryBody::Inbound { .. }));
                entries.push((entry, inbound));
            }
            for (agent, read) in &past.reads {
                self.save_read(&past.conversation.id, agent, *read)?;
            }
        }
        entries.sort_by_key(|(entry, _)| entry.at);
        for (entry, inbound) in entries {
            self.insert_entry(entry, inbound, 0)?;
        }
        Ok(())
    }
}
