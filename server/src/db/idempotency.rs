//! What was answered to which key, so that a repeated request gets the same bytes and does nothing again.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{AgentId, Timestamp};

use super::{Result, Snapshot, Tx};

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// SHA-256 of method, path and body of the request.
    pub request: Vec<u8>,
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Snapshot<'_> {
    /// What was answered to this key of the agent.
    pub fn given(&self, agent: &AgentId, key: &str) -> Result<Option<Given>> {
        let mut statement =
            self.conn.prepare_cached("SELECT request, status, body FROM idempotency WHERE agent = ? AND key = ?")?;
        let found = statement.query_row([agent.as_str(), key], |row| {
            Ok(Given { request: row.get(0)?, status: row.get(1)?, body: row.get(2)? })
        });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Remembers an answer, in the transaction of what it tells of.
    pub fn remember(&mut self, agent: &AgentId, key: &str, given: &Given) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO idempotency (agent, key, request, status, body, at) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![agent.as_str(), key, given.request, given.status, given.body, self.now().millis()])?;
        Ok(())
    }

    /// Forgets old answers.
    pub fn prune_answers(&mut self, before: Timestamp) -> Result<()> {
        self.conn.execute("DELETE FROM idempotency WHERE at < ?", [before.millis()])?;
        Ok(())
    }
}
