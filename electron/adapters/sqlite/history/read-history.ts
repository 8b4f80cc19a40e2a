import { severities } from '#shared/health/finding'
import type { FindingMoment, HistoryEntry, ProbeEntry } from '#shared/history/entry'
import type { FleetAt, HistoryChanges, HistoryExtent, Span, TenantAt } from '#shared/history/fleet-at'
import { handoverSheet, type HandoverSheet } from '#shared/history/handover'
import type { HistoryQuery } from '#electron/ports/history'
import type { HealthBody } from './keep-entry'
import { readIncidents } from './keep-incidents'
import { bodyOf, type Statements } from './tables'

/** The fleet as it was known at `atMs`. */
export function readFleetAt(sql: Statements, atMs: number, tenant: string | undefined): FleetAt {
  const rows = sql('SELECT tenant, from_ms, body FROM health_span WHERE until_ms > ? AND from_ms <= ? ORDER BY tenant').all(atMs, atMs) as { tenant: string; from_ms: number; body: string }[]
  const counts = sql('SELECT tenant, count(*) AS n FROM finding_span WHERE until_ms > ? AND from_ms <= ? GROUP BY tenant').all(atMs, atMs) as { tenant: string; n: number }[]
  const findings = new Map(counts.map(({ tenant: id, n }) => [id, n]))
  return {
    atMs,
    ...watchedAt(sql, atMs),
    tenants: rows.map((row): TenantAt => ({ tenant: row.tenant, sinceMs: row.from_ms, findings: findings.get(row.tenant) ?? 0, ...bodyOf<HealthBody>(row) })),
    findings: tenant === undefined ? [] : findingsAt(sql, atMs, tenant),
  }
}

function findingsAt(sql: Statements, atMs: number, tenant: string): readonly FindingMoment[] {
  const rows = sql('SELECT body FROM finding_span WHERE tenant = ? AND until_ms > ? AND from_ms <= ? ORDER BY seq').all(tenant, atMs, atMs) as { body: string }[]
  return rows.map((row) => bodyOf<FindingMoment>(row)).sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

export function readHandover(sql: Statements, { fromMs, toMs, desk }: { readonly fromMs: number; readonly toMs: number; readonly desk: string }): HandoverSheet {
  const rows = sql('SELECT tenant, body FROM finding_span WHERE until_ms > ? AND from_ms <= ? ORDER BY tenant, seq').all(toMs, toMs) as { tenant: string; body: string }[]
  const findings = new Map<string, FindingMoment[]>()
  for (const row of rows) {
    const own = findings.get(row.tenant)
    if (own === undefined) findings.set(row.tenant, [bodyOf<FindingMoment>(row)])
    else own.push(bodyOf<FindingMoment>(row))
  }
  const { tenants } = readFleetAt(sql, toMs, undefined)
  return handoverSheet({ fromMs, untilMs: toMs }, { desk, changes: readChanges(sql, { fromMs, toMs }), tenants, findings })
}

/** A span ends with the last beat that is known: the minute after it is still watched as long as the next beat may come. */
const beatMs = 60_000

function watchedAt(sql: Statements, atMs: number): Pick<FleetAt, 'watched' | 'gap'> {
  const covering = sql('SELECT 1 AS yes FROM watched WHERE from_ms <= ? AND until_ms + ? >= ? LIMIT 1').get(atMs, beatMs, atMs) as { yes: number } | undefined
  if (covering !== undefined) return { watched: true }
  const before = sql('SELECT max(until_ms) AS at FROM watched WHERE until_ms < ?').get(atMs) as { at: number | null }
  const after = sql('SELECT min(from_ms) AS at FROM watched WHERE from_ms > ?').get(atMs) as { at: number | null }
  return { watched: false, gap: { ...(before.at === null ? {} : { fromMs: before.at }), ...(after.at === null ? {} : { untilMs: after.at }) } }
}

/** More than a person reads; a night of ten thousand tenants has more. */
const mostEntries = 5_000

export function readChanges(sql: Statements, query: HistoryQuery): HistoryChanges {
  const { fromMs, toMs } = query
  const tenant = query.tenant ?? null
  const where = 'FROM entry WHERE at_ms >= ? AND at_ms <= ? AND (? IS NULL OR tenant = ?)'
  const { n } = sql(`SELECT count(*) AS n ${where}`).get(fromMs, toMs, tenant, tenant) as { n: number }
  const rows = sql(`SELECT body ${where} ORDER BY at_ms DESC, seq DESC LIMIT ${mostEntries}`).all(fromMs, toMs, tenant, tenant) as { body: string }[]
  return { entries: rows.map((row) => bodyOf<HistoryEntry>(row)).reverse(), incidents: readIncidents(sql, query), gaps: readGaps(sql, fromMs, toMs), leftOut: n - rows.length }
}

/** Time within the span in which nobody watched: before the first watch, between two, after the last. */
function readGaps(sql: Statements, fromMs: number, toMs: number): readonly Span[] {
  const spans = sql('SELECT from_ms, until_ms FROM watched ORDER BY from_ms').all() as { from_ms: number; until_ms: number }[]
  const gaps: Span[] = []
  let reachedMs = Math.min(fromMs, spans[0]?.from_ms ?? fromMs)
  for (const span of [...spans, { from_ms: toMs, until_ms: toMs }]) {
    if (span.from_ms - reachedMs > beatMs) gaps.push({ fromMs: reachedMs, untilMs: span.from_ms })
    reachedMs = Math.max(reachedMs, span.until_ms)
  }
  return gaps.filter((gap) => gap.untilMs > fromMs && gap.fromMs < toMs)
}

export function readExtent(sql: Statements): HistoryExtent {
  // Between two beats a change is newer than the last of them.
  const { first, last } = sql('SELECT min(from_ms) AS first, max(max(until_ms), coalesce((SELECT max(at_ms) FROM entry), 0)) AS last FROM watched').get() as { first: number | null; last: number | null }
  const anew = sql(`SELECT value FROM meta WHERE key = 'begunAnewAtMs'`).get() as { value: string } | undefined
  return { ...(first === null ? {} : { firstMs: first }), ...(last === null ? {} : { lastMs: last }), ...(anew === undefined ? {} : { begunAnewAtMs: Number(anew.value) }) }
}

export function readProbes(sql: Statements): { readonly entries: readonly ProbeEntry[]; readonly watchedUntilMs?: number } {
  const rows = sql("SELECT body FROM entry WHERE kind = 'probe' ORDER BY seq").all() as { body: string }[]
  const { lastMs } = readExtent(sql)
  return { entries: rows.map((row) => bodyOf<ProbeEntry>(row)), ...(lastMs === undefined ? {} : { watchedUntilMs: lastMs }) }
}
