/** Who said to look after which firing of an alarm. Added to, never edited. */
export const alarmMarkTable = `
CREATE TABLE alarm_mark (
  id TEXT PRIMARY KEY,
  alarm TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alarm_mark_by_alarm ON alarm_mark (alarm, at_ms);
CREATE INDEX alarm_mark_by_time ON alarm_mark (at_ms);
`
