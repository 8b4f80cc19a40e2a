import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { columnNames, columnSpecs, type ColumnKind, type FleetTable } from '#shared/fleet/table'

/**
 * A fleet table as bytes: a line of JSON that says what follows, then the columns as V8 serialises them.
 *
 * Whatever is not exactly what this version writes (another layout, cut, edited) reads as undefined: a cache is never trusted.
 */
interface Header {
  readonly format: 'watchfloor-table-1'
  readonly columns: string
  readonly sha256: string
}

const layout = JSON.stringify(columnSpecs)
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function encodeTable(table: FleetTable): Uint8Array {
  const body = serialize(table)
  const header: Header = { format: 'watchfloor-table-1', columns: digest(Buffer.from(layout)), sha256: digest(body) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body])
}

export function decodeTable(bytes: Uint8Array): FleetTable | undefined {
  const end = bytes.indexOf(10)
  if (end < 0) return undefined
  try {
    const header = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString('utf8')) as Partial<Header>
    const body = bytes.subarray(end + 1)
    if (header.format !== 'watchfloor-table-1' || header.columns !== digest(Buffer.from(layout)) || header.sha256 !== digest(body)) return undefined
    const table: unknown = deserialize(body)
    return isTable(table) ? table : undefined
  } catch {
    return undefined
  }
}

const arrays: Record<ColumnKind, new (length: number) => ArrayBufferView & { readonly length: number }> = {
  count: Int32Array,
  text: Uint32Array,
  time: Float64Array,
  amount: Float64Array,
}

function isTable(value: unknown): value is FleetTable {
  const table = value as Partial<FleetTable> | null
  if (table === null || typeof table !== 'object' || !Number.isInteger(table.rowCount) || !Array.isArray(table.strings)) return false
  const { columns } = table
  return columns !== undefined && columnNames.every((name) => columns[name] instanceof arrays[columnSpecs[name]] && columns[name].length >= (table.rowCount ?? 0))
}
