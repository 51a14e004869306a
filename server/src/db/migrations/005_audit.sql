-- Who signed in, and who changed what others may do. A row per space that it concerns, so that each space's admins read
-- their own and keep it when somebody leaves.
CREATE TABLE audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  space   TEXT NOT NULL REFERENCES spaces,
  at      INTEGER NOT NULL,
  action  TEXT NOT NULL,
  actor   TEXT NOT NULL REFERENCES agents,
  subject TEXT, -- whom or what it was done to, where that is not the actor
  peer    TEXT, -- the network address it came from
  detail  TEXT
) STRICT;
CREATE INDEX audit_space ON audit (space, id);
CREATE INDEX audit_at ON audit (at);

-- Counts the passwords that somebody had; hashing the same one better is no new one.
ALTER TABLE agents ADD COLUMN password_number INTEGER NOT NULL DEFAULT 1;
