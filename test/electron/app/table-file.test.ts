import { describe, expect, it } from 'vitest'
import { decodeTable, encodeTable } from '#electron/app/table-file'
import { columnNames, columnSpecs, type FleetColumns, type FleetTable } from '#shared/fleet/table'

const arrays = { count: Int32Array, text: Uint32Array, time: Float64Array, amount: Float64Array }
const table: FleetTable = {
  rowCount: 2,
  strings: ['', 'acme-bank', 'Größe'],
  columns: Object.fromEntries(columnNames.map((name) => [name, arrays[columnSpecs[name]].from([1, 2])])) as unknown as FleetColumns, // one array a column, by its spec
}

describe('A table as bytes', () => {
  it('comes back as it was', () => {
    expect(decodeTable(encodeTable(table))).toEqual(table)
  })

  it('is nothing when a single byte differs', () => {
    const bytes = encodeTable(table)
    for (const at of [0, 40, bytes.length - 1]) {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect(decodeTable(damaged), `byte ${at}`).toBeUndefined()
    }
  })

  it('is nothing when it was cut, is empty, or is something else', () => {
    const bytes = encodeTable(table)
    for (const part of [bytes.subarray(0, bytes.length - 10), new Uint8Array(), Buffer.from('{}\n'), Buffer.from('null\nx')]) expect(decodeTable(part)).toBeUndefined()
  })

  it('is nothing when a column is missing or too short', () => {
    const { health: _gone, ...rest } = table.columns
    expect(decodeTable(encodeTable({ ...table, columns: rest as FleetColumns }))).toBeUndefined()
    expect(decodeTable(encodeTable({ ...table, rowCount: 3 }))).toBeUndefined()
  })
})
