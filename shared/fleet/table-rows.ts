import type { FleetTable, TablePatch, TenantRow } from './table'

/** Tenant id to row number; grows within an epoch. */
export type RowIndex = ReadonlyMap<string, number>

export interface WrittenTable {
  readonly table: FleetTable
  readonly index: RowIndex
  /** The cells that changed, as diffTables would give them, but without comparing whole tables; undefined: none. */
  readonly patch: TablePatch | undefined
}

export function emptyTable(): FleetTable {
  throw new Error('not yet')
}

/** Writes rows (new tenants get the next free row) and marks the rows of `gone` tenants as not present. */
export function writeRows(_table: FleetTable, _index: RowIndex, _rows: readonly TenantRow[], _gone: readonly string[] = []): WrittenTable {
  throw new Error('not yet')
}

/** The index of a table that came from elsewhere, e.g. the last session's cache. */
export function rowIndex(_table: FleetTable): RowIndex {
  throw new Error('not yet')
}

/** One row as an object. */
export function readRow(_table: FleetTable, _row: number): TenantRow {
  throw new Error('not yet')
}
