-- Lists in every order. What an order looks at first is a column of its own (`api::SortKey`), written with the record, so that
-- every order is one walk along an index; and the indexes hold all that decides which lists a conversation is in, so that
-- counting, skipping and looking for what is rare read the index alone. Generated columns would not do: SQLite never takes
-- an index for covering that has one.

ALTER TABLE conversations ADD COLUMN waiting_rank INTEGER NOT NULL DEFAULT -9007199254740992;
ALTER TABLE conversations ADD COLUMN priority_rank INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET
  waiting_rank = coalesce(-waiting_since, -9007199254740992),
  priority_rank = CASE priority WHEN 'urgent' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1 ELSE 0 END;

DROP INDEX conversations_order;
CREATE INDEX conversations_newest ON conversations
  (space, folder, active_at DESC, id DESC,
   status, waiting_since, automated, inbound, assignees, teams, tags, channel, priority);
CREATE INDEX conversations_waiting ON conversations
  (space, folder, waiting_rank DESC, active_at DESC, id DESC,
   status, waiting_since, automated, inbound, assignees, teams, tags, channel, priority);
CREATE INDEX conversations_priority ON conversations
  (space, folder, priority_rank DESC, active_at DESC, id DESC,
   status, waiting_since, automated, inbound, assignees, teams, tags, channel, priority);
