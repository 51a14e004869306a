-- Embedding: keys of portals, and tokens made with them.

CREATE TABLE api_keys (
  id         TEXT PRIMARY KEY,
  space      TEXT NOT NULL REFERENCES spaces,
  name       TEXT NOT NULL,
  secret     BLOB NOT NULL UNIQUE, -- SHA-256 of the secret; the secret itself is never stored
  origins    TEXT NOT NULL,        -- JSON array of origins whose pages may show the app
  created_at INTEGER NOT NULL,
  created_by TEXT REFERENCES agents, -- null when it was made on the server itself
  used_at    INTEGER
) STRICT;
CREATE INDEX api_keys_space ON api_keys (space, created_at);

-- The key that a token was made with; null for people who signed in themselves.
ALTER TABLE sessions ADD COLUMN api_key TEXT REFERENCES api_keys;
-- The only origin of the key's that the token is for; null for all of them.
ALTER TABLE sessions ADD COLUMN origin TEXT;
CREATE INDEX sessions_api_key ON sessions (api_key) WHERE api_key IS NOT NULL;
