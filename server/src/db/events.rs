//! The log of a space: one numbered event per change, written in the transaction of the change. Who is sent what is
//! decided in `live`.

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use switchboard_api::{
    AgentId, Contact, Conversation, ConversationId, Entry, ReadPosition, Role, SpaceId, Tag, TeamId, Timestamp, Viewer,
};

use super::codec::{self, document, stored};
use super::{Result, Snapshot, Tx};

const TAGS_CHANGED: &str = "tags_changed";
const CONTACT_CHANGED: &str = "contact_changed";

/// An event as it lies in the log, with what is needed to tell it to anybody.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its number.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// The agent who did it.
    pub actor: Option<AgentId>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum What {
    /// A conversation changed, and perhaps entries of its timeline.
    Changed {
        /// The record after the change, and what came with it.
        payload: Payload,
        /// How far everybody has read it; whoever is missing has read nothing.
        reads: Vec<(AgentId, ReadPosition)>,
    },
    /// One agent read a conversation further, or marked it unread.
    Read {
        /// Who.
        agent: AgentId,
        /// Which.
        id: ConversationId,
        /// The new position.
        read: ReadPosition,
    },
    /// The space has other tags.
    Tags(Vec<Tag>),
    /// A contact's record changed.
    Contact(ContactPayload),
}

/// The stored part of a change of a contact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContactPayload {
    /// The whole record.
    pub contact: Contact,
    /// Of each conversation with them, what decides who may see it.
    pub scopes: Vec<Scope>,
}

impl ContactPayload {
    /// Whether the viewer may see the contact, by the rule of `may_see_contact`.
    pub fn is_open_to(&self, viewer: &Viewer) -> bool {
        viewer.role != Role::None
            && (matches!(viewer.role, Role::Admin | Role::Manager)
                || self.scopes.is_empty()
                || self.scopes.iter().any(|scope| scope.is_open_to(viewer)))
    }
}

/// The stored part of a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payload {
    /// The whole record.
    pub conversation: Arc<Conversation>,
    /// The whole entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// Who could see it before, where that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Scope>,
}

/// What decides who may see a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    assignees: Vec<AgentId>,
    teams: Vec<TeamId>,
    followers: Vec<AgentId>,
    mentioned: Vec<AgentId>,
}

impl Scope {
    /// The conversation's.
    pub fn of(conversation: &Conversation) -> Self {
        Self {
            assignees: conversation.assignees.clone(),
            teams: conversation.teams.clone(),
            followers: conversation.followers.clone(),
            mentioned: conversation.mentioned.clone(),
        }
    }

    fn is_open_to(&self, viewer: &Viewer) -> bool {
        viewer.may_see_what_has(&self.teams, [&self.assignees, &self.followers, &self.mentioned])
    }

    /// The conversation as it would be with this scope.
    pub fn applied_to(&self, conversation: &Conversation) -> Conversation {
        Conversation {
            assignees: self.assignees.clone(),
            teams: self.teams.clone(),
            followers: self.followers.clone(),
            mentioned: self.mentioned.clone(),
            ..conversation.clone()
        }
    }
}

/// Part of a log.
#[derive(Clone, Debug)]
pub struct LogPage {
    /// The events, in order.
    pub events: Vec<Logged>,
    /// Number of the newest event of the space.
    pub newest: u64,
    /// Events up to this number have been pruned.
    pub start: u64,
}

impl Snapshot<'_> {
    /// The newest number of the space's log, and the number up to which it was pruned.
    pub fn log_bounds(&self, space: &SpaceId) -> Result<(u64, u64)> {
        let mut statement = self.conn.prepare_cached("SELECT seq, log_start FROM spaces WHERE id = ?")?;
        let found = statement.query_row([space.as_str()], |row| Ok((codec::number(row, 0)?, codec::number(row, 1)?)));
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Events after a number, in order, with the read positions of all who have read the conversations.
    pub fn log_after(&self, space: &SpaceId, after: u64, limit: u32) -> Result<LogPage> {
        let (newest, start) = self.log_bounds(space)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT seq, at, actor, kind, conversation, audience, payload FROM events
             WHERE space = ? AND seq > ? ORDER BY seq LIMIT ?",
        )?;
        let mut rows = statement.query(params![space.as_str(), stored(after), limit])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let payload = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
            let id = ConversationId::from(row.get::<_, String>(4)?);
            let what =
                match (row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?, row.get::<_, Option<String>>(5)?) {
                    (_, Some(agent)) => What::Read { agent: agent.into(), id, read: serde_json::from_str(payload)? },
                    (TAGS_CHANGED, None) => What::Tags(serde_json::from_str(payload)?),
                    (CONTACT_CHANGED, None) => What::Contact(serde_json::from_str(payload)?),
                    (_, None) => {
                        What::Changed { payload: serde_json::from_str(payload)?, reads: self.read_positions(&id)? }
                    }
                };
            events.push(Logged {
                seq: codec::number(row, 0)?,
                at: codec::time(row, 1)?,
                actor: row.get::<_, Option<String>>(2)?.map(AgentId::from),
                what,
            });
        }
        Ok(LogPage { events, newest, start })
    }
}

