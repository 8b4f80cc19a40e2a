import type { Statements } from './tables'

/** A beat that comes this many beats after the last one tells that nobody watched in between. */
const missedBeats = 3

/** The watch is running: lengthens the span, or begins another after a gap. */
export function keepWatched(sql: Statements, atMs: number, everyMs: number, begins: boolean): void {
  const last = sql('SELECT seq, until_ms FROM watched ORDER BY until_ms DESC LIMIT 1').get() as { seq: number; until_ms: number } | undefined
  const goesOn = last !== undefined && !begins && atMs - last.until_ms <= missedBeats * everyMs
  if (!goesOn) return void sql('INSERT INTO watched (from_ms, until_ms) VALUES (?, ?)').run(atMs, atMs)
  sql('UPDATE watched SET until_ms = max(until_ms, ?) WHERE seq = ?').run(atMs, last.seq)
}

/** AWS's clock is read with a second's error at most; more than this back means that another world's time began. */
const backwardsMs = 60_000

/** Whether the source's time began anew: only a training fleet's can. */
export function beganAnew(sql: Statements, atMs: number): boolean {
  const last = sql('SELECT max(until_ms) AS until FROM watched').get() as { until: number | null }
  return last.until !== null && atMs < last.until - backwardsMs
}

/** Forgets another world's history; says so for ever after. */
export function forgetAll(sql: Statements, atMs: number): void {
  for (const table of ['entry', 'health_span', 'finding_span', 'watched', 'incident', 'alarm_mark'] as const) sql(`DELETE FROM ${table}`).run()
  sql(`INSERT INTO meta (key, value) VALUES ('begunAnewAtMs', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`).run(String(atMs))
}

