import type { Grid } from './series'

export interface CsvLine {
  readonly title: string
  readonly values: Float64Array
}

/** Points as CSV: UTC in ISO 8601, one column a line; what is missing is empty. RFC 4180. */
export function seriesCsv(lines: readonly CsvLine[], { fromMs, periodMs }: Pick<Grid, 'fromMs' | 'periodMs'>): string {
  const count = Math.max(0, ...lines.map(({ values }) => values.length))
  const rows = Array.from({ length: count }, (_, at) => [new Date(fromMs + at * periodMs).toISOString().replace('.000Z', 'Z'), ...lines.map(({ values }) => cellOf(values[at]))])
  return [['time', ...lines.map(({ title }) => title)], ...rows].map((cells) => cells.map(quoted).join(',')).join('\r\n')
}

const cellOf = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(12))))

/** A cell that a spreadsheet would take for a formula is text: names come from tags. */
const quoted = (text: string): string => {
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
