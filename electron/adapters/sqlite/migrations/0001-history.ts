/**
 * Changes of state, the spans that follow from them, when somebody watched, and incidents.
 *
 * `until_ms` of what lasts is the largest number there is, so that "lasted at t" is one comparison on an index.
 */
export const historyTables = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  tenant TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_time ON entry (at_ms);
CREATE INDEX entry_by_tenant ON entry (tenant, at_ms);

CREATE TABLE health_span (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX health_by_tenant ON health_span (tenant, until_ms);
CREATE INDEX health_by_end ON health_span (until_ms);

CREATE TABLE finding_span (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_tenant ON finding_span (tenant, key, until_ms);
CREATE INDEX finding_by_end ON finding_span (until_ms);

CREATE TABLE watched (seq INTEGER PRIMARY KEY, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL) STRICT;
CREATE INDEX watched_by_end ON watched (until_ms);

CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  tenant TEXT NOT NULL,
  began_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_by_subject ON incident (subject);
CREATE INDEX incident_by_time ON incident (began_ms);
`
