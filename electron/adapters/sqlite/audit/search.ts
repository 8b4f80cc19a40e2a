import type { SealedEntry } from '#shared/audit/entry'
import type { AuditPage, AuditQuery, AuditRow } from '#shared/audit/query'
import { entryOf } from '#shared/audit/read-entry'
import type { Statements } from '../history/tables'
import { aboutKey } from './rows'

interface Where {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Outcomes stand with their intents, wherever in time those are. */
export function searchEntries(sql: Statements, query: AuditQuery): AuditPage {
  const limit = Math.min(500, Math.max(1, Math.trunc(query.limit)))
  const conditions = conditionsOf(query)
  const where = ["entry.kind <> 'outcome'", ...conditions.map((condition) => condition.sql)].join(' AND ')
  const rows = sql(
    `SELECT entry.line AS line, (SELECT o.line FROM entry o WHERE o.of_id = entry.body_id AND o.chain = entry.chain LIMIT 1) AS outcome FROM entry WHERE ${where} ORDER BY entry.at_ms DESC, entry.chain DESC, entry.seq DESC LIMIT ?`,
  ).all(...conditions.flatMap(({ values }) => values), limit + 1) as unknown as { readonly line: string; readonly outcome: string | null }[]
  return { rows: rows.slice(0, limit).flatMap(rowOf), more: rows.length > limit }
}

function rowOf({ line, outcome }: { readonly line: string; readonly outcome: string | null }): readonly AuditRow[] {
  const entry = entryOf(line)
  // A line that somebody broke cannot be shown; verifying says where it is.
  if (entry === undefined) return []
  const ended: SealedEntry | undefined = outcome === null ? undefined : entryOf(outcome)
  return [{ entry, ...(ended === undefined ? {} : { outcome: ended }) }]
}

const contains = (text: string): string => `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`

function conditionsOf({ tenant, person, what, words, about, correlation, onlyTroubles, fromMs, toMs, before }: AuditQuery): readonly Where[] {
  const like = (column: string, text: string | undefined): readonly Where[] => (text === undefined || text === '' ? [] : [{ sql: `${column} LIKE ? ESCAPE '\\'`, values: [contains(text)] }])
  const ends = `(SELECT o.outcome FROM entry o WHERE o.of_id = entry.body_id AND o.chain = entry.chain LIMIT 1)`
  return [
    ...(tenant === undefined ? [] : like('entry.tenants', `|${tenant}|`)),
    ...like('entry.person', person),
    ...(what === undefined || what === '' ? [] : [{ sql: "entry.what LIKE ? ESCAPE '\\'", values: [contains(what).slice(1)] }]),
    ...like('entry.line', words),
    ...(about === undefined ? [] : [{ sql: '(entry.about = ? OR EXISTS (SELECT 1 FROM entry o WHERE o.of_id = entry.body_id AND o.chain = entry.chain AND o.about = ?))', values: [aboutKey(about), aboutKey(about)] }]),
    ...(correlation === undefined ? [] : [{ sql: 'entry.correlation = ?', values: [correlation] }]),
    ...(onlyTroubles === true ? [{ sql: `((entry.kind = 'intent' AND COALESCE(${ends}, '') <> 'done') OR (entry.kind = 'note' AND entry.outcome <> 'done'))`, values: [] }] : []),
    ...(fromMs === undefined ? [] : [{ sql: 'entry.at_ms >= ?', values: [fromMs] }]),
    ...(toMs === undefined ? [] : [{ sql: 'entry.at_ms < ?', values: [toMs] }]),
    ...(before === undefined ? [] : [{ sql: '(entry.at_ms, entry.chain, entry.seq) < (?, ?, ?)', values: [before.atMs, before.chain, before.seq] }]),
  ]
}
