import { healths } from '../health/finding'
import { probeReadings } from '../probes/probe-view'
import type { ColumnName, FleetTable, TenantRow } from './table'

/** A row's value as the number its column holds. `intern` gives a text its number. */
export function encodeCell(name: ColumnName, row: TenantRow, intern: (text: string) => number): number {
  return encoders[name](row, intern)
}

type Encoder = (row: TenantRow, intern: (text: string) => number) => number

const list = (values: readonly string[], intern: (text: string) => number): number => intern(values.join(' '))
const failovers = ['none', 'inProgress', 'recent'] as const

const encoders: Record<ColumnName, Encoder> = {
  present: () => 1,
  revision: (row) => row.revision,
  id: (row, intern) => intern(row.id),
  name: (row, intern) => intern(row.name),
  model: (row) => (row.model === 'silo' ? 1 : 0),
  health: (row) => healths.indexOf(row.health),
  lastKnownHealth: (row) => (row.lastKnownHealth === undefined ? -1 : healths.indexOf(row.lastKnownHealth)),
  healthSinceMs: (row) => row.healthSinceMs ?? Number.NaN,
  worstCheck: (row, intern) => intern(row.worstCheck ?? ''),
  worstSummary: (row, intern) => intern(row.worstSummary ?? ''),
  findings: (row) => row.findings,
  inFleetFile: (row) => (row.inFleetFile ? 1 : 0),
  accounts: (row, intern) => list(row.accounts, intern),
  regions: (row, intern) => list(row.regions, intern),
  environments: (row, intern) => list(row.environments, intern),
  engines: (row, intern) => list(row.engines, intern),
  observedAtMs: (row) => row.observedAtMs ?? Number.NaN,
  databases: (row) => row.databases,
  probe: (row) => (row.probe === undefined ? -1 : probeReadings.indexOf(row.probe)),
  budgetLeftPercent: (row) => row.budgetLeftPercent ?? Number.NaN,
  primaryAz: (row, intern) => intern(row.primaryAz ?? ''),
  failover: (row) => (row.failover === undefined ? 0 : failovers.indexOf(row.failover)),
  failoverAtMs: (row) => row.failoverAtMs ?? Number.NaN,
  recoveryPointLagMs: (row) => row.recoveryPointLagMs ?? Number.NaN,
  recoveryPointObservedAtMs: (row) => row.recoveryPointObservedAtMs ?? Number.NaN,
  pitrDays: (row) => row.pitrDays ?? Number.NaN,
  pitrGoalDays: (row) => row.pitrGoalDays ?? -1,
  snapshots: (row) => row.snapshots ?? -1,
  snapshotGoal: (row) => row.snapshotGoal ?? -1,
  recovery: (row) => (row.recovery === undefined ? -1 : healths.indexOf(row.recovery)),
  copyAtMs: (row) => row.copyAtMs ?? Number.NaN,
  keyEndsAtMs: (row) => row.keyEndsAtMs ?? Number.NaN,
  alarmsFiring: (row) => row.alarmsFiring,
  alarmsNoData: (row) => row.alarmsNoData,
  alarms: (row) => row.alarms,
  appInService: (row) => row.appInService ?? -1,
  appDesired: (row) => row.appDesired ?? -1,
  appAzs: (row) => row.appAzs ?? -1,
}

export function decodeRow(table: FleetTable, row: number): TenantRow {
  const { columns } = table
  const text = (index: number | undefined): string => table.strings[index ?? 0] ?? ''
  const words = (index: number | undefined): readonly string[] => text(index).split(' ').filter((word) => word !== '')
  return {
    id: text(columns.id[row]),
    name: text(columns.name[row]),
    model: columns.model[row] === 1 ? 'silo' : 'pooled',
    health: healths[columns.health[row] ?? -1] ?? 'unknown',
    findings: columns.findings[row] ?? 0,
    inFleetFile: columns.inFleetFile[row] === 1,
    accounts: words(columns.accounts[row]),
    regions: words(columns.regions[row]),
    environments: words(columns.environments[row]),
    engines: words(columns.engines[row]),
    databases: columns.databases[row] ?? 0,
    alarmsFiring: columns.alarmsFiring[row] ?? 0,
    alarmsNoData: columns.alarmsNoData[row] ?? 0,
    alarms: columns.alarms[row] ?? 0,
    revision: columns.revision[row] ?? 0,
    ...some('lastKnownHealth', healths[columns.lastKnownHealth[row] ?? -1]),
    ...some('recovery', healths[columns.recovery[row] ?? -1]),
    ...some('probe', probeReadings[columns.probe[row] ?? -1]),
    ...some('budgetLeftPercent', Number.isNaN(columns.budgetLeftPercent[row]) ? undefined : columns.budgetLeftPercent[row]),
    ...some('failover', decodeFailover(columns.failover[row])),
    ...some('worstCheck', textOrNone(text(columns.worstCheck[row]))),
    ...some('worstSummary', textOrNone(text(columns.worstSummary[row]))),
    ...some('primaryAz', textOrNone(text(columns.primaryAz[row]))),
    ...amounts(table, row, ['healthSinceMs', 'observedAtMs', 'failoverAtMs', 'recoveryPointLagMs', 'recoveryPointObservedAtMs', 'pitrDays', 'copyAtMs', 'keyEndsAtMs']),
    ...counts(table, row, ['pitrGoalDays', 'snapshots', 'snapshotGoal', 'appInService', 'appDesired', 'appAzs']),
  }
}

const textOrNone = (text: string): string | undefined => (text === '' ? undefined : text)
const decodeFailover = (code: number | undefined): TenantRow['failover'] => (code === 1 ? 'inProgress' : code === 2 ? 'recent' : undefined)

function some<K extends keyof TenantRow>(key: K, value: TenantRow[K] | undefined): Partial<TenantRow> {
  return value === undefined ? {} : { [key]: value }
}

type AmountColumn = 'healthSinceMs' | 'observedAtMs' | 'failoverAtMs' | 'recoveryPointLagMs' | 'recoveryPointObservedAtMs' | 'pitrDays' | 'copyAtMs' | 'keyEndsAtMs'
const amounts = (table: FleetTable, row: number, names: readonly AmountColumn[]): Partial<TenantRow> =>
  Object.fromEntries(names.flatMap((name) => (Number.isNaN(table.columns[name][row]) ? [] : [[name, table.columns[name][row]]])))

type CountColumn = 'pitrGoalDays' | 'snapshots' | 'snapshotGoal' | 'appInService' | 'appDesired' | 'appAzs'
const counts = (table: FleetTable, row: number, names: readonly CountColumn[]): Partial<TenantRow> =>
  Object.fromEntries(names.flatMap((name) => (table.columns[name][row] === -1 ? [] : [[name, table.columns[name][row]]])))
