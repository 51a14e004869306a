-- Contacts as records of their own, and the senders behind sender profiles.

ALTER TABLE contacts ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contacts ADD COLUMN email TEXT; -- lower case
ALTER TABLE contacts ADD COLUMN phone TEXT; -- E.164, unless a provider wrote it otherwise
ALTER TABLE contacts ADD COLUMN notes TEXT;
CREATE INDEX contacts_phone ON contacts (space, phone) WHERE phone IS NOT NULL;
CREATE INDEX contact_addresses_contact ON contact_addresses (contact);
UPDATE contacts SET
  email = (SELECT min(a.address) FROM contact_addresses a WHERE a.contact = contacts.id AND a.kind = 'email'),
  phone = (SELECT min(a.address) FROM contact_addresses a WHERE a.contact = contacts.id AND a.kind IN ('sms', 'whatsapp'));

ALTER TABLE sender_profiles ADD COLUMN country TEXT; -- ISO 3166: how phone numbers without a country code are read

-- What stands behind a sender profile. Agents never see it.
CREATE TABLE senders (
  id          INTEGER PRIMARY KEY AUTOINCREMENT, -- tried in this order
  profile     TEXT NOT NULL REFERENCES sender_profiles,
  address     TEXT NOT NULL,
  country     TEXT,    -- ISO 3166: the recipients it serves; NULL: all others too
  daily_limit INTEGER  -- messages in a day of UTC; NULL: as many as there are
) STRICT;
CREATE INDEX senders_profile ON senders (profile);

-- Which sender each message goes out by. A row is a message of that day, so counting rows is counting towards the limit.
CREATE TABLE message_senders (
  entry  TEXT PRIMARY KEY REFERENCES entries,
  sender INTEGER NOT NULL REFERENCES senders,
  day    INTEGER NOT NULL -- days since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX message_senders_day ON message_senders (sender, day);
