import { healths } from '#shared/health/finding'
import { emptyTable, writeRows, type RowIndex } from '#shared/fleet/table-rows'
import type { FleetTable, TenantRow } from '#shared/fleet/table'

/** A believable fleet of rows: mostly healthy, each figure different enough that sorting and patching have work to do. */
export function benchRow(number: number, revision = 1): TenantRow {
  const sick = number % 37 === 0
  return {
    id: `tenant-${number}`,
    name: `Lender ${String((number * 7919) % 100_003).padStart(6, '0')}`,
    model: number % 5 === 0 ? 'silo' : 'pooled',
    health: sick ? (healths[number % healths.length] ?? 'watch') : 'healthy',
    healthSinceMs: 1_772_000_000_000 + number * 1000,
    ...(sick ? { worstCheck: 'alarm-firing', worstSummary: `Alarm ${number} fires` } : {}),
    findings: sick ? 1 : 0,
    inFleetFile: true,
    accounts: [String(100_000_000_000 + (number % 250))],
    regions: [number % 2 === 0 ? 'eu-west-1' : 'eu-central-1'],
    environments: ['frontend'],
    engines: [number % 5 === 0 ? 'oracle-ee' : 'mysql'],
    observedAtMs: 1_772_000_000_000 + revision,
    databases: 1,
    primaryAz: `eu-west-1${'abc'[number % 3] ?? 'a'}`,
    recoveryPointLagMs: (number * 104_729 + revision * 60_000) % 400_000,
    recoveryPointObservedAtMs: 1_772_000_000_000 + revision,
    pitrDays: 30 + (number % 6),
    pitrGoalDays: 30,
    snapshots: 7,
    snapshotGoal: 7,
    alarmsFiring: sick ? 1 : 0,
    alarmsNoData: 0,
    alarms: 6,
    appInService: 4,
    appDesired: 4,
    appAzs: 2,
    revision,
  }
}

export interface BenchTable {
  readonly table: FleetTable
  readonly index: RowIndex
}

export function benchTable(tenants: number): BenchTable {
  const { table, index } = writeRows(emptyTable(), new Map(), Array.from({ length: tenants }, (_, number) => benchRow(number)))
  return { table, index }
}
