//! Membership rows: who may do what in a space. Who may change that is decided in `domain`.

use rusqlite::{OptionalExtension, Row, params};
use switchboard_api::{AgentId, Member, Role, SpaceId};

use super::{Result, Snapshot, Tx};

impl Snapshot<'_> {
    /// Everybody in the space.
    pub fn members(&self, space: &SpaceId) -> Result<Vec<Member>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT a.id, a.name, m.role FROM members m JOIN agents a ON a.id = m.agent WHERE m.space = ? ORDER BY m.place",
        )?;
        let rows = statement.query_map([space.as_str()], member)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Somebody in the space.
    pub fn member(&self, space: &SpaceId, agent: &AgentId) -> Result<Option<Member>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT a.id, a.name, m.role FROM members m JOIN agents a ON a.id = m.agent WHERE m.space = ? AND m.agent = ?",
        )?;
        Ok(statement.query_row([space.as_str(), agent.as_str()], member).optional()?)
    }

    /// How many admins the space has.
    pub fn admins(&self, space: &SpaceId) -> Result<u32> {
        let mut statement =
            self.conn.prepare_cached("SELECT count(*) FROM members WHERE space = ? AND role = 'admin'")?;
        Ok(statement.query_row([space.as_str()], |row| row.get(0))?)
    }
}

fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member { id: row.get::<_, String>(0)?.into(), name: row.get(1)?, role: Role::parse(row.get_ref(2)?.as_str()?) })
}

impl Tx<'_> {
    /// Gives a member another role.
    pub fn set_role(&mut self, space: &SpaceId, agent: &AgentId, role: Role) -> Result<()> {
        self.conn.execute(
            "UPDATE members SET role = ? WHERE space = ? AND agent = ?",
            params![role.as_str(), space.as_str(), agent.as_str()],
        )?;
        Ok(())
    }
}
