import { filterRows, parseQuery, sortRows } from '#shared/fleet/table-query'
import type { FleetTable } from '#shared/fleet/table'
import type { SortKey } from '#shared/ipc/settings'

export const recoveryOrders = {
  worst: { title: 'Worst first', keys: [{ column: 'recovery', direction: 'ascending' }, { column: 'recoveryPointLagMs', direction: 'descending' }] },
  lag: { title: 'Recovery point', keys: [{ column: 'recoveryPointLagMs', direction: 'descending' }] },
  window: { title: 'Shortest window', keys: [{ column: 'pitrDays', direction: 'ascending' }] },
  snapshots: { title: 'Fewest snapshots', keys: [{ column: 'snapshots', direction: 'ascending' }] },
  copies: { title: 'Oldest copy', keys: [{ column: 'copyAtMs', direction: 'ascending' }] },
  keys: { title: 'Key ends soonest', keys: [{ column: 'keyEndsAtMs', direction: 'ascending' }] },
  name: { title: 'Name', keys: [{ column: 'name', direction: 'ascending' }] },
} as const satisfies Record<string, { readonly title: string; readonly keys: readonly SortKey[] }>

export type RecoveryOrder = keyof typeof recoveryOrders
export const recoveryOrderIds = Object.keys(recoveryOrders) as RecoveryOrder[] // keys of a literal: exact

/** Rows of the board: tenants with a database that the filter leaves, in the order asked for. */
export function recoveryRows(table: FleetTable, filter: string, order: RecoveryOrder, nowMs: number): Uint32Array {
  const rows = filterRows(table, parseQuery(filter), nowMs).filter((row) => table.columns.recovery[row] !== -1)
  return sortRows(table, rows, recoveryOrders[order].keys)
}
