-- The first schema. Times are milliseconds since 1970 (UTC), ids are opaque text, lists inside a record are JSON arrays.

-- Facts about the file itself.
CREATE TABLE facts (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spaces (
  id              TEXT PRIMARY KEY,
  name            TEXT NOT NULL,
  place           INTEGER NOT NULL,
  undo_window_s   INTEGER NOT NULL DEFAULT 5,
  assign_on_reply TEXT NOT NULL DEFAULT 'if_unassigned' CHECK (assign_on_reply IN ('always', 'if_unassigned', 'never')),
  seq             INTEGER NOT NULL DEFAULT 0, -- number of the newest event
  log_start       INTEGER NOT NULL DEFAULT 0  -- events up to here have been pruned
) STRICT;

CREATE TABLE agents (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  email    TEXT NOT NULL UNIQUE, -- lower case
  password TEXT NOT NULL         -- argon2id, PHC format
) STRICT;

CREATE TABLE members (
  space TEXT NOT NULL REFERENCES spaces,
  agent TEXT NOT NULL REFERENCES agents,
  role  TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'agent', 'none')),
  place INTEGER NOT NULL,
  PRIMARY KEY (space, agent)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_agent ON members (agent);

CREATE TABLE sessions (
  token   BLOB PRIMARY KEY, -- SHA-256 of the token; the token itself is never stored
  agent   TEXT NOT NULL REFERENCES agents,
  until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE teams (
  id    TEXT PRIMARY KEY,
  space TEXT NOT NULL REFERENCES spaces,
  name  TEXT NOT NULL,
  place INTEGER NOT NULL
) STRICT;

CREATE TABLE team_members (
  team  TEXT NOT NULL REFERENCES teams,
  agent TEXT NOT NULL REFERENCES agents,
  PRIMARY KEY (agent, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE inboxes (
  id    TEXT PRIMARY KEY,
  space TEXT NOT NULL REFERENCES spaces,
  name  TEXT NOT NULL,
  place INTEGER NOT NULL
) STRICT;

CREATE TABLE channels (
  id         TEXT PRIMARY KEY,
  space      TEXT NOT NULL REFERENCES spaces,
  inbox      TEXT NOT NULL REFERENCES inboxes,
  kind       TEXT NOT NULL,
  label      TEXT NOT NULL,
  max_length INTEGER NOT NULL,
  transport  TEXT NOT NULL CHECK (transport IN ('webhook', 'simulator')),
  secret     TEXT, -- webhooks: signing needs the secret itself, so it cannot be hashed; the file is readable by its owner only
  url        TEXT, -- webhooks: where messages to customers are posted
  place      INTEGER NOT NULL
) STRICT;

CREATE TABLE sender_profiles (
  id      TEXT PRIMARY KEY,
  space   TEXT NOT NULL REFERENCES spaces,
  channel TEXT NOT NULL REFERENCES channels,
  name    TEXT NOT NULL,
  place   INTEGER NOT NULL
) STRICT;

CREATE TABLE tags (
  id    TEXT PRIMARY KEY,
  space TEXT NOT NULL REFERENCES spaces,
  name  TEXT NOT NULL,
  color TEXT NOT NULL,
  place INTEGER NOT NULL
) STRICT;

CREATE TABLE contacts (
  id      TEXT PRIMARY KEY,
  space   TEXT NOT NULL REFERENCES spaces,
  name    TEXT,
  company TEXT,
  locale  TEXT -- BCP 47, where known
) STRICT;

CREATE TABLE contact_addresses (
  space   TEXT NOT NULL REFERENCES spaces,
  kind    TEXT NOT NULL,
  address TEXT NOT NULL,
  contact TEXT NOT NULL REFERENCES contacts,
  PRIMARY KEY (space, kind, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id             TEXT PRIMARY KEY,
  space          TEXT NOT NULL REFERENCES spaces,
  version        INTEGER NOT NULL,
  inbox          TEXT NOT NULL REFERENCES inboxes,
  channel        TEXT NOT NULL REFERENCES channels,
  channel_kind   TEXT NOT NULL,
  sender_profile TEXT REFERENCES sender_profiles,
  contact        TEXT NOT NULL REFERENCES contacts,
  address        TEXT NOT NULL,
  status         TEXT NOT NULL,
  priority       TEXT,
  folder         TEXT NOT NULL,
  assignees      TEXT NOT NULL,
  teams          TEXT NOT NULL,
  followers      TEXT NOT NULL,
  mentioned      TEXT NOT NULL,
  tags           TEXT NOT NULL,
  automated      INTEGER NOT NULL,
  last_kind      TEXT,
  last_text      TEXT,
  last_author    TEXT,
  created_at     INTEGER NOT NULL,
  active_at      INTEGER NOT NULL,
  waiting_since  INTEGER,
  snoozed_until  INTEGER,
  position       INTEGER NOT NULL,
  inbound        INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_order ON conversations (space, folder, active_at DESC, id DESC);
CREATE INDEX conversations_contact ON conversations (contact, channel, active_at DESC);

-- The same people and teams as the arrays in the record, for lists and visibility. Written with the record, never alone.
CREATE TABLE conversation_agents (
  agent        TEXT NOT NULL,
  relation     TEXT NOT NULL CHECK (relation IN ('assignee', 'follower', 'mentioned')),
  conversation TEXT NOT NULL REFERENCES conversations,
  PRIMARY KEY (conversation, agent, relation)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_agents_agent ON conversation_agents (agent, relation, conversation);

CREATE TABLE conversation_teams (
  team         TEXT NOT NULL,
  conversation TEXT NOT NULL REFERENCES conversations,
  PRIMARY KEY (conversation, team)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_teams_team ON conversation_teams (team, conversation);

CREATE TABLE reads (
  conversation TEXT NOT NULL REFERENCES conversations,
  agent        TEXT NOT NULL REFERENCES agents,
  position     INTEGER NOT NULL,
  inbound      INTEGER NOT NULL,
  PRIMARY KEY (conversation, agent)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
  id            TEXT PRIMARY KEY,
  conversation  TEXT NOT NULL REFERENCES conversations,
  version       INTEGER NOT NULL,
  position      INTEGER NOT NULL,
  at            INTEGER NOT NULL,
  author        TEXT NOT NULL CHECK (author IN ('contact', 'agent', 'system')),
  agent         TEXT REFERENCES agents,
  kind          TEXT NOT NULL CHECK (kind IN ('inbound', 'outbound', 'note', 'event')),
  text          TEXT NOT NULL DEFAULT '',
  client_id     TEXT,
  state         TEXT,
  held_until    INTEGER,
  failed_code   TEXT,
  failed_reason TEXT,
  mentions      TEXT,
  event         TEXT,
  inbound       INTEGER NOT NULL, -- inbound messages up to and including this entry
  seq           INTEGER NOT NULL, -- the event that added it
  UNIQUE (conversation, position)
) STRICT;
-- A message is written once, whatever connection, key or crash its repetition came through.
CREATE UNIQUE INDEX entries_client ON entries (agent, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX entries_held ON entries (held_until) WHERE state = 'held';

CREATE TABLE events (
  space        TEXT NOT NULL REFERENCES spaces,
  seq          INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  actor        TEXT,
  kind         TEXT NOT NULL CHECK (kind IN ('conversation_changed', 'read_moved', 'tags_changed')),
  conversation TEXT NOT NULL, -- empty where it is about none
  audience     TEXT, -- the one agent it is for; NULL: everybody who may see the conversation
  payload      TEXT NOT NULL,
  PRIMARY KEY (space, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  agent   TEXT NOT NULL REFERENCES agents,
  key     TEXT NOT NULL,
  request BLOB NOT NULL, -- SHA-256 of method, path and body
  status  INTEGER NOT NULL,
  body    BLOB NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (agent, key)
) STRICT;
CREATE INDEX idempotency_at ON idempotency (at);

-- The provider's ids of what came in.
CREATE TABLE receipts (
  channel      TEXT NOT NULL REFERENCES channels,
  provider_id  TEXT NOT NULL,
  conversation TEXT NOT NULL,
  entry        TEXT NOT NULL,
  PRIMARY KEY (channel, provider_id)
) STRICT, WITHOUT ROWID;

-- Messages on their way to a provider, in the order they were released.
CREATE TABLE outbound (
  place        INTEGER PRIMARY KEY AUTOINCREMENT,
  entry        TEXT NOT NULL UNIQUE REFERENCES entries,
  conversation TEXT NOT NULL REFERENCES conversations,
  attempts     INTEGER NOT NULL DEFAULT 0,
  due          INTEGER NOT NULL
) STRICT;
CREATE INDEX outbound_due ON outbound (due);
CREATE INDEX outbound_conversation ON outbound (conversation, place);

-- What the simulated customers will do next.
CREATE TABLE simulator_steps (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  due          INTEGER NOT NULL,
  step         TEXT NOT NULL CHECK (step IN ('sent', 'delivered', 'read', 'reply')),
  conversation TEXT NOT NULL REFERENCES conversations,
  entry        TEXT NOT NULL REFERENCES entries
) STRICT;
CREATE INDEX simulator_steps_due ON simulator_steps (due);
CREATE INDEX simulator_steps_conversation ON simulator_steps (conversation);
