import type { ColumnName, FleetTable, columnSpecs } from '#shared/fleet/table'
import { healths, type Health } from '#shared/health/finding'

type NamesOf<K> = { [N in ColumnName]: (typeof columnSpecs)[N] extends K ? N : never }[ColumnName]
export type TextColumn = NamesOf<'text'>
export type CountColumn = NamesOf<'count'>

/** One text cell; empty when missing. */
export function textAt(table: FleetTable, column: TextColumn, row: number): string {
  return table.strings[table.columns[column][row] ?? 0] ?? ''
}

/** One count; undefined when missing. */
export function countAt(table: FleetTable, column: CountColumn, row: number): number | undefined {
  const value = table.columns[column][row]
  return value === undefined || value < 0 ? undefined : value
}

/** One time or amount; NaN when missing. */
export function numberAt(table: FleetTable, column: NamesOf<'time' | 'amount'>, row: number): number {
  return table.columns[column][row] ?? Number.NaN
}

export function healthAt(table: FleetTable, row: number): Health {
  return healths[table.columns.health[row] ?? -1] ?? 'unknown'
}

export function lastKnownHealthAt(table: FleetTable, row: number): Health | undefined {
  return healths[table.columns.lastKnownHealth[row] ?? -1]
}

export const isPresent = (table: FleetTable, row: number): boolean => table.columns.present[row] === 1

/** Whether a row shows the same in both tables as far as `columns` go. Texts compare by index: valid within one epoch. */
export function sameCells(a: FleetTable, b: FleetTable, row: number, columns: readonly ColumnName[]): boolean {
  return columns.every((name) => {
    const [one, two] = [a.columns[name], b.columns[name]]
    return one === two || Object.is(one[row], two[row])
  })
}
