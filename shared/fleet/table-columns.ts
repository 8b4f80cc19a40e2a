import { columnNames, columnSpecs, type ColumnKind, type ColumnName, type FleetColumns, type FleetTable } from './table'

export type AnyColumn = Int32Array | Uint32Array | Float64Array

/** What a cell holds before anything was written to it. */
export function blankCell(name: ColumnName): number {
  if (name === 'present') return 0
  return blanks[columnSpecs[name]]
}

const blanks: Record<ColumnKind, number> = { count: -1, time: Number.NaN, amount: Number.NaN, text: 0 }

/** A column of exactly `rowCount` cells: the given one's cells, then blanks. Always a new array of its own buffer. */
export function resizedColumn(name: ColumnName, from: AnyColumn | undefined, rowCount: number): AnyColumn {
  const column = blankColumn(columnSpecs[name], rowCount)
  const kept = Math.min(from?.length ?? 0, rowCount)
  if (from !== undefined) column.set(kept === from.length ? from : from.subarray(0, kept))
  if (kept < rowCount) column.fill(blankCell(name), kept)
  return column
}

function blankColumn(kind: ColumnKind, rowCount: number): AnyColumn {
  if (kind === 'count') return new Int32Array(rowCount)
  return kind === 'text' ? new Uint32Array(rowCount) : new Float64Array(rowCount)
}

export function emptyTable(): FleetTable {
  const columns = Object.fromEntries(columnNames.map((name) => [name, resizedColumn(name, undefined, 0)]))
  return { rowCount: 0, strings: [''], columns: toColumns(columns) }
}

/** Missing is NaN or equal: two cells that hold the same. */
export const sameCell = (a: number, b: number): boolean => a === b || (a !== a && b !== b)

/** Row numbers as narrow as the table allows: half the bytes of a patch. */
export const rowNumbers = (rows: readonly number[], rowCount: number): Uint16Array | Uint32Array => (rowCount <= 0x10000 ? Uint16Array.from(rows) : Uint32Array.from(rows))

export function cellValues(name: ColumnName, values: readonly number[]): AnyColumn {
  const kind = columnSpecs[name]
  if (kind === 'count') return Int32Array.from(values)
  return kind === 'text' ? Uint32Array.from(values) : Float64Array.from(values)
}

// Columns are built by name from columnSpecs, so each has the array type its spec says; TypeScript cannot follow the loop.
export const toColumns = (columns: Record<string, AnyColumn>): FleetColumns => columns as unknown as FleetColumns
