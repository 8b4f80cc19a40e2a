import { columnNames, type ColumnName, type ColumnPatch, type FleetTable, type TablePatch, type TenantRow } from './table'
import { blankCell, cellValues, resizedColumn, rowNumbers, sameCell, toColumns, type AnyColumn } from './table-columns'
import { decodeRow, encodeCell } from './row-codec'
import { internInto } from './interned-strings'

export { emptyTable } from './table-columns'

/** Tenant id to row number; grows within an epoch. */
export type RowIndex = ReadonlyMap<string, number>

export interface WrittenTable {
  readonly table: FleetTable
  readonly index: RowIndex
  /** The cells that changed, as diffTables would give them, but found in the rows written; undefined: none. */
  readonly patch: TablePatch | undefined
}

/**
 * Writes rows (a new tenant gets the next free row) and marks the rows of `gone` tenants as not present.
 *
 * A row that is written is present. Columns without a changed cell keep their identity; nothing changed: the table itself.
 */
export function writeRows(table: FleetTable, index: RowIndex, rows: readonly TenantRow[], gone: readonly string[] = []): WrittenTable {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
  const placed = placeRows(index, table.rowCount, unique)
  const strings = internInto(table.strings)
  const changes = columnNames.map((name) => changedCells(table, name, unique, placed.numbers, (text) => strings.indexOf(text)))
  addGone(table, index, unique, gone, changes[columnNames.indexOf('present')]!)

  const grown = placed.rowCount > table.rowCount
  const patches: ColumnPatch[] = []
  const columns: Record<string, AnyColumn> = { ...table.columns }
  changes.forEach(({ rows: changed, values }, column) => {
    const name = columnNames[column]!
    if (changed.length === 0 && !grown) return
    const cells = resizedColumn(name, table.columns[name], placed.rowCount)
    for (let i = 0; i < changed.length; i++) cells[changed[i]!] = values[i]!
    columns[name] = cells
    if (changed.length > 0) patches.push({ column, rows: rowNumbers(changed, placed.rowCount), values: cellValues(name, values) })
  })
  const added = strings.added()
  if (patches.length === 0 && added.length === 0 && !grown) return { table, index, patch: undefined }
  return {
    table: { rowCount: placed.rowCount, strings: strings.all(), columns: toColumns(columns) },
    index: placed.index,
    patch: { rowCount: placed.rowCount, newStrings: added, columns: patches },
  }
}

/** The index of a table that came from elsewhere, e.g. the last session's cache. */
export function rowIndex(table: FleetTable): RowIndex {
  return new Map(Array.from({ length: table.rowCount }, (_, row) => [table.strings[table.columns.id[row]!] ?? '', row]))
}

/** One row as an object. Row numbers beyond the table are an error of the caller's. */
export function readRow(table: FleetTable, row: number): TenantRow {
  return decodeRow(table, row)
}

export const isPresent = (table: FleetTable, row: number): boolean => table.columns.present[row] === 1

interface Cells {
  readonly rows: number[]
  readonly values: number[]
}

function placeRows(index: RowIndex, rowCount: number, rows: readonly TenantRow[]): { readonly index: RowIndex; readonly numbers: readonly number[]; readonly rowCount: number } {
  const added = rows.filter((row) => !index.has(row.id))
  const next = added.length === 0 ? index : new Map([...index, ...added.map((row, i): [string, number] => [row.id, rowCount + i])])
  return { index: next, numbers: rows.map((row) => next.get(row.id)!), rowCount: rowCount + added.length }
}

function changedCells(table: FleetTable, name: ColumnName, rows: readonly TenantRow[], numbers: readonly number[], intern: (text: string) => number): Cells {
  const cells: Cells = { rows: [], values: [] }
  const before: AnyColumn = table.columns[name]
  const blank = blankCell(name)
  for (let i = 0; i < rows.length; i++) {
    const row = numbers[i]!
    const value = encodeCell(name, rows[i]!, intern)
    if (sameCell(value, row < table.rowCount ? before[row]! : blank)) continue
    cells.rows.push(row)
    cells.values.push(value)
  }
  return cells
}

function addGone(table: FleetTable, index: RowIndex, written: readonly TenantRow[], gone: readonly string[], present: Cells): void {
  if (gone.length === 0) return
  const stays = new Set(written.map((row) => row.id))
  for (const id of new Set(gone)) {
    const row = index.get(id)
    if (row === undefined || stays.has(id) || table.columns.present[row] === 0) continue
    present.rows.push(row)
    present.values.push(0)
  }
}
