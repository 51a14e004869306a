//! The audit log's rows. What goes into it is decided in `domain`; nothing changes a row once it is written.

use rusqlite::params;
use switchboard_api::{AgentId, AuditAction, AuditRecord, SpaceId, Timestamp};

use super::codec;
use super::{Error, Result, Snapshot, Tx};

/// Which records are read.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only of this kind.
    pub action: Option<AuditAction>,
    /// Only of this account.
    pub actor: Option<AgentId>,
    /// Only older than this one.
    pub before: Option<i64>,
}

impl Snapshot<'_> {
    /// Records of the space, the newest first.
    pub fn audit(&self, space: &SpaceId, asked: &Asked, limit: u32) -> Result<Vec<AuditRecord>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, at, action, actor, subject, peer, detail FROM audit
             WHERE space = ?1 AND id < ?2 AND (?3 IS NULL OR action = ?3) AND (?4 IS NULL OR actor = ?4)
             ORDER BY id DESC LIMIT ?5",
        )?;
        let mut rows = statement.query(params![
            space.as_str(),
            asked.before.unwrap_or(i64::MAX),
            asked.action.map(AuditAction::as_str),
            asked.actor.as_ref().map(AgentId::as_str),
            limit
        ])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let action = AuditAction::parse(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
            records.push(AuditRecord {
                id: u64::try_from(row.get::<_, i64>(0)?).unwrap_or_default(),
                at: codec::time(row, 1)?,
                action: action.ok_or(Error::Word("action"))?,
                actor: row.get::<_, String>(3)?.into(),
                subject: row.get(4)?,
                from: row.get(5)?,
                detail: row.get(6)?,
            });
        }
        Ok(records)
    }

    /// Every space that knows the account, whatever it may do there.
    pub fn spaces_with(&self, agent: &AgentId) -> Result<Vec<SpaceId>> {
        let mut statement = self.conn.prepare_cached("SELECT space FROM members WHERE agent = ? ORDER BY space")?;
        let rows = statement.query_map([agent.as_str()], |row| Ok(SpaceId::from(row.get::<_, String>(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes a record of what happens now.
    pub fn note(
        &mut self,
        space: &SpaceId,
        action: AuditAction,
        actor: &AgentId,
        subject: Option<&str>,
        peer: Option<&str>,
        detail: Option<&str>,
    ) -> Result<()> {
        let now = self.now().millis();
        self.conn
            .prepare_cached(
                "INSERT INTO audit (space, at, action, actor, subject, peer, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![space.as_str(), now, action.as_str(), actor.as_str(), subject, peer, detail])?;
        Ok(())
    }

    /// Forgets what happened before `at`.
    pub fn prune_audit(&mut self, at: Timestamp) -> Result<()> {
        self.conn.execute("DELETE FROM audit WHERE at < ?", [at.millis()])?;
        Ok(())
    }
}
