import type { Health } from '../health/finding'
import type { ProbeReading } from '../probes/probe-view'

/**
 * The fleet as the grid needs it: one row a tenant, one typed array a column.
 *
 * 1. A row's index never changes within an epoch; a tenant that disappears keeps its row with `present` 0.
 * 2. Texts are indices into `strings`, which only grows within an epoch; index 0 is the empty text.
 * 3. Missing: NaN in `time` and `amount` columns, -1 in `count` columns.
 * 4. `applyPatch(table, diffTables(table, next))` equals `next`; a patch holds only cells that changed.
 * 5. Values are replaced, never edited: a column that no patch touched keeps its identity.
 */
export const columnSpecs = {
  present: 'count',
  /** Bumps whenever anything of the tenant's detail changed: the side panel re-reads on it. */
  revision: 'count',
  id: 'text',
  name: 'text',
  /** 0 pooled, 1 silo. */
  model: 'count',
  /** Index into `healths`. */
  health: 'count',
  /** Index into `healths`: what it was while data was fresh; -1 unless health is `unknown` through stale data. */
  lastKnownHealth: 'count',
  healthSinceMs: 'time',
  /** Check id of the worst finding, and its summary. */
  worstCheck: 'text',
  worstSummary: 'text',
  findings: 'count',
  /** 1 listed in the fleet file, 0 discovered by its tags only. */
  inFleetFile: 'count',
  /** Joined by a space: accounts, Regions, environments. */
  accounts: 'text',
  regions: 'text',
  environments: 'text',
  engines: 'text',
  /** AWS time of the oldest poll that the row's verdict rests on. */
  observedAtMs: 'time',
  databases: 'count',
  /** Index into `probeReadings`: the worst of its probes; -1: none is asked. */
  probe: 'count',
  /** Error budget of the month that is left, 0 to 100, below 0 broken; least over its probes, NaN while nothing is known. */
  budgetLeftPercent: 'amount',
  /** AZ of the primary of the first environment, e.g. `eu-west-1b`. */
  primaryAz: 'text',
  /** 0 none known, 1 in progress, 2 within the last day. */
  failover: 'count',
  failoverAtMs: 'time',
  /** Worst over the tenant's databases, at the time of its observation. */
  recoveryPointLagMs: 'amount',
  recoveryPointObservedAtMs: 'time',
  /** Shortest over the tenant's databases. */
  pitrDays: 'amount',
  pitrGoalDays: 'count',
  snapshots: 'count',
  snapshotGoal: 'count',
  /** Index into `healths`: the worst verdict on bringing its data back; -1: no database. */
  recovery: 'count',
  /** When the data of the oldest of its databases' newest off-site copies is of. */
  copyAtMs: 'time',
  /** The soonest end of a key of its databases. */
  keyEndsAtMs: 'time',
  alarmsFiring: 'count',
  alarmsNoData: 'count',
  alarms: 'count',
  appInService: 'count',
  appDesired: 'count',
  appAzs: 'count',
} as const satisfies Record<string, ColumnKind>

export type ColumnKind = 'count' | 'time' | 'amount' | 'text'
export type ColumnName = keyof typeof columnSpecs
export const columnNames = Object.keys(columnSpecs) as readonly ColumnName[] // keys of a literal: exact

export type ColumnArray<K extends ColumnKind> = K extends 'count' ? Int32Array : K extends 'text' ? Uint32Array : Float64Array

export type FleetColumns = { readonly [N in ColumnName]: ColumnArray<(typeof columnSpecs)[N]> }

export interface FleetTable {
  readonly rowCount: number
  readonly strings: readonly string[]
  readonly columns: FleetColumns
}

export interface ColumnPatch {
  readonly column: number
  readonly rows: Uint16Array | Uint32Array
  readonly values: Int32Array | Uint32Array | Float64Array
}

export interface TablePatch {
  readonly rowCount: number
  /** Texts appended behind the ones the receiver has. */
  readonly newStrings: readonly string[]
  readonly columns: readonly ColumnPatch[]
}

/** What travels to the renderer. The receiver applies it only when `epoch` is its own and `seq` is its last + 1. */
export interface FleetPatch {
  readonly epoch: string
  readonly seq: number
  readonly patch: TablePatch
}

export interface FleetSnapshot {
  readonly epoch: string
  readonly seq: number
  /** True while the rows come from the last session's cache and nothing has been polled yet. */
  readonly cached: boolean
  readonly table: FleetTable
}

/** One tenant's row as an object; what the watch writes and what tests read. Absent means missing. */
export interface TenantRow {
  readonly id: string
  readonly name: string
  readonly model: 'pooled' | 'silo'
  readonly health: Health
  readonly lastKnownHealth?: Health
  readonly healthSinceMs?: number
  readonly worstCheck?: string
  readonly worstSummary?: string
  readonly findings: number
  readonly inFleetFile: boolean
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  readonly environments: readonly string[]
  readonly engines: readonly string[]
  readonly observedAtMs?: number
  readonly databases: number
  readonly probe?: ProbeReading['kind']
  readonly budgetLeftPercent?: number
  readonly primaryAz?: string
  readonly failover?: 'inProgress' | 'recent'
  readonly failoverAtMs?: number
  readonly recoveryPointLagMs?: number
  readonly recoveryPointObservedAtMs?: number
  readonly pitrDays?: number
  readonly pitrGoalDays?: number
  readonly snapshots?: number
  readonly snapshotGoal?: number
  readonly recovery?: Health
  readonly copyAtMs?: number
  readonly keyEndsAtMs?: number
  readonly alarmsFiring: number
  readonly alarmsNoData: number
  readonly alarms: number
  readonly appInService?: number
  readonly appDesired?: number
  readonly appAzs?: number
  readonly revision: number
}
