import { inService, servingZones } from '../health/app-capacity'
import { failoverOf } from '../health/checks/db-failover'
import { keyCondition } from '../health/database-key'
import { dailyCoverage } from '../health/daily-coverage'
import type { Finding, Health } from '../health/finding'
import { copyState } from '../health/offsite-copies'
import { restoreWindow } from '../health/pitr-window'
import { recoveryLag } from '../health/recovery-lag'
import { relevantFeeds } from '../health/relevant-feeds'
import { rollup, rollupLastKnown } from '../health/rollup'
import { recoveryHealth } from '../recovery/tenant-recovery'
import { hourMs } from '../kernel/time'
import { clientProbes, probeReadings, readingOf, worstAvailability } from '../probes/probe-view'
import { feeds } from './feeds'
import type { TenantRow } from './table'
import type { DatabaseView, TenantView } from './tenant-view'

/**
 * The grid's row of a tenant.
 *
 * `previous`: its last row, which keeps `healthSinceMs` while the health lasts; `revision` is one more than its: call this when the
 * tenant's view or findings changed.
 */
export function tenantRow(view: TenantView, findings: readonly Finding[], previous: TenantRow | undefined, nowMs: number): TenantRow {
  const health = rollup(findings)
  const worst = findings[0]
  return {
    id: view.id,
    name: view.name,
    model: view.model,
    health,
    findings: findings.length,
    inFleetFile: view.inFleetFile,
    accounts: distinct(view.places.map(({ account }) => account)),
    regions: distinct(view.places.map(({ region }) => region)),
    environments: distinct([...view.databases, ...view.appGroups].map(({ environment }) => environment)),
    engines: distinct(view.databases.map(({ record }) => record.engine)),
    databases: view.databases.length,
    alarmsFiring: view.alarms.filter(({ record }) => record.state === 'ALARM').length,
    alarmsNoData: view.alarms.filter(({ record }) => record.state === 'INSUFFICIENT_DATA').length,
    alarms: view.alarms.length,
    revision: (previous?.revision ?? 0) + 1,
    ...some('lastKnownHealth', health === 'unknown' ? rollupLastKnown(findings) : undefined),
    ...some('healthSinceMs', healthSince(health, findings, previous, nowMs)),
    ...some('worstCheck', worst?.check),
    ...some('worstSummary', worst?.summary),
    ...some('observedAtMs', oldestPoll(view)),
    ...some('primaryAz', view.databases[0]?.record.az),
    ...failoverCells(view, nowMs),
    ...lagCells(view.databases),
    ...backupCells(view),
    ...recoveryCells(view, findings),
    ...appCells(view),
    ...probeCells(view, nowMs),
  }
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)]

function some<K extends keyof TenantRow>(key: K, value: TenantRow[K] | undefined): Partial<TenantRow> {
  return value === undefined ? {} : { [key]: value }
}

// Healthy at first sight has no beginning that anybody saw.
function healthSince(health: Health, findings: readonly Finding[], previous: TenantRow | undefined, nowMs: number): number | undefined {
  if (previous?.health === health) return previous.healthSinceMs
  if (health === 'healthy') return previous === undefined ? undefined : nowMs
  const causes = findings.filter((finding) => rollup([finding]) === health).map(({ sinceAtMs }) => sinceAtMs)
  return Math.min(...causes)
}

// What is read a few times a day (snapshots) says nothing of how current the rest is; its findings carry its age.
function oldestPoll(view: TenantView): number | undefined {
  const times = view.places.flatMap((place) => relevantFeeds(view, place).filter((feed) => feeds[feed].cadenceMs <= hourMs).map((feed) => place.feeds[feed].observedAtMs))
  return times.length === 0 || times.includes(undefined) ? undefined : Math.min(...times.map((atMs) => atMs ?? Infinity))
}

function failoverCells(view: TenantView, nowMs: number): Partial<TenantRow> {
  const failover = failoverOf(view, nowMs)
  return failover === undefined ? {} : { failover: failover.state, failoverAtMs: failover.atMs }
}

function lagCells(databases: readonly DatabaseView[]): Partial<TenantRow> {
  const known = databases.flatMap((database) => {
    const lag = recoveryLag(database)
    return lag.kind === 'known' ? [{ lagMs: lag.lagMs, observedAtMs: database.observedAtMs }] : []
  })
  const worst = known.sort((a, b) => b.lagMs - a.lagMs)[0]
  return worst === undefined ? {} : { recoveryPointLagMs: worst.lagMs, recoveryPointObservedAtMs: worst.observedAtMs }
}

function backupCells(view: TenantView): Partial<TenantRow> {
  if (view.databases.length === 0) return {}
  const { continuousBackupDays: pitrGoalDays, dailySnapshots: snapshotGoal } = view.contract
  const windows = view.databases.flatMap((database) => restoreWindow(database)?.days ?? (database.record.retentionDays === 0 && database.record.replicaOf === undefined ? [0] : []))
  const covered = view.databases.flatMap((database) => {
    const coverage = dailyCoverage(database, snapshotGoal)
    return coverage === undefined ? [] : [coverage.judged - coverage.missing]
  })
  return {
    pitrGoalDays,
    snapshotGoal,
    ...(windows.length === 0 ? {} : { pitrDays: Math.min(...windows) }),
    ...(covered.length === 0 ? {} : { snapshots: Math.min(...covered) }),
  }
}

function recoveryCells(view: TenantView, findings: readonly Finding[]): Partial<TenantRow> {
  const copies = view.databases.flatMap((database) => copyState(database)?.newest?.snapshotAtMs ?? [])
  const ends = view.databases.flatMap((database) => keyEnd(database) ?? [])
  return {
    ...some('recovery', recoveryHealth(view, findings)),
    ...(copies.length === 0 ? {} : { copyAtMs: Math.min(...copies) }),
    ...(ends.length === 0 ? {} : { keyEndsAtMs: Math.min(...ends) }),
  }
}

function keyEnd(database: DatabaseView): number | undefined {
  const condition = keyCondition(database)
  if (condition.kind === 'usable') return condition.endsAtMs
  return condition.kind === 'lost' || condition.kind === 'unusable' ? condition.untilMs : undefined
}

/** A tenth of a percent is as fine as anybody needs; finer would travel with every answer of a page that is down. */
function probeCells({ probes, contract }: TenantView, nowMs: number): Partial<TenantRow> {
  if (probes.length === 0) return {}
  const readings = new Set(clientProbes(probes).map((probe) => readingOf(probe, nowMs).kind))
  const worst = worstAvailability(probes, contract.availabilityPercent, nowMs)
  return {
    ...some('probe', probeReadings.find((kind) => readings.has(kind))),
    ...(worst === undefined ? {} : { budgetLeftPercent: Math.round(worst.availability.budgetLeftPercent * 10) / 10 }),
  }
}

function appCells({ appGroups }: TenantView): Partial<TenantRow> {
  if (appGroups.length === 0) return {}
  const groups = appGroups.map(({ record }) => record)
  return {
    appInService: groups.reduce((sum, group) => sum + inService(group).length, 0),
    appDesired: groups.reduce((sum, group) => sum + group.desired, 0),
    appAzs: Math.min(...groups.map((group) => servingZones(group).length)),
  }
}
