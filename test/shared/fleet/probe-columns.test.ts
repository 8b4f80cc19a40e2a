import { describe, expect, it } from 'vitest'
import { encodeCell, decodeRow } from '#shared/fleet/row-codec'
import { emptyTable, rowIndex, writeRows } from '#shared/fleet/table-rows'
import { parseQuery } from '#shared/fleet/query-parse'
import { filterRows } from '#shared/fleet/table-filter'
import { tenantRow } from '#shared/fleet/tenant-row'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { probeDefaults } from '#shared/probes/probe-config'
import { afterAnswer, blankProbe, type ProbeState } from '#shared/probes/probe-state'
import { monday } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'

const config = { environment: 'frontend', url: 'https://acme.example/', ...probeDefaults }
const answers = (pattern: readonly [number, boolean][]): ProbeState =>
  pattern.reduce((state, [minutes, up]) => afterAnswer(state, { atMs: monday + minutes * minuteMs, elapsedMs: 1, outcome: up ? { kind: 'up' } : { kind: 'failed', failure: 'reset', detail: 'gone' } }, config, true), blankProbe)
const rowOf = (states: readonly ProbeState[], nowMs = monday) => tenantRow({ ...viewWith([]), probes: states.map((state, i) => ({ config: { ...config, environment: `env-${i}` }, state })) }, [], undefined, nowMs)

describe('the probe cells of a row', () => {
  it('are empty for a tenant that nobody probes', () => {
    expect(rowOf([])).not.toHaveProperty('probe')
    expect(rowOf([])).not.toHaveProperty('budgetLeftPercent')
  })

  it('say the worst reading and the least budget', () => {
    const fine = answers([[-2, true], [-1, true], [0, true]])
    const down = answers([[-2, true], [-1, false], [-0.9, false]])
    expect(rowOf([fine])).toMatchObject({ probe: 'up', budgetLeftPercent: 100 })
    expect(rowOf([answers([[0, true]])])).toMatchObject({ probe: 'up', budgetLeftPercent: 100 })
    expect(rowOf([blankProbe])).not.toHaveProperty('budgetLeftPercent')
    expect(rowOf([fine, blankProbe]).probe).toBe('unknown')
    const row = rowOf([fine, blankProbe, down])
    expect(row.probe).toBe('down')
    // One minute of the 4.46 that 31 days promise.
    expect(row.budgetLeftPercent).toBeCloseTo(100 - (100 * 60 * secondMs) / (31 * 24 * 3600 * secondMs * 0.0001), 1)
  })

  it('survive the way to the window', () => {
    const row = rowOf([answers([[-2, true], [-1, false], [-0.9, false]])])
    const { table } = writeRows(emptyTable(), rowIndex(emptyTable()), [row], [])
    expect(decodeRow(table, 0)).toMatchObject({ probe: 'down', budgetLeftPercent: row.budgetLeftPercent })
    expect(encodeCell('probe', rowOf([]), () => 0)).toBe(-1)
  })

  it('can be filtered by', () => {
    const down = rowOf([answers([[-2, true], [-1, false], [-0.9, false]])])
    const fine = { ...rowOf([answers([[-2, true], [0, true]])]), id: 'kauri', name: 'Kauri' }
    const { table } = writeRows(emptyTable(), rowIndex(emptyTable()), [down, fine, { ...rowOf([]), id: 'rata', name: 'Rata' }], [])
    const found = (line: string): readonly number[] => [...filterRows(table, parseQuery(line), monday)]
    expect(found('probe:down')).toEqual([0])
    expect(found('probe:up')).toEqual([1])
    expect(found('budget<90')).toEqual([0])
    expect(found('budget>=100')).toEqual([1])
  })
})
