import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { Standing } from '#shared/alarms/matter'
import { deskAlarms } from '#shared/fleet/desk-alarms'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Observation } from '#shared/fleet/observation'
import { applyObservation, emptySnapshot, tenantIds, unassignedCount } from '#shared/fleet/snapshot'
import type { FleetTable, TablePatch, TenantRow } from '#shared/fleet/table'
import { isMostlyRead, standingMatters } from '#shared/fleet/standing-matters'
import { diffTables } from '#shared/fleet/table-patch'
import { emptyTable, readRow, rowIndex, writeRows, type RowIndex } from '#shared/fleet/table-rows'
import { tenantRow } from '#shared/fleet/tenant-row'
import { sameValue } from '#shared/fleet/same-value'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import { viewTenant } from '#shared/fleet/tenant-views'
import { zoneSight } from '#shared/fleet/zone-sight'
import type { ZoneOutage, ZoneSight } from '#shared/incidents/zone-outage'
import type { Leftover, RunSpan } from '#shared/maintenance/leftover'
import type { SupportMatter } from '#shared/support/matter'
import type { Finding } from '#shared/health/finding'
import type { ProbeView } from '#shared/probes/probe-view'
import { judgeTenant, nextJudgementAtMs } from '#shared/health/judge'
import { createAwaitedTenants, placeKey } from './awaited-tenants'
import { createDueQueue } from './due-queue'
import type { HistoryRecorder } from './history-recorder'

/**
 * The fleet as known now: observations in, judged rows out.
 *
 * 1. Judged again is who was touched by an observation, who is being looked at, and whose verdict can change by time alone.
 * 2. Judgement waits until somebody asks (`judge`), so that a burst of observations judges a tenant once.
 */
export interface FleetStore {
  apply(observation: Observation): void
  /** Their probes read differently now. */
  touch(tenants: Iterable<string>): void
  /** What maintenance windows left behind, all of it; returns whether anything differs. */
  leave(all: readonly Leftover[]): boolean
  /** When runs were at work lately, all of it; returns whether anything differs. */
  runs(all: readonly RunSpan[]): boolean
  /** What the desk found of its support access, all of it; returns whether anything differs. */
  support(all: readonly SupportMatter[]): boolean
  /** Judges whoever needs it; returns the changed cells since the last call. */
  judge(): TablePatch | undefined
  /** When the next verdict changes by time alone, AWS time. */
  nextJudgementAtMs(): number | undefined
  hasNews(): boolean
  table(): FleetTable
  /** True while the table is the last session's and nothing was polled. */
  isCached(): boolean
  tenant(id: string): TenantDetail | undefined
  tenants(): readonly TenantDetail[]
  /** `account/region` of everything the tenant has. */
  placesOf(tenantId: string): readonly string[]
  /** Every alarm of the fleet that somebody should know of. */
  alarms(): DeskAlarms
  /** What is worth waking somebody for, as last judged. */
  standing(outages: readonly ZoneOutage[]): Standing
  unassigned(): number
  /** What a place (`account/region`) shows of its zones. */
  zoneSight(place: string): ZoneSight | undefined
}

interface Judged {
  readonly row: TenantRow
  readonly findings: readonly Finding[]
  readonly places: readonly string[]
}

export interface FleetStoreOptions {
  readonly config: FleetConfig
  /** What the probes of a tenant found; absent: it has none. */
  readonly probesOf?: (tenant: string) => readonly ProbeView[]
  readonly awsNowMs: () => number
  readonly cachedTable?: FleetTable
  /** Told of every judgement, and of every tenant that left the fleet. */
  readonly history?: Pick<HistoryRecorder, 'judged' | 'gone'>
}

function byTenant<T extends { readonly tenant: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>()
  for (const each of all) grouped.set(each.tenant, [...(grouped.get(each.tenant) ?? []), each])
  return grouped
}

