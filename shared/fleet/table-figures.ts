import type { Health } from '../health/finding'
import type { ColumnName, FleetTable } from './table'

/** What the strip above the grid says. Counts present tenants only. */
export interface FleetFigures {
  readonly tenants: number
  readonly byHealth: Readonly<Record<Health, number>>
  /** The largest recovery point lag and whose it is (row number). */
  readonly worstLag?: { readonly row: number; readonly lagMs: number; readonly observedAtMs: number }
  readonly failoversInProgress: number
  readonly alarmsFiring: number
  readonly tenantsWithFiringAlarms: number
  /** AWS time of the oldest poll any tenant's verdict rests on. */
  readonly oldestObservedAtMs?: number
  readonly notInFleetFile: number
}

export function figures(_table: FleetTable, _rows?: Uint32Array): FleetFigures {
  return { tenants: 0, byHealth: { critical: 0, degraded: 0, unknown: 0, watch: 0, healthy: 0 }, failoversInProgress: 0, alarmsFiring: 0, tenantsWithFiringAlarms: 0, notInFleetFile: 0 }
}

/** Rows under one value of a column: the board's groups. `label` is the value as the table holds it, '' for none. */
export interface RowGroup {
  readonly label: string
  readonly rows: Uint32Array
}

/** Groups rows by a text or count column, keeping their order; `health` and `model` are labelled by their words. */
export function groupRows(_table: FleetTable, rows: Uint32Array, _column: ColumnName): readonly RowGroup[] {
  return [{ label: '', rows }]
}
