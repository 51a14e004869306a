//! The directory of a space: who works there, its teams, inboxes, channels, profiles, tags and settings.

use rusqlite::{OptionalExtension, Row, ToSql};
use switchboard_api::{
    Agent, AgentId, Channel, Inbox, Role, SenderProfile, Settings, Space, SpaceId, Tag, Team, TeamId, Viewer,
};

use super::codec;
use super::{Result, Snapshot};

/// When a first reply assigns the conversation to its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOnReply {
    /// Always.
    Always,
    /// When nobody owns it.
    IfUnassigned,
    /// Never.
    Never,
}

/// Preferences of a space that rules need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Seconds a message is held when the writer does not say.
    pub undo_window_s: u32,
    /// What a first reply does to ownership.
    pub assign_on_reply: AssignOnReply,
}

impl Snapshot<'_> {
    fn all<T>(
        &self,
        sql: &str,
        params: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The agent as the visibility rule wants them; `None` when they may not enter the space or it does not exist.
    pub fn viewer(&self, space: &SpaceId, agent: &AgentId) -> Result<Option<Viewer>> {
        if !self.reaches(space) {
            return Ok(None);
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT m.role, (SELECT json_group_array(t.id) FROM team_members x JOIN teams t ON t.id = x.team
                             WHERE x.agent = m.agent AND t.space = m.space ORDER BY t.place)
             FROM members m WHERE m.space = ? AND m.agent = ?",
        )?;
        let found = statement.query_row([space.as_str(), agent.as_str()], |row| {
            Ok((Role::parse(row.get_ref(0)?.as_str()?), row.get::<_, String>(1)?))
        });
        let Some((role, teams)) = found.optional()? else { return Ok(None) };
        if role == Role::None {
            return Ok(None);
        }
        Ok(Some(Viewer { agent: agent.clone(), role, teams: serde_json::from_str(&teams)? }))
    }

    /// The spaces the agent may enter, in their order.
    pub fn spaces_of(&self, agent: &AgentId) -> Result<Vec<Space>> {
        let mut spaces = self.all(
            "SELECT s.id, s.name FROM members m JOIN spaces s ON s.id = m.space
             WHERE m.agent = ? AND m.role <> 'none' ORDER BY s.place",
            &[&agent.as_str()],
            |row| Ok(Space { id: row.get::<_, String>(0)?.into(), name: row.get(1)? }),
        )?;
        spaces.retain(|space| self.reaches(&space.id));
        Ok(spaces)
    }

    /// Preferences of the space.
    pub fn policy(&self, space: &SpaceId) -> Result<Policy> {
        let mut statement =
            self.conn.prepare_cached("SELECT undo_window_s, assign_on_reply FROM spaces WHERE id = ?")?;
        Ok(statement.query_row([space.as_str()], |row| {
            Ok(Policy {
                undo_window_s: row.get(0)?,
                assign_on_reply: match row.get_ref(1)?.as_str()? {
                    "always" => AssignOnReply::Always,
                    "never" => AssignOnReply::Never,
                    _ => AssignOnReply::IfUnassigned,
                },
            })
        })?)
    }

    /// The same as clients see them.
    pub fn settings(&self, space: &SpaceId) -> Result<Settings> {
        Ok(Settings { undo_window_s: self.policy(space)?.undo_window_s })
    }

    /// Everybody who works in the space.
    pub fn agents(&self, space: &SpaceId) -> Result<Vec<Agent>> {
        self.all(
            "SELECT a.id, a.name FROM members m JOIN agents a ON a.id = m.agent WHERE m.space = ? ORDER BY m.place",
            &[&space.as_str()],
            |row| Ok(Agent { id: row.get::<_, String>(0)?.into(), name: row.get(1)? }),
        )
    }

    /// The space's teams.
    pub fn teams(&self, space: &SpaceId) -> Result<Vec<Team>> {
        self.all("SELECT id, name FROM teams WHERE space = ? ORDER BY place", &[&space.as_str()], |row| {
            Ok(Team { id: row.get::<_, String>(0)?.into(), name: row.get(1)? })
        })
    }

    /// The ids of the space's teams.
    pub fn team_ids(&self, space: &SpaceId) -> Result<Vec<TeamId>> {
        Ok(self.teams(space)?.into_iter().map(|team| team.id).collect())
    }

    /// The space's inboxes.
    pub fn inboxes(&self, space: &SpaceId) -> Result<Vec<Inbox>> {
        self.all("SELECT id, name FROM inboxes WHERE space = ? ORDER BY place", &[&space.as_str()], |row| {
            Ok(Inbox { id: row.get::<_, String>(0)?.into(), name: row.get(1)? })
        })
    }

    /// The space's channels, without what is not for clients.
    pub fn channels(&self, space: &SpaceId) -> Result<Vec<Channel>> {
        self.all(
            "SELECT id, kind, label, inbox, max_length FROM channels WHERE space = ? ORDER BY place",
            &[&space.as_str()],
            |row| {
                let kind = codec::channel_kind(row, 1)?;
                Ok(Channel {
                    id: row.get::<_, String>(0)?.into(),
                    kind,
                    label: row.get(2)?,
                    inbox: row.get::<_, String>(3)?.into(),
                    max_length: row.get(4)?,
                    reply_to: kind.quotes(),
                })
            },
        )
    }

    /// The space's sender profiles.
    pub fn sender_profiles(&self, space: &SpaceId) -> Result<Vec<SenderProfile>> {
        self.all(
            "SELECT id, name, channel, country FROM sender_profiles WHERE space = ? ORDER BY place",
            &[&space.as_str()],
            |row| {
                Ok(SenderProfile {
                    id: row.get::<_, String>(0)?.into(),
                    name: row.get(1)?,
                    channel: row.get::<_, String>(2)?.into(),
                    country: row.get(3)?,
                })
            },
        )
    }

    /// The space's tags.
    pub fn tags(&self, space: &SpaceId) -> Result<Vec<Tag>> {
        self.all("SELECT id, name, color FROM tags WHERE space = ? ORDER BY place", &[&space.as_str()], |row| {
            Ok(Tag { id: row.get::<_, String>(0)?.into(), name: row.get(1)?, color: row.get(2)? })
        })
    }
}
