import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, type AlarmMark, type MarkKind } from '#shared/alarms/acknowledgement'
import { minuteMs } from '#shared/kernel/time'
import { monday } from '#test/builders/fleet'

const alarm = { key: 'cpu', stateUpdatedAtMs: monday, turns: [] }
const mark = (by: string, kind: MarkKind, over: Partial<AlarmMark> = {}): AlarmMark => ({ id: `${by}-${kind}-${over.atMs ?? 0}`, alarm: 'cpu', stateUpdatedAtMs: monday, kind, by, atMs: monday + minuteMs, ...over })
const stateOf = (...marks: readonly AlarmMark[]) => coverageOf(alarm, marks, 2, monday).state

describe('coverage of an alarm', () => {
  it('needs one who acknowledges and two who know', () => {
    expect(stateOf()).toBe('uncovered')
    expect(stateOf(mark('ana', 'seen'))).toBe('partly')
    expect(stateOf(mark('ana', 'acknowledged'))).toBe('partly')
    expect(stateOf(mark('ana', 'seen'), mark('ben', 'seen'))).toBe('partly')
    expect(stateOf(mark('ana', 'acknowledged'), mark('ben', 'seen'))).toBe('covered')
  })

  it('counts a person once, whatever they press', () => {
    expect(coverageOf(alarm, [mark('ana', 'seen'), mark('ana', 'acknowledged', { atMs: monday + 2 * minuteMs }), mark('ana', 'seen', { atMs: monday + 3 * minuteMs })], 2, monday)).toMatchObject({
      state: 'partly',
      acknowledged: [{ by: 'ana' }],
      informed: ['ana'],
      missing: 1,
    })
  })

  it('ends when the alarm fires anew, and belongs to that alarm alone', () => {
    const covered = [mark('ana', 'acknowledged'), mark('ben', 'seen')]
    expect(coverageOf({ ...alarm, stateUpdatedAtMs: monday + minuteMs }, covered, 2, monday).state).toBe('uncovered')
    expect(coverageOf({ ...alarm, key: 'memory' }, covered, 2, monday).state).toBe('uncovered')
  })

  it('sticks while the alarm goes on and off', () => {
    const turns = [0, 3, 6, 9].map((minute, index) => ({ atMs: monday + minute * minuteMs, to: index % 2 === 0 ? ('ALARM' as const) : ('OK' as const) }))
    const flapping = { key: 'cpu', stateUpdatedAtMs: monday + 12 * minuteMs, turns: [...turns, { atMs: monday + 12 * minuteMs, to: 'ALARM' as const }] }
    const marks = [mark('ana', 'acknowledged'), mark('ben', 'seen')]
    expect(coverageOf(flapping, marks, 2, monday + 13 * minuteMs).state).toBe('covered')
    expect(coverageOf({ ...flapping, turns: flapping.turns.slice(-2) }, marks, 2, monday + 13 * minuteMs).state).toBe('uncovered')
  })

  it('is taken back by one’s own word only', () => {
    const marks = [mark('ana', 'acknowledged'), mark('ben', 'seen')]
    expect(stateOf(...marks, mark('ana', 'withdrawn', { atMs: monday + 2 * minuteMs }))).toBe('partly')
    expect(stateOf(...marks, mark('cem', 'withdrawn', { atMs: monday + 2 * minuteMs }))).toBe('covered')
    expect(stateOf(...marks, mark('ana', 'withdrawn', { atMs: monday + 2 * minuteMs }), mark('ana', 'acknowledged', { atMs: monday + 3 * minuteMs }))).toBe('covered')
  })

  it('does not depend on the order in which marks arrive, nor on marks that come twice', () => {
    const anyMark = fc.record({ by: fc.constantFrom('ana', 'ben', 'cem'), kind: fc.constantFrom<MarkKind>('acknowledged', 'seen', 'withdrawn'), minute: fc.nat(5) })
    fc.assert(
      fc.property(fc.uniqueArray(anyMark, { selector: ({ by, kind, minute }) => `${by}${kind}${minute}` }), (all) => {
        const marks = all.map(({ by, kind, minute }) => mark(by, kind, { atMs: monday + minute * minuteMs }))
        expect(coverageOf(alarm, [...marks, ...marks].reverse(), 2, monday)).toEqual(coverageOf(alarm, marks, 2, monday))
      }),
    )
  })
})
