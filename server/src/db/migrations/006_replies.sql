-- Messages that answer others.

ALTER TABLE entries ADD COLUMN reply_to TEXT; -- an entry of the same conversation

-- A provider wants to hear of a message that is answered by the id it gave it itself.
CREATE INDEX receipts_entry ON receipts (entry);
