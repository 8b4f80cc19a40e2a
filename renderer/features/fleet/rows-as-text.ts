import type { FleetTable } from '#shared/fleet/table'
import type { GridColumn } from './columns'

/** Rows as tab-separated text with a header line, as a spreadsheet takes them. */
export function rowsAsText(table: FleetTable, rows: readonly number[], columns: readonly GridColumn[]): string {
  const line = (cells: readonly string[]): string => cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')
  return [line(columns.map((column) => column.title)), ...rows.map((row) => line(columns.map((column) => column.text(table, row))))].join('\n')
}
