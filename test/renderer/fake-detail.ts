import { feedIds, feeds, type FeedId } from '#shared/fleet/feeds'
import type { Contract } from '#shared/fleet/fleet-config'
import type { TenantRow } from '#shared/fleet/table'
import type { AppGroupView, DatabaseView, FeedState, Place, TenantDetail } from '#shared/fleet/tenant-view'
import type { CheckId, ClauseId, Finding } from '#shared/health/finding'
import { appError } from '#shared/kernel/app-error'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { fakeNowMs } from './fake-fleet'

const contract: Contract = { recoveryPointMinutes: 5, continuousBackupDays: 30, dailySnapshots: 7, offsite: false, ownKey: true, multiAz: true, appAvailabilityZones: 2, availabilityPercent: 99.99, noticeHours: 48, operatorsNotified: 2 }

const clauses: Partial<Record<CheckId, ClauseId>> = { 'recovery-point': 'recoveryPoint', 'app-capacity': 'appRedundancy', 'daily-snapshots': 'dailySnapshots', 'alarm-firing': 'monitoring', 'alarm-actions-off': 'monitoring', 'stale-data': 'monitoring' }

/** A tenant as the side panel gets it: the row's own finding first, then milder ones up to the row's count. */
export function fakeDetail(row: TenantRow): TenantDetail {
  const place = placeOf(row)
  const worst = row.worstCheck === undefined ? [] : [findingOf(row, place)]
  const milder = Array.from({ length: Math.max(0, row.findings - worst.length) }, (_, index) => milderOf(row, place, index))
  return {
    row,
    health: row.health,
    findings: [...worst, ...milder],
    view: { id: row.id, name: row.name, model: row.model, inFleetFile: row.inFleetFile, contract, places: [place], databases: row.environments.map((environment, index) => databaseOf(row, place, environment, index)), appGroups: row.environments.map((environment) => groupOf(row, place, environment)), alarms: [], probes: [] },
  }
}

function placeOf(row: TenantRow): Place {
  const failed = row.health === 'unknown'
  const state = (id: FeedId): FeedState =>
    failed && feeds[id].service === 'rds'
      ? { observedAtMs: row.observedAtMs ?? fakeNowMs, error: appError('denied', 'This identity may not call it.', { code: 'AccessDenied' }), errorAtMs: fakeNowMs - 20_000 }
      : { observedAtMs: fakeNowMs - (feeds[id].cadenceMs * 2) / 3 }
  return { account: row.accounts[0]!, region: row.regions[0]!, feeds: Object.fromEntries(feedIds.map((id) => [id, state(id)])) as Record<FeedId, FeedState> }
}

function findingOf(row: TenantRow, place: Place): Finding {
  const check = row.worstCheck as CheckId
  const severity = row.health === 'healthy' ? 'info' : row.health
  return {
    check,
    severity,
    ...(row.lastKnownHealth !== undefined && row.lastKnownHealth !== 'healthy' && { lastKnownSeverity: row.lastKnownHealth }),
    subject: { kind: check.startsWith('app') ? 'app-group' : check.startsWith('alarm') ? 'alarm' : 'database', id: `${row.id}-frontend`, environment: 'frontend', account: place.account, region: place.region },
    clause: clauses[check] ?? 'databaseRedundancy',
    sinceAtMs: row.healthSinceMs ?? fakeNowMs,
    summary: row.worstSummary ?? '',
    evidence: [
      { label: 'Status', value: 'failing-over' },
      { label: 'Availability Zones', value: 'eu-west-1a (primary), eu-west-1b (standby)' },
      { label: 'Latest restorable time', value: '06:07:40 UTC, 4 m 29 s behind AWS time' },
    ],
    basis: { feed: check === 'db-failover' ? 'rds.events' : check.startsWith('app') ? 'autoscaling.groups' : check.startsWith('alarm') ? 'cloudwatch.firing' : 'rds.instances', account: place.account, region: place.region, ...(row.observedAtMs !== undefined && { observedAtMs: row.observedAtMs }) },
  }
}

function milderOf(row: TenantRow, place: Place, index: number): Finding {
  return {
    check: index === 0 ? 'pending-maintenance' : 'alarm-no-data',
    severity: index === 0 ? 'watch' : 'info',
    subject: { kind: index === 0 ? 'database' : 'alarm', id: index === 0 ? `${row.id}-portal` : `${row.id}-cron-queue-depth`, environment: index === 0 ? 'portal' : 'cron', account: place.account, region: place.region },
    clause: index === 0 ? 'maintenanceNotice' : 'monitoring',
    sinceAtMs: fakeNowMs - 2 * dayMs,
    summary: index === 0 ? 'AWS will apply system-update by itself on 5 March; no window of ours covers it.' : 'No data because the database it watches is stopped.',
    evidence: index === 0 ? [{ label: 'Action', value: 'system-update' }, { label: 'Auto-applied after', value: '2026-03-05 00:00:00 UTC' }] : [],
    basis: { feed: index === 0 ? 'rds.pending-maintenance' : 'cloudwatch.no-data', account: place.account, region: place.region, observedAtMs: fakeNowMs - 9 * minuteMs },
  }
}

function databaseOf(row: TenantRow, place: Place, environment: string, index: number): DatabaseView {
  const id = `${row.id}-${environment}`
  return {
    record: { kind: 'database', key: id, account: place.account, region: place.region, id, arn: `arn:aws:rds:${place.region}:${place.account}:db:${id}`, engine: row.engines[0]!, status: row.failover === 'inProgress' && index === 0 ? 'failing-over' : 'available', multiAz: true, az: row.primaryAz ?? 'eu-west-1a', secondaryAz: 'eu-west-1c', retentionDays: 30, latestRestorableAtMs: fakeNowMs - 2 * minuteMs - (row.recoveryPointLagMs ?? 0) },
    environment,
    place,
    observedAtMs: fakeNowMs - 2 * minuteMs,
    backup: { kind: 'automated-backup', key: id, databaseId: id, earliestRestorableAtMs: fakeNowMs - (row.pitrDays ?? 30) * dayMs },
    snapshots: [],
    events: [],
    pending: [],
    memory: { sameRestorableTimes: 1 },
  }
}

function groupOf(row: TenantRow, place: Place, environment: string): AppGroupView {
  const desired = row.appDesired ?? 4
  const instance = (at: number): { id: string; az: string; lifecycle: string; health: string } => ({ id: `i-0${at}`, az: `eu-west-1${'ab'[at % 2]}`, lifecycle: at < (row.appInService ?? desired) ? 'InService' : 'Terminating', health: 'Healthy' })
  return {
    record: { kind: 'app-group', key: `${row.id}-${environment}-app`, account: place.account, region: place.region, id: `${row.model === 'silo' ? row.id : 'pooled'}-${environment}-app`, desired, min: 2, max: 8, azs: ['eu-west-1a', 'eu-west-1b'], instances: Array.from({ length: desired }, (_, at) => instance(at)), targetGroupArns: [], suspendedProcesses: [] },
    environment,
    place,
    shared: row.model === 'pooled',
    targets: [],
    loads: [],
  }
}
