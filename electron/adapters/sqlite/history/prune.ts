import { dayMs } from '#shared/kernel/time'
import type { Statements } from './tables'

/** Changes and spans: a month and a little. Incidents: thirteen months, so that a year can be compared with the one before. */
export const changesKeptMs = 35 * dayMs
export const incidentsKeptMs = 396 * dayMs

/** Rows of one table in one turn: other writes wait no longer than this takes. */
const batch = 2_000

/** Removes one small batch of what is too old. `more`: some is left. */
export function prune(sql: Statements, nowMs: number): { readonly removed: number; readonly more: boolean } {
  const oldMs = nowMs - changesKeptMs
  const removed = [
    remove(sql, 'entry', 'seq', 'at_ms', oldMs, "kind <> 'probe'"),
    // A page that has worked for months has changed last long ago, and this month still rests on it.
    remove(sql, 'entry', 'seq', 'at_ms', nowMs - incidentsKeptMs, "kind = 'probe'"),
    remove(sql, 'health_span', 'seq', 'until_ms', oldMs),
    remove(sql, 'finding_span', 'seq', 'until_ms', oldMs),
    remove(sql, 'watched', 'seq', 'until_ms', oldMs),
    remove(sql, 'incident', 'id', 'ended_ms', nowMs - incidentsKeptMs),
    remove(sql, 'alarm_mark', 'id', 'at_ms', nowMs - incidentsKeptMs),
  ]
  return { removed: removed.reduce((sum, count) => sum + count, 0), more: removed.some((count) => count === batch) }
}

function remove(sql: Statements, table: string, key: string, column: string, beforeMs: number, only = 'true'): number {
  return Number(sql(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${column} < ? AND ${only} LIMIT ${batch})`).run(beforeMs).changes)
}
