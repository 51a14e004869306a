//! Conversations: reading and saving whole records, and read positions. Lists are in `lists`, rules in `domain`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{AgentId, ChannelId, ContactId, Conversation, ConversationId, ReadPosition, Row, Sort};

use super::codec::{self, document, stored};
use super::{Result, Snapshot, Tx};

impl Snapshot<'_> {
    /// The conversation, whoever may see it.
    pub fn conversation(&self, id: &ConversationId) -> Result<Option<Conversation>> {
        let sql = format!(
            "SELECT {} FROM conversations c JOIN contacts p ON p.id = c.contact WHERE c.id = ?",
            codec::CONVERSATION
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([id.as_str()], codec::conversation).optional()?)
    }

    /// The contact's most recent conversation on the channel.
    pub fn latest_conversation(&self, channel: &ChannelId, contact: &ContactId) -> Result<Option<Conversation>> {
        let sql = format!(
            "SELECT {} FROM conversations c JOIN contacts p ON p.id = c.contact
             WHERE c.contact = ? AND c.channel = ? ORDER BY c.active_at DESC, c.id DESC LIMIT 1",
            codec::CONVERSATION
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row([contact.as_str(), channel.as_str()], codec::conversation).optional()?)
    }

    /// All conversations with the contact.
    pub fn conversations_of(&self, contact: &ContactId) -> Result<Vec<Conversation>> {
        let sql = format!(
            "SELECT {} FROM conversations c JOIN contacts p ON p.id = c.contact WHERE c.contact = ? ORDER BY c.id",
            codec::CONVERSATION
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([contact.as_str()], codec::conversation)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How far the agent has read the conversation.
    pub fn read_position(&self, conversation: &ConversationId, agent: &AgentId) -> Result<ReadPosition> {
        let mut statement =
            self.conn.prepare_cached("SELECT position, inbound FROM reads WHERE conversation = ? AND agent = ?")?;
        let found = statement.query_row([conversation.as_str(), agent.as_str()], |row| codec::read_position(row, 0));
        Ok(found.optional()?.unwrap_or_default())
    }

    /// How far everybody has read the conversation.
    pub fn read_positions(&self, conversation: &ConversationId) -> Result<Vec<(AgentId, ReadPosition)>> {
        let mut statement =
            self.conn.prepare_cached("SELECT agent, position, inbound FROM reads WHERE conversation = ?")?;
        let rows = statement.query_map([conversation.as_str()], |row| {
            Ok((AgentId::from(row.get::<_, String>(0)?), codec::read_position(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The conversation beside the agent's read position.
    pub fn row(&self, conversation: Conversation, agent: &AgentId) -> Result<Row> {
        let read = self.read_position(&conversation.id, agent)?;
        Ok(Row { conversation: conversation.into(), read })
    }
}

impl Tx<'_> {
    /// Stores the record, and the index of its people and teams where that differs from `before`.
    pub fn save_conversation(&mut self, before: Option<&Conversation>, now: &Conversation) -> Result<()> {
        let last = now.last.as_ref();
        self.conn
            .prepare_cached(
                "INSERT INTO conversations (id, version, space, inbox, channel, channel_kind, sender_profile, contact, address,
                   status, priority, folder, assignees, teams, followers, mentioned, tags, automated, last_kind, last_text,
                   last_author, created_at, active_at, waiting_since, snoozed_until, position, inbound,
                   waiting_rank, priority_rank)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                 ON CONFLICT (id) DO UPDATE SET version = excluded.version, inbox = excluded.inbox,
                   sender_profile = excluded.sender_profile, status = excluded.status, priority = excluded.priority,
                   folder = excluded.folder, assignees = excluded.assignees, teams = excluded.teams,
                   followers = excluded.followers, mentioned = excluded.mentioned, tags = excluded.tags,
                   automated = excluded.automated, last_kind = excluded.last_kind, last_text = excluded.last_text,
                   last_author = excluded.last_author, active_at = excluded.active_at,
                   waiting_since = excluded.waiting_since, snoozed_until = excluded.snoozed_until,
                   position = excluded.position, inbound = excluded.inbound,
                   waiting_rank = excluded.waiting_rank, priority_rank = excluded.priority_rank",
            )?
            .execute(params![
                now.id.as_str(),
                stored(now.version),
                now.space.as_str(),
                now.inbox.as_str(),
                now.channel.as_str(),
                now.channel_kind.as_str(),
                now.sender_profile.as_ref().map(|id| id.as_str()),
                now.contact.id.as_str(),
                &*now.contact.address,
                now.status.as_str(),
                now.priority.map(|priority| priority.as_str()),
                now.folder.as_str(),
                document(&now.assignees)?,
                document(&now.teams)?,
                document(&now.followers)?,
                document(&now.mentioned)?,
                document(&now.tags)?,
                now.automated,
                last.map(|last| codec::preview_kind(last.kind)),
                last.map(|last| &*last.text),
                last.and_then(|last| last.author.as_ref()).map(|id| id.as_str()),
                now.created_at.millis(),
                now.active_at.millis(),
                now.waiting_since.map(|at| at.millis()),
                now.snoozed_until.map(|at| at.millis()),
                stored(now.position),
                stored(now.inbound),
                Sort::Waiting.rank(now, 0),
                Sort::Priority.rank(now, 0),
            ])?;
        if before.is_none() {
            self.index_conversation(now)?;
        }
        self.index_agents(before, now)?;
        self.index_teams(before, now)
    }

    fn index_agents(&mut self, before: Option<&Conversation>, now: &Conversation) -> Result<()> {
        let people = |of: &Conversation| [of.assignees.clone(), of.followers.clone(), of.mentioned.clone()];
        if before.is_some_and(|before| people(before) == people(now)) {
            return Ok(());
        }
        self.conn
            .prepare_cached("DELETE FROM conversation_agents WHERE conversation = ?")?
            .execute([now.id.as_str()])?;
        let mut insert = self.conn.prepare_cached(
            "INSERT OR IGNORE INTO conversation_agents (agent, relation, conversation) VALUES (?, ?, ?)",
        )?;
        let relations = [("assignee", &now.assignees), ("follower", &now.followers), ("mentioned", &now.mentioned)];
        for (relation, agents) in relations {
            for agent in agents {
                insert.execute([agent.as_str(), relation, now.id.as_str()])?;
            }
        }
        Ok(())
    }

    fn index_teams(&mut self, before: Option<&Conversation>, now: &Conversation) -> Result<()> {
        if before.is_some_and(|before| before.teams == now.teams) {
            return Ok(());
        }
        self.conn
            .prepare_cached("DELETE FROM conversation_teams WHERE conversation = ?")?
            .execute([now.id.as_str()])?;
        let mut insert =
            self.conn.prepare_cached("INSERT OR IGNORE INTO conversation_teams (team, conversation) VALUES (?, ?)")?;
        for team in &now.teams {
            insert.execute([team.as_str(), now.id.as_str()])?;
        }
        Ok(())
    }

    /// Stores how far the agent has read the conversation.
    pub fn save_read(&mut self, conversation: &ConversationId, agent: &AgentId, read: ReadPosition) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO reads (conversation, agent, position, inbound) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET position = excluded.position, inbound = excluded.inbound",
            )?
            .execute(params![conversation.as_str(), agent.as_str(), stored(read.position), stored(read.inbound)])?;
        Ok(())
    }
}
