import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnNames, type FleetTable, type TenantRow } from '#shared/fleet/table'
import { applyPatch, diffTables, patchSizeBytes } from '#shared/fleet/table-patch'
import { emptyTable, isPresent, readRow, rowIndex, writeRows, type RowIndex } from '#shared/fleet/table-rows'
import { aRow, anyRow } from '#test/builders/rows'

const tableOf = (rows: readonly TenantRow[]): { table: FleetTable; index: RowIndex } => writeRows(emptyTable(), new Map(), rows)
const thousands = (count: number): TenantRow[] => Array.from({ length: count }, (_, i) => aRow(`tenant-${i}`))

describe('the fleet table', () => {
  it('gives back every row as it was written, absent fields included', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const { table, index } = tableOf(rows)
        for (const [id, row] of new Map(rows.map((each) => [each.id, each]))) expect(readRow(table, index.get(id)!)).toEqual(row)
        expect(rowIndex(table)).toEqual(index)
      }),
    )
  })

  it('keeps a tenant in its row for good, and reuses the row when it comes back', () => {
    const first = tableOf([aRow('a'), aRow('b')])
    const without = writeRows(first.table, first.index, [aRow('c')], ['a'])
    expect(isPresent(without.table, without.index.get('a')!)).toBe(false)
    const back = writeRows(without.table, without.index, [aRow('a')])
    expect(back.index.get('a')).toBe(first.index.get('a'))
    expect(isPresent(back.table, back.index.get('a')!)).toBe(true)
  })

  it('returns the very same table when nothing changed', () => {
    const { table, index } = tableOf([aRow('a'), aRow('b')])
    const again = writeRows(table, index, [aRow('b')], ['nobody'])
    expect(again.table).toBe(table)
    expect(again.patch).toBeUndefined()
  })

  it('leaves the table it started from as it was, and untouched columns identical', () => {
    const { table, index } = tableOf([aRow('a'), aRow('b')])
    const next = writeRows(table, index, [aRow('a', { health: 'critical' })])
    expect(readRow(table, 0).health).toBe('healthy')
    expect(columnNames.filter((name) => next.table.columns[name] !== table.columns[name])).toEqual(['health'])
  })

  it('holds columns of exactly its length, so that sending one never drags a larger buffer along', () => {
    const { table } = tableOf(thousands(37))
    for (const name of columnNames) expect(table.columns[name].buffer.byteLength).toBe(37 * table.columns[name].BYTES_PER_ELEMENT)
  })

  it('writes texts of two branches of one table without mixing them up', () => {
    const base = tableOf([aRow('a')])
    const left = writeRows(base.table, base.index, [aRow('a', { worstSummary: 'left', worstCheck: 'both' })])
    const right = writeRows(base.table, base.index, [aRow('a', { worstSummary: 'right', worstCheck: 'both' })])
    expect(readRow(left.table, 0)).toMatchObject({ worstSummary: 'left', worstCheck: 'both' })
    expect(readRow(right.table, 0)).toMatchObject({ worstSummary: 'right', worstCheck: 'both' })
  })
})

describe('patches of the fleet table', () => {
  const steps = fc.array(fc.record({ rows: fc.array(anyRow, { maxLength: 6 }), gone: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }) }), { maxLength: 6 })

  it('make the next table of the previous one', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let { table, index } = tableOf([])
        for (const { rows, gone } of all) {
          const next = writeRows(table, index, rows, gone)
          const patch = diffTables(table, next.table)
          expect(patch === undefined ? table : applyPatch(table, patch)).toEqual(next.table)
          ;({ table, index } = next)
        }
      }),
    )
  })

  it('found while writing are those found by comparing', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let { table, index } = tableOf([])
        for (const { rows, gone } of all) {
          const next = writeRows(table, index, rows, gone)
          expect(next.patch === undefined ? table : applyPatch(table, next.patch)).toEqual(next.table)
          expect(cellCount(next.patch)).toBe(cellCount(diffTables(table, next.table)))
          ;({ table, index } = next)
        }
      }),
    )
  })

  it('do not exist between equal tables', () => {
    const { table } = tableOf([aRow('a')])
    expect(diffTables(table, table)).toBeUndefined()
    expect(diffTables(table, tableOf([aRow('a')]).table)).toBeUndefined()
  })

  it('hold 500 changed tenants of 10,000 within 64 KB on a typical tick', () => {
    const { table, index } = tableOf(thousands(10_000))
    const changed = Array.from({ length: 500 }, (_, i) =>
      aRow(`tenant-${i * 19}`, {
        revision: 2,
        recoveryPointLagMs: 60_000 + i,
        recoveryPointObservedAtMs: 1_772_000_300_000,
        observedAtMs: 1_772_000_300_000,
        alarmsFiring: i % 10 === 0 ? 1 : 0,
        ...(i % 10 === 0 ? { health: 'degraded' as const, healthSinceMs: 1_772_000_200_000, worstCheck: 'alarm-firing', worstSummary: `Alarm tenant-${i * 19}-frontend-cpu is firing since 02:14:05 UTC.`, findings: 1 } : {}),
      }),
    )
    const patch = writeRows(table, index, changed).patch
    expect(patch).toBeDefined()
    expect(patchSizeBytes(patch!)).toBeLessThanOrEqual(64 * 1024)
    expect(patch!.columns.every((column) => column.rows instanceof Uint16Array && column.rows.buffer.byteLength === column.rows.byteLength)).toBe(true)
  })

  it('number rows with 32 bits once the table outgrows 16', () => {
    const rows = thousands(0x10000 + 1)
    const { table, index } = tableOf(rows)
    const patch = writeRows(table, index, [aRow(`tenant-${0x10000}`, { findings: 3 })]).patch!
    expect(patch.columns[0]!.rows).toEqual(Uint32Array.from([0x10000]))
  })
})

const cellCount = (patch: ReturnType<typeof diffTables>): number => patch?.columns.reduce((sum, column) => sum + column.rows.length, 0) ?? 0
