//! Sign-in rows: who has which password hash, and which tokens are valid. Hashing and tokens are made in `domain`.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{AgentId, ApiKeyId, SpaceId, Timestamp};

use super::{Result, Snapshot, Tx};

/// A person who may sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// Who.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// Their sign-in address.
    pub email: String,
    /// argon2id, PHC format.
    pub password: String,
    /// The how-manieth password of theirs it is.
    pub password_number: i64,
}

/// What a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub agent: AgentId,
    /// Until when.
    pub until: Timestamp,
    /// Where it reaches, if a portal's key made it.
    pub embedded: Option<Embedded>,
}

/// The limits of a token that a portal's key made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The key.
    pub key: ApiKeyId,
    /// The only space it reaches.
    pub space: SpaceId,
    /// The origins it may be used from, beside the server's own.
    pub origins: Vec<String>,
}

impl Snapshot<'_> {
    /// The account with this address (lower case).
    pub fn account_by_email(&self, email: &str) -> Result<Option<Account>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, name, email, password, password_number FROM agents WHERE email = ?")?;
        Ok(statement.query_row([email], account).optional()?)
    }

    /// The account of the agent.
    pub fn account(&self, agent: &AgentId) -> Result<Option<Account>> {
        let mut statement =
            self.conn.prepare_cached("SELECT id, name, email, password, password_number FROM agents WHERE id = ?")?;
        Ok(statement.query_row([agent.as_str()], account).optional()?)
    }

    /// What the token with this hash stands for, if it is still valid.
    pub fn signed_in(&self, token: &[u8], now: Timestamp) -> Result<Option<SignedIn>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.agent, s.until, k.id, k.space, iif(s.origin IS NULL, k.origins, json_array(s.origin))
             FROM sessions s LEFT JOIN api_keys k ON k.id = s.api_key WHERE s.token = ? AND s.until > ?",
        )?;
        let mut rows = statement.query(params![token, now.millis()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let embedded = match row.get::<_, Option<String>>(2)? {
            Some(key) => Some(Embedded {
                key: key.into(),
                space: row.get::<_, String>(3)?.into(),
                origins: serde_json::from_str(&row.get::<_, String>(4)?)?,
            }),
            None => None,
        };
        let agent = row.get::<_, String>(0)?.into();
        Ok(Some(SignedIn { agent, until: Timestamp::from_millis(row.get(1)?), embedded }))
    }

    /// Whether anybody can sign in: false only in a file that was never filled.
    pub fn sign_ins_exist(&self) -> Result<bool> {
        let mut statement = self.conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM agents)")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Name, address and role of everybody in the first space, for the sign-ins printed at the start.
    pub fn sign_ins(&self) -> Result<Vec<(String, String, String)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT a.name, a.email, m.role FROM members m JOIN agents a ON a.id = m.agent
             JOIN spaces s ON s.id = m.space WHERE s.place = 0 ORDER BY m.place",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn account(row: &rusqlite::Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        agent: row.get::<_, String>(0)?.into(),
        name: row.get(1)?,
        email: row.get(2)?,
        password: row.get(3)?,
        password_number: row.get(4)?,
    })
}

impl Tx<'_> {
    /// Remembers the hash of a token.
    pub fn insert_session(&mut self, token: &[u8], agent: &AgentId, until: Timestamp) -> Result<()> {
        self.conn.execute(
            "INSERT INTO sessions (token, agent, until) VALUES (?, ?, ?)",
            params![token, agent.as_str(), until.millis()],
        )?;
        Ok(())
    }

    /// Keeps another hash of the same password.
    pub fn rehash_password(&mut self, account: &Account, hash: &str) -> Result<()> {
        self.conn.execute(
            "UPDATE agents SET password = ? WHERE id = ? AND password_number = ?",
            params![hash, account.agent.as_str(), account.password_number],
        )?;
        Ok(())
    }

    /// Keeps the hash of another password, unless the known one is no longer the account's.
    pub fn change_password(&mut self, known: &Account, hash: &str) -> Result<bool> {
        let changed = self.conn.execute(
            "UPDATE agents SET password = ?, password_number = password_number + 1 WHERE id = ? AND password_number = ?",
            params![hash, known.agent.as_str(), known.password_number],
        )?;
        Ok(changed == 1)
    }

    /// Forgets all tokens of the agent but one.
    pub fn delete_other_sessions(&mut self, agent: &AgentId, token: &[u8]) -> Result<()> {
        self.conn.execute("DELETE FROM sessions WHERE agent = ? AND token <> ?", params![agent.as_str(), token])?;
        Ok(())
    }

    /// Forgets a token.
    pub fn delete_session(&mut self, token: &[u8]) -> Result<()> {
        self.conn.execute("DELETE FROM sessions WHERE token = ?", [token])?;
        Ok(())
    }

    /// Forgets tokens that are no longer valid.
    pub fn prune_sessions(&mut self) -> Result<()> {
        self.conn.execute("DELETE FROM sessions WHERE until <= ?", [self.now().millis()])?;
        Ok(())
    }
}