impl Tx<'_> {
    fn next_seq(&mut self, space: &SpaceId) -> Result<u64> {
        // The one writer holds its transaction until the commit, so numbers are handed out in commit order and a
        // rolled-back one is handed out again: no holes.
        let seq = self
            .conn
            .prepare_cached("UPDATE spaces SET seq = seq + 1 WHERE id = ? RETURNING seq")?
            .query_row([space.as_str()], |row| codec::number(row, 0))?;
        self.touched.push(space.clone());
        Ok(seq)
    }

    /// Appends a change of a conversation to the log of its space and answers its number.
    pub fn append_change(&mut self, actor: Option<&AgentId>, payload: &Payload) -> Result<u64> {
        let space = &payload.conversation.space;
        let seq = self.next_seq(space)?;
        let id = payload.conversation.id.as_str();
        self.append(space, seq, actor, "conversation_changed", id, None, &document(payload)?)
    }

    /// Appends a move of an agent's read position, for that agent alone.
    pub fn append_read(
        &mut self,
        space: &SpaceId,
        agent: &AgentId,
        id: &ConversationId,
        read: ReadPosition,
    ) -> Result<u64> {
        let seq = self.next_seq(space)?;
        self.append(space, seq, Some(agent), "read_moved", id.as_str(), Some(agent), &document(&read)?)
    }

    /// Appends that the space has these tags now, for everybody in it.
    pub fn append_tags(&mut self, space: &SpaceId, actor: &AgentId, tags: &[Tag]) -> Result<u64> {
        let seq = self.next_seq(space)?;
        self.append(space, seq, Some(actor), TAGS_CHANGED, "", None, &document(&tags)?)
    }

    /// Appends that a contact's record is this now, for everybody who may see them.
    pub fn append_contact(&mut self, actor: Option<&AgentId>, payload: &ContactPayload) -> Result<u64> {
        let space = &payload.contact.space;
        let seq = self.next_seq(space)?;
        self.append(space, seq, actor, CONTACT_CHANGED, "", None, &document(payload)?)
    }

    #[expect(clippy::too_many_arguments, reason = "one per column")]
    fn append(
        &mut self,
        space: &SpaceId,
        seq: u64,
        actor: Option<&AgentId>,
        kind: &str,
        conversation: &str,
        audience: Option<&AgentId>,
        payload: &str,
    ) -> Result<u64> {
        self.conn
            .prepare_cached(
                "INSERT INTO events (space, seq, at, actor, kind, conversation, audience, payload) VALUES (?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                space.as_str(),
                stored(seq),
                self.now.millis(),
                actor.map(AgentId::as_str),
                kind,
                conversation,
                audience.map(AgentId::as_str),
                payload,
            ])?;
        Ok(seq)
    }

    /// Rewrites the changes of a conversation from number `from` on, so that what was taken back is nowhere in the log.
    pub fn rewrite_changes(
        &mut self,
        conversation: &Conversation,
        from: u64,
        rewrite: impl Fn(&mut Payload),
    ) -> Result<()> {
        let space = conversation.space.as_str();
        let mut found = Vec::new();
        {
            let mut statement = self.conn.prepare_cached(
                "SELECT seq, payload FROM events
                 WHERE space = ? AND seq >= ? AND conversation = ? AND kind = 'conversation_changed'",
            )?;
            let mut rows = statement.query(params![space, stored(from), conversation.id.as_str()])?;
            while let Some(row) = rows.next()? {
                let payload: Payload = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
                found.push((codec::number(row, 0)?, payload));
            }
        }
        let mut update = self.conn.prepare_cached("UPDATE events SET payload = ? WHERE space = ? AND seq = ?")?;
        for (seq, mut payload) in found {
            rewrite(&mut payload);
            update.execute(params![document(&payload)?, space, stored(seq)])?;
        }
        Ok(())
    }

    /// Forgets events that are older than `before`, but always keeps the newest `keep` of each space.
    pub fn prune_log(&mut self, before: Timestamp, keep: u64) -> Result<()> {
        let mut statement = self.conn.prepare_cached("SELECT id, seq, log_start FROM spaces")?;
        let spaces = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, codec::number(row, 1)?, codec::number(row, 2)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for (space, seq, start) in spaces {
            let most = seq.saturating_sub(keep);
            if most <= start {
                continue;
            }
            // The first event young enough to stay ends the part that goes.
            let young: Option<i64> = self
                .conn
                .prepare_cached("SELECT seq FROM events WHERE space = ? AND at >= ? ORDER BY seq LIMIT 1")?
                .query_row(params![space, before.millis()], |row| row.get(0))
                .optional()?;
            let old = young.map_or(most, |young| u64::try_from(young).unwrap_or(0).saturating_sub(1).min(most));
            if old > start {
                self.conn
                    .prepare_cached("DELETE FROM events WHERE space = ? AND seq <= ?")?
                    .execute(params![space, stored(old)])?;
                self.conn
                    .prepare_cached("UPDATE spaces SET log_start = ? WHERE id = ?")?
                    .execute(params![stored(old), space])?;
            }
        }
        Ok(())
    }
}
