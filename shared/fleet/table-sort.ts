import type { SortKey } from '../ipc/settings'
import { accessOrder, type RowAccess } from './row-access'
import { columnSpecs, type ColumnName, type FleetTable } from './table'
import { lowerCase } from './table-filter'

/**
 * The rows ordered by the keys: missing values last in either direction, ties by name, then by row.
 *
 * `health` ascending is worst first (the order of `healths`), `access` what wants somebody first, then the
 * soonest end; `access` absent: not known. A new array; `rows` stays as it is.
 */
export function sortRows(table: FleetTable, rows: Uint32Array, keys: readonly SortKey[], access?: RowAccess): Uint32Array {
  const columns = [...keys, { column: 'name' as const, direction: 'ascending' as const }].map(({ column, direction }) => ({ values: column === 'access' ? (access === undefined ? missing(table.rowCount) : accessOrder(access)) : sortValues(table, column), sign: direction === 'ascending' ? 1 : -1 }))
  const [first, ...others] = columns
  if (first === undefined) return rows.slice()
  // Where hardly anybody has a value, the rest need not be asked for theirs in every comparison.
  const have = rows.filter((row) => !Number.isNaN(first.values[row]!))
  if (have.length === rows.length) return inOrder(rows.slice(), columns)
  const sorted = new Uint32Array(rows.length)
  sorted.set(inOrder(have, columns))
  sorted.set(inOrder(rows.filter((row) => Number.isNaN(first.values[row]!)), others), have.length)
  return sorted
}

interface SortColumn {
  readonly values: ArrayLike<number>
  readonly sign: number
}

/** In place; ties by row. */
function inOrder(rows: Uint32Array, columns: readonly SortColumn[]): Uint32Array {
  const [first, ...others] = columns
  if (first === undefined) return rows
  return rows.sort((a, b) => {
    let order = compare(first.values, first.sign, a, b)
    for (let i = 0; order === 0 && i < others.length; i++) order = compare(others[i]!.values, others[i]!.sign, a, b)
    return order === 0 ? a - b : order
  })
}

const missing = (rowCount: number): Float64Array => new Float64Array(rowCount).fill(Number.NaN)

function compare(values: ArrayLike<number>, sign: number, a: number, b: number): number {
  const left = values[a]!
  const right = values[b]!
  if (left === right) return 0
  // NaN is unequal to itself: a missing value goes behind any other.
  if (left !== left) return right !== right ? 0 : 1
  if (right !== right) return -1
  return left < right ? -sign : sign
}

/** A number for each row that orders like the column; NaN: missing. */
function sortValues(table: FleetTable, column: ColumnName): ArrayLike<number> {
  const cells = table.columns[column]
  if (columnSpecs[column] === 'text') return textRanks(table, cells as Uint32Array) // text columns are Uint32Array
  if (columnSpecs[column] !== 'count' || !mayMiss.has(column)) return cells
  return Float64Array.from(cells, (value) => (value === -1 ? Number.NaN : value))
}
const mayMiss: ReadonlySet<ColumnName> = new Set<ColumnName>(['pitrGoalDays', 'snapshots', 'snapshotGoal', 'appInService', 'appDesired', 'appAzs', 'lastKnownHealth', 'recovery'])

// A column's array is replaced when a cell of it changes, so its ranks hold as long as the array lives.
const ranked = new WeakMap<Uint32Array, Float64Array>()

function textRanks(table: FleetTable, cells: Uint32Array): Float64Array {
  const known = ranked.get(cells)
  if (known !== undefined) return known
  const lower = lowerCase(table.strings)
  const used = [...new Set(cells)]
  // Sorting plain texts without a comparison of our own is several times faster.
  const rankOf = new Map([...new Set(used.map(lower))].sort().map((text, rank) => [text, text === '' ? Number.NaN : rank]))
  const rankOfIndex = new Map(used.map((index) => [index, rankOf.get(lower(index)) ?? Number.NaN]))
  const ranks = Float64Array.from(cells, (index) => rankOfIndex.get(index) ?? Number.NaN)
  ranked.set(cells, ranks)
  return ranks
}
