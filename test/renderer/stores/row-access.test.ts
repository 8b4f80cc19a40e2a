import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessStates } from '#shared/fleet/row-access'
import { filterRows, parseQuery, sortRows } from '#shared/fleet/table-query'
import { minuteMs } from '#shared/kernel/time'
import type { GrantView } from '#shared/support/support-view'
import { aClosedGrant, aGrant, anAskedGrant, supportNowMs } from '#test/builders/support'
import { rowAccess } from '../../../renderer/stores/row-access'
import { fakeRows, tableOfRows } from '../fake-fleet'

const rows = fakeRows(60)
const table = tableOfRows(rows)
const all = Uint32Array.from(rows, (_, row) => row)
const of = (row: number, more: Partial<GrantView> = {}): GrantView => aGrant({ id: `g-${row}`, tenant: rows[row]!.id, ...more })
const found = (line: string, grants?: readonly GrantView[]): readonly number[] => [...filterRows(table, parseQuery(line), supportNowMs, grants === undefined ? undefined : rowAccess(table, grants))]
const trouble = { words: 'AWS refused.', tries: 3 }

const grants = [of(4), of(9, { untilMs: supportNowMs + minuteMs }), of(2, { stage: 'revoking', trouble }), anAskedGrant({ tenant: rows[7]!.id }), aClosedGrant({ tenant: rows[5]!.id })]

describe('Support access as rows are found by it', () => {
  it('is open, asked for, failing or none; what is over is none', () => {
    expect(found('access:open', grants)).toEqual([4, 9])
    expect(found('access:asked', grants)).toEqual([7])
    expect(found('access:failing,open', grants)).toEqual([2, 4, 9])
    expect(found('access:none', grants)).toHaveLength(56)
    expect(parseQuery('access:opne').errors[0]?.message).toContain('open')
  })

  it('is found in nobody while the desk’s grants are not known', () => {
    expect(found('access:none')).toEqual([])
    expect([...sortRows(table, all, [{ column: 'access', direction: 'ascending' }])]).toEqual([...sortRows(table, all, [])])
  })

  it('orders what wants somebody first, then the soonest end, and who has none last in either direction', () => {
    const order = (direction: 'ascending' | 'descending'): readonly number[] => [...sortRows(table, all, [{ column: 'access', direction }], rowAccess(table, grants))].slice(0, 4)
    expect(order('ascending')).toEqual([2, 9, 4, 7])
    expect(order('descending')).toEqual([7, 4, 9, 2])
  })

  it('of several grants is what wants somebody first, and of those the last end, in whatever order they are told', () => {
    const two = [of(3, { untilMs: supportNowMs + minuteMs }), of(3, { id: 'g-x', untilMs: supportNowMs + 5 * minuteMs }), anAskedGrant({ tenant: rows[3]!.id }), aClosedGrant({ tenant: rows[3]!.id })]
    fc.assert(
      fc.property(fc.shuffledSubarray(two, { minLength: two.length }), (told) => {
        const { state, untilMs } = rowAccess(table, told)
        expect([accessStates[state[3]!], untilMs[3]]).toEqual(['open', supportNowMs + 5 * minuteMs])
      }),
    )
  })
})
