import type { Baseline } from '#shared/history/batch'
import type { FindingMoment, HealthEntry, HistoryEntry } from '#shared/history/entry'
import { differences } from '#shared/history/tenant-moment'
import { bodyOf, lasting, type Statements } from './tables'

/** Keeps an entry and the spans that follow from it; false when it is known already. */
export function keepEntry(sql: Statements, entry: HistoryEntry): boolean {
  const { changes } = sql('INSERT INTO entry (id, at_ms, kind, tenant, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING').run(entry.id, entry.atMs, entry.kind, entry.tenant ?? null, JSON.stringify(entry))
  if (Number(changes) === 0) return false
  keepSpans(sql, entry)
  return true
}

function keepSpans(sql: Statements, entry: HistoryEntry): void {
  switch (entry.kind) {
    case 'health':
      endHealth(sql, entry.tenant, entry.atMs)
      return void sql('INSERT INTO health_span (tenant, from_ms, until_ms, body) VALUES (?, ?, ?, ?)').run(entry.tenant, entry.atMs, lasting, JSON.stringify(healthBody(entry)))
    case 'finding':
      endFinding(sql, entry.tenant, entry.key, entry.atMs)
      if (entry.change === 'closed') return
      return void sql('INSERT INTO finding_span (tenant, key, from_ms, until_ms, body) VALUES (?, ?, ?, ?, ?)').run(entry.tenant, entry.key, entry.atMs, lasting, JSON.stringify(findingBody(entry)))
    case 'tenantGone':
      endHealth(sql, entry.tenant, entry.atMs)
      return void sql('UPDATE finding_span SET until_ms = max(from_ms, ?) WHERE tenant = ? AND until_ms = ?').run(entry.atMs, entry.tenant, lasting)
    default:
      return
  }
}

const endHealth = (sql: Statements, tenant: string, atMs: number): unknown => sql('UPDATE health_span SET until_ms = max(from_ms, ?) WHERE tenant = ? AND until_ms = ?').run(atMs, tenant, lasting)
const endFinding = (sql: Statements, tenant: string, key: string, atMs: number): unknown =>
  sql('UPDATE finding_span SET until_ms = max(from_ms, ?) WHERE tenant = ? AND key = ? AND until_ms = ?').run(atMs, tenant, key, lasting)

export type HealthBody = Pick<HealthEntry, 'name' | 'health' | 'lastKnownHealth' | 'worstCheck' | 'worstSummary'>
const healthBody = ({ name, health, lastKnownHealth, worstCheck, worstSummary }: HealthEntry): HealthBody => ({
  name,
  health,
  ...(lastKnownHealth === undefined ? {} : { lastKnownHealth }),
  ...(worstCheck === undefined ? {} : { worstCheck }),
  ...(worstSummary === undefined ? {} : { worstSummary }),
})
const findingBody = ({ key, check, severity, clause, subject, sinceAtMs, summary }: FindingMoment): FindingMoment => ({ key, check, severity, clause, subject, sinceAtMs, summary })

/** A tenant read anew after a start: what differs from what was known last becomes entries. Returns how many. */
export function keepBaseline(sql: Statements, { id, atMs, tenant, name, health, more, findings }: Baseline): number {
  const last = sql('SELECT body FROM health_span WHERE tenant = ? AND until_ms = ?').get(tenant, lasting) as { body: string } | undefined
  const open = sql('SELECT body FROM finding_span WHERE tenant = ? AND until_ms = ? ORDER BY seq').all(tenant, lasting) as { body: string }[]
  const known = last === undefined ? undefined : { tenant, ...bodyOf<HealthBody>(last), findings: open.map((row) => bodyOf<FindingMoment>(row)) }
  const entries = differences(known, { tenant, name, health, ...more, findings }, atMs, id, known !== undefined)
  return entries.filter((entry) => keepEntry(sql, entry)).length
}
