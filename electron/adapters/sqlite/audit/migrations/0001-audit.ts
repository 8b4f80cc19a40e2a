/**
 * An entry is its line; the other columns are for finding it and are compared with the line when it is verified. Neither entries nor anchors can
 * be changed or deleted, by this program or by whoever opens the file with another and does not know what to take away first.
 */
export const auditTables = `
CREATE TABLE own (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  chain TEXT NOT NULL,
  copied_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE entry (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  line TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  what TEXT NOT NULL,
  tenants TEXT NOT NULL,
  about TEXT NOT NULL,
  correlation TEXT NOT NULL,
  body_id TEXT NOT NULL,
  of_id TEXT,
  outcome TEXT,
  PRIMARY KEY (chain, seq)
) STRICT;
CREATE INDEX entry_by_time ON entry (at_ms, chain, seq);
CREATE INDEX entry_by_about ON entry (about, at_ms);
CREATE INDEX entry_by_intent ON entry (of_id) WHERE of_id IS NOT NULL;

CREATE TABLE anchor (
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (chain, seq, at_ms)
) STRICT;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are never changed'); END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are never deleted'); END;
CREATE TRIGGER anchor_is_not_changed BEFORE UPDATE ON anchor BEGIN SELECT RAISE(ABORT, 'anchors of the audit trail are never changed'); END;
CREATE TRIGGER anchor_is_not_deleted BEFORE DELETE ON anchor BEGIN SELECT RAISE(ABORT, 'anchors of the audit trail are never deleted'); END;
CREATE TRIGGER own_chain_stays BEFORE UPDATE OF chain ON own BEGIN SELECT RAISE(ABORT, 'a console keeps its chain'); END;
CREATE TRIGGER own_chain_is_not_deleted BEFORE DELETE ON own BEGIN SELECT RAISE(ABORT, 'a console keeps its chain'); END;
`
