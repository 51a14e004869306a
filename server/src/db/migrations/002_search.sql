-- Search. What is indexed are the words of `words.rs`, folded there and joined with spaces, so the tokenizer has nothing
-- left to decide: `ascii` parts them at the spaces and takes everything else as it is. unicode61 would fold Latin letters
-- too, but takes a sentence in Chinese or Thai for one word, and vowel signs of Hindi for spaces; trigram finds nothing
-- shorter than three letters, and most Chinese words are two. `prefix` keeps the beginnings of words as lists of their
-- own, so that half a word is found as fast as a whole one. The text itself is not stored a second time (content='').
--
-- A place is the number of the space, the second and a number within that second (`db/search/index.rs`): the newest of a
-- space come first when places are read backwards, and a space, a span of days and a page are all one range of places.

CREATE TABLE search_spaces (
  number INTEGER PRIMARY KEY,
  space  TEXT NOT NULL UNIQUE REFERENCES spaces
) STRICT;
INSERT INTO search_spaces (space) SELECT id FROM spaces ORDER BY place;
CREATE TRIGGER spaces_search AFTER INSERT ON spaces BEGIN
  INSERT INTO search_spaces (space) VALUES (new.id);
END;

CREATE VIRTUAL TABLE search_messages USING fts5 (
  text,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3 4 5 6 7 8 9 10 11 12'
);
-- Events and messages that were taken back have no place.
CREATE TABLE search_message_places (
  place INTEGER PRIMARY KEY,
  entry TEXT NOT NULL UNIQUE REFERENCES entries
) STRICT;

-- A row for every conversation, with what its contact is called.
CREATE VIRTUAL TABLE search_contacts USING fts5 (
  name, address,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8 9 10 11 12'
);
CREATE TABLE search_contact_places (
  place        INTEGER PRIMARY KEY,
  conversation TEXT NOT NULL UNIQUE REFERENCES conversations
) STRICT;

-- The digits of addresses that are numbers, from each of them to the end: any part of a number begins one of these rows.
CREATE TABLE search_numbers (
  digits TEXT NOT NULL,
  place  INTEGER NOT NULL REFERENCES search_contact_places,
  PRIMARY KEY (digits, place)
) STRICT, WITHOUT ROWID;
