-- Events about contacts. SQLite cannot change a CHECK, so the log is copied.

CREATE TABLE log (
  space        TEXT NOT NULL REFERENCES spaces,
  seq          INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  actor        TEXT,
  kind         TEXT NOT NULL CHECK (kind IN ('conversation_changed', 'read_moved', 'tags_changed', 'contact_changed')),
  conversation TEXT NOT NULL, -- empty where it is about none
  audience     TEXT, -- the one agent it is for; NULL: everybody who may see what it is about
  payload      TEXT NOT NULL,
  PRIMARY KEY (space, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO log SELECT space, seq, at, actor, kind, conversation, audience, payload FROM events;
DROP TABLE events;
ALTER TABLE log RENAME TO events;
