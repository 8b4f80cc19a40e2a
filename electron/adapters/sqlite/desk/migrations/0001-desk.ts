/** Bodies are canonical JSON. A lease's row stays when it is given back: its number must never be given out twice. */
export const deskTables = `
CREATE TABLE record (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  write_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE statement (
  kind TEXT NOT NULL,
  said_by TEXT NOT NULL,
  subject TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, said_by, subject, id)
) STRICT;

CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
  journal TEXT NOT NULL,
  seq INTEGER NOT NULL,
  write_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (journal, seq)
) STRICT;

CREATE TABLE copy (
  question TEXT PRIMARY KEY,
  answer TEXT NOT NULL,
  as_of_ms INTEGER NOT NULL
) STRICT;
`
