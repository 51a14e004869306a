//! Keys of portals and the tokens made with them, as rows. Who may make them and what they reach is decided in `domain`.

use rusqlite::{OptionalExtension, Row, params};
use switchboard_api::{AgentId, ApiKey, ApiKeyId, SpaceId, Timestamp};

use super::{Result, Snapshot, Tx};

const COLUMNS: &str = "id, name, origins, created_at, created_by, used_at";

impl Snapshot<'_> {
    /// The keys of the space, oldest first.
    pub fn api_keys(&self, space: &SpaceId) -> Result<Vec<ApiKey>> {
        let sql = format!("SELECT {COLUMNS} FROM api_keys WHERE space = ? ORDER BY created_at, id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([space.as_str()])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(read(row)?);
        }
        Ok(keys)
    }

    /// The key whose secret has this hash, and its space.
    pub fn api_key_by_secret(&self, secret: &[u8]) -> Result<Option<(SpaceId, ApiKey)>> {
        let sql = format!("SELECT {COLUMNS}, space FROM api_keys WHERE secret = ?");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([secret])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some((row.get::<_, String>(6)?.into(), read(row)?)))
    }

    /// Every origin that some key allows to show the app, each once.
    pub fn embedding_origins(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT origin.value FROM api_keys, json_each(api_keys.origins) origin ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The space that comes first.
    pub fn first_space(&self) -> Result<Option<SpaceId>> {
        let mut statement = self.conn.prepare_cached("SELECT id FROM spaces ORDER BY place LIMIT 1")?;
        let found = statement.query_row([], |row| row.get::<_, String>(0));
        Ok(found.optional()?.map(SpaceId::from))
    }

    /// Whether there is such a space.
    pub fn space_exists(&self, space: &SpaceId) -> Result<bool> {
        let mut statement = self.conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM spaces WHERE id = ?)")?;
        Ok(statement.query_row([space.as_str()], |row| row.get(0))?)
    }
}

fn read(row: &Row<'_>) -> Result<ApiKey> {
    Ok(ApiKey {
        id: row.get::<_, String>(0)?.into(),
        name: row.get(1)?,
        origins: serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?,
        created_at: Timestamp::from_millis(row.get(3)?),
        created_by: row.get::<_, Option<String>>(4)?.map(AgentId::from),
        used_at: row.get::<_, Option<i64>>(5)?.map(Timestamp::from_millis),
    })
}

impl Tx<'_> {
    /// Adds a key; `secret` is the hash of its secret.
    pub fn insert_api_key(&mut self, space: &SpaceId, key: &ApiKey, secret: &[u8]) -> Result<()> {
        self.conn.execute(
            "INSERT INTO api_keys (id, space, name, secret, origins, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                key.id.as_str(),
                space.as_str(),
                key.name,
                secret,
                serde_json::to_string(&key.origins)?,
                key.created_at.millis(),
                key.created_by.as_ref().map(AgentId::as_str),
            ],
        )?;
        Ok(())
    }

    /// Removes a key and every token made with it; whether there was one.
    pub fn delete_api_key(&mut self, space: &SpaceId, id: &ApiKeyId) -> Result<bool> {
        let key = params![space.as_str(), id.as_str()];
        self.conn.execute(
            "DELETE FROM sessions WHERE api_key = (SELECT id FROM api_keys WHERE space = ? AND id = ?)",
            key,
        )?;
        Ok(self.conn.execute("DELETE FROM api_keys WHERE space = ? AND id = ?", key)? > 0)
    }

    /// Remembers the hash of a token made with a key, and that the key was used.
    pub fn insert_embed_token(
        &mut self,
        token: &[u8],
        agent: &AgentId,
        until: Timestamp,
        key: &ApiKeyId,
        origin: Option<&str>,
    ) -> Result<()> {
        self.conn.execute(
            "INSERT INTO sessions (token, agent, until, api_key, origin) VALUES (?, ?, ?, ?, ?)",
            params![token, agent.as_str(), until.millis(), key.as_str(), origin],
        )?;
        let now = self.now().millis();
        self.conn.execute("UPDATE api_keys SET used_at = ? WHERE id = ?", params![now, key.as_str()])?;
        Ok(())
    }
}
