import { columnNames, type ColumnPatch, type FleetTable, type TablePatch } from './table'
import { cellValues, blankCell, resizedColumn, rowNumbers, sameCell, toColumns, type AnyColumn } from './table-columns'

/** The cells that differ; undefined when none does. `next` must stem from `previous` (same epoch: rows and texts only grow). */
export function diffTables(previous: FleetTable, next: FleetTable): TablePatch | undefined {
  if (previous === next) return undefined
  const columns = columnNames.flatMap((_, column) => diffColumn(previous, next, column) ?? [])
  const newStrings = next.strings.slice(previous.strings.length)
  if (columns.length === 0 && newStrings.length === 0 && previous.rowCount === next.rowCount) return undefined
  return { rowCount: next.rowCount, newStrings, columns }
}

function diffColumn(previous: FleetTable, next: FleetTable, column: number): ColumnPatch | undefined {
  const name = columnNames[column]!
  const before: AnyColumn = previous.columns[name]
  const after: AnyColumn = next.columns[name]
  if (before === after) return undefined
  const rows: number[] = []
  const values: number[] = []
  const blank = blankCell(name)
  for (let row = 0; row < next.rowCount; row++) {
    const value = after[row]!
    if (sameCell(value, row < previous.rowCount ? before[row]! : blank)) continue
    rows.push(row)
    values.push(value)
  }
  return rows.length === 0 ? undefined : { column, rows: rowNumbers(rows, next.rowCount), values: cellValues(name, values) }
}

/** The table with the patch's cells replaced; untouched columns keep their identity unless rows were added. */
export function applyPatch(table: FleetTable, patch: TablePatch): FleetTable {
  const rowCount = Math.max(table.rowCount, patch.rowCount)
  const columns: Record<string, AnyColumn> = { ...table.columns }
  if (rowCount > table.rowCount) for (const name of columnNames) columns[name] = resizedColumn(name, columns[name], rowCount)
  for (const { column, rows, values } of patch.columns) {
    const name = columnNames[column]
    if (name === undefined) continue
    const cells = columns[name] === table.columns[name] ? resizedColumn(name, columns[name], rowCount) : columns[name]!
    for (let i = 0; i < rows.length; i++) cells[rows[i]!] = values[i]!
    columns[name] = cells
  }
  const strings = patch.newStrings.length === 0 ? table.strings : table.strings.concat(patch.newStrings)
  return { rowCount, strings, columns: toColumns(columns) }
}

/** What the patch weighs on the wire, to within its framing: typed arrays exactly, texts as UTF-16 at worst. */
export function patchSizeBytes(patch: TablePatch): number {
  const cells = patch.columns.reduce((sum, column) => sum + column.rows.byteLength + column.values.byteLength + framingBytes, 0)
  const texts = patch.newStrings.reduce((sum, text) => sum + text.length * 2 + framingBytes, 0)
  return framingBytes + cells + texts
}

// Structured clone spends a tag, a length and a key on each array and text; measured 40 to 60 bytes.
const framingBytes = 64