export function createFleetStore({ config, probesOf = () => [], awsNowMs, cachedTable, history }: FleetStoreOptions): FleetStore {
  let state = emptySnapshot(config)
  let table = cachedTable ?? emptyTable()
  let index: RowIndex = rowIndex(table)
  let cached = cachedTable !== undefined
  let published = table
  let leftovers: ReadonlyMap<string, readonly Leftover[]> = new Map()
  let supportMatters: ReadonlyMap<string, readonly SupportMatter[]> = new Map()
  let runs: ReadonlyMap<string, readonly RunSpan[]> = new Map()
  const judged = new Map<string, Judged>()
  const touched = new Set<string>(cached ? [] : tenantIds(state))
  const looked = new Set<string>()
  const due = createDueQueue<string>()
  const awaiting = createAwaitedTenants(config)

  const view = (id: string): TenantView => viewTenant(state, id, probesOf(id), leftovers.get(id), supportMatters.get(id), runs.get(id))

  const judgeOne = (id: string, nowMs: number): TenantRow | undefined => {
    const before = judged.get(id)
    const seen = view(id)
    awaiting.found(id)
    if (!seen.inFleetFile && seen.places.length === 0) {
      const last = before?.row ?? cachedRow(id)
      if (last !== undefined) history?.gone(id, last.name)
      judged.delete(id)
      due.delete(id)
      return undefined
    }
    const findings = judgeTenant(seen, nowMs, before?.findings)
    const fresh = tenantRow(seen, findings, before?.row ?? cachedRow(id), nowMs)
    // A new age alone is no new detail.
    const row = before !== undefined && !touched.has(id) && findings === before.findings ? { ...fresh, revision: before.row.revision } : fresh
    const places = seen.places.map(placeKey)
    judged.set(id, { row, findings, places })
    history?.judged(seen, row, findings)
    const nextMs = nextJudgementAtMs(seen, nowMs)
    if (nextMs === undefined) due.delete(id)
    else due.set(id, nextMs)
    return row
  }
  const cachedRow = (id: string): TenantRow | undefined => {
    const row = index.get(id)
    return row === undefined ? undefined : readRow(table, row)
  }

  const refresh = (): void => {
    const nowMs = awsNowMs()
    const ids = new Set([...touched, ...looked, ...due.takeDue(nowMs)])
    if (ids.size === 0) return
    const rows: TenantRow[] = []
    const gone: string[] = []
    for (const id of ids) {
      const row = judgeOne(id, nowMs)
      if (row === undefined) gone.push(id)
      else rows.push(row)
    }
    touched.clear()
    looked.clear()
    const written = writeRows(table, index, rows, gone)
    table = written.table
    index = written.index
  }

  const touchDiffering = (before: ReadonlyMap<string, unknown>, next: ReadonlyMap<string, unknown>): boolean => {
    const changed = [...new Set([...before.keys(), ...next.keys()])].filter((id) => !sameValue(before.get(id), next.get(id)))
    for (const id of changed) if (!cached) touched.add(id)
    return changed.length > 0
  }

  const endOfCache = (): void => {
    if (!cached) return
    cached = false
    const known = new Set(tenantIds(state))
    for (const id of known) touched.add(id)
    const remembered = [...index.values()].map((row) => readRow(table, row)).filter((row) => !known.has(row.id))
    const written = writeRows(table, index, remembered.map(awaiting.await))
    table = written.table
  }

  return {
    apply: (observation) => {
      const { next, diff } = applyObservation(state, observation)
      state = next
      endOfCache()
      for (const id of diff.tenants) touched.add(id)
      for (const id of awaiting.missing(observation)) touched.add(id)
    },
    touch: (tenants) => {
      for (const id of tenants) if (!cached) touched.add(id)
    },
    leave: (all) => {
      const before = leftovers
      leftovers = byTenant(all)
      return touchDiffering(before, leftovers)
    },
    runs: (all) => {
      const before = runs
      runs = byTenant(all)
      return touchDiffering(before, runs)
    },
    support: (all) => {
      const before = supportMatters
      supportMatters = byTenant(all)
      return touchDiffering(before, supportMatters)
    },
    judge: () => {
      refresh()
      const patch = diffTables(published, table)
      published = table
      return patch
    },
    nextJudgementAtMs: () => due.nextAtMs(),
    hasNews: () => touched.size > 0,
    table: () => table,
    isCached: () => cached,
    tenant: (id) => {
      if (judged.has(id)) looked.add(id)
      refresh()
      const known = judged.get(id)
      return known === undefined ? undefined : { row: known.row, health: known.row.health, findings: known.findings, view: view(id) }
    },
    tenants: () => {
      refresh()
      return [...judged].map(([id, known]) => ({ row: known.row, health: known.row.health, findings: known.findings, view: view(id) }))
    },
    placesOf: (tenantId) => judged.get(tenantId)?.places ?? [],
    alarms: () => deskAlarms(state, awsNowMs()),
    standing: (outages) => {
      const atMs = awsNowMs()
      const count = (health: TenantRow['health']): number => [...judged.values()].filter(({ row }) => row.health === health).length
      return { atMs, settled: isMostlyRead(state), matters: standingMatters(state, judged, outages, atMs, supportMatters), criticalTenants: count('critical'), unknownTenants: count('unknown') }
    },
    unassigned: () => unassignedCount(state),
    zoneSight: (place) => zoneSight(state, place),
  }
}
