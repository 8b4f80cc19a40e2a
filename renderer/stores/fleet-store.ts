import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FleetTable } from '#shared/fleet/table'
import type { AppError } from '#shared/kernel/app-error'

/** The fleet table as last received. The table is replaced by each patch, never edited; views read cells from it. */
export type FleetState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | {
      readonly kind: 'ready'
      readonly epoch: string
      /** Rows come from the last session: nothing has been polled yet. */
      readonly cached: boolean
      readonly table: FleetTable
    }

export type FleetStore = StoreApi<FleetState>

export const createFleetStore = (): FleetStore => createStore<FleetState>(() => ({ kind: 'loading' }))

export function tableOf(state: FleetState): FleetTable | undefined {
  return state.kind === 'ready' ? state.table : undefined
}

/** The table's row of a tenant, or undefined. Linear: for opening one, not for every row. */
export function rowOfTenant(table: FleetTable, tenantId: string): number | undefined {
  const text = table.strings.indexOf(tenantId)
  const row = text < 0 ? -1 : table.columns.id.indexOf(text)
  return row < 0 ? undefined : row
}
