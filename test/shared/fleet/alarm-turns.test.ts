import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flappingSpanMs, isFlapping, noteTurns, noTurns, turnsWithin, type AlarmTurn } from '#shared/fleet/alarm-turns'
import { minuteMs } from '#shared/kernel/time'
import { anAlarm, monday } from '#test/builders/fleet'

const turnAt = (minutes: number, to: AlarmTurn['to']): AlarmTurn => ({ atMs: monday + minutes * minuteMs, to })
const cpu = (minutes: number, state: AlarmTurn['to'] = 'ALARM') => anAlarm('cpu', { state, stateUpdatedAtMs: monday + minutes * minuteMs })

describe('turns of alarms', () => {
  it('are kept once, however many polls tell of them, and for half an hour', () => {
    const first = noteTurns(noTurns, [cpu(0)], monday)
    const again = noteTurns(first.next, [cpu(0)], monday + minuteMs)
    expect(first.touched).toEqual([cpu(0).key])
    expect(again.touched).toEqual([])
    expect(again.next.byAlarm.get(cpu(0).key)).toEqual([turnAt(0, 'ALARM')])
    const later = noteTurns(again.next, [], monday + flappingSpanMs + 1)
    expect(later.next.byAlarm.size).toBe(0)
    expect(later.touched).toEqual([cpu(0).key])
  })

  it('of alarms that stand still cost nothing', () => {
    expect(noteTurns(noTurns, [anAlarm('cpu', { stateUpdatedAtMs: monday - 40 * minuteMs }), anAlarm('memory')], monday).next.byAlarm.size).toBe(0)
  })

  it('are the same in whatever order and however often they are told', () => {
    const told = fc.array(fc.record({ minutes: fc.integer({ min: -45, max: 45 }), state: fc.constantFrom<AlarmTurn['to']>('ALARM', 'OK', 'INSUFFICIENT_DATA'), at: fc.integer({ min: 0, max: 45 }) }), { maxLength: 12 })
    const after = (list: readonly { minutes: number; state: AlarmTurn['to']; at: number }[]) =>
      list.reduce((turns, { minutes, state, at }) => noteTurns(turns, [cpu(Math.min(minutes, at), state)], monday + at * minuteMs).next, noTurns)
    fc.assert(
      fc.property(told, fc.integer(), (list, seed) => {
        const shuffled = [...list, ...list.slice(0, 3)].map((each, index) => ({ each, rank: Math.sin(seed + index) })).sort((a, b) => a.rank - b.rank)
        expect(after(shuffled.map(({ each }) => each))).toEqual(after(list))
      }),
    )
  })

  it('make an alarm flap from the fourth on, counting a change that no poll saw', () => {
    const turns = [turnAt(0, 'ALARM'), turnAt(3, 'OK'), turnAt(6, 'ALARM')]
    expect(isFlapping(turns, monday + 7 * minuteMs)).toBe(false)
    expect(isFlapping([...turns, turnAt(9, 'OK')], monday + 10 * minuteMs)).toBe(true)
    expect(turnsWithin([...turns, turnAt(12, 'ALARM')], monday + 13 * minuteMs)).toBe(5)
  })

  it('no longer count once they are half an hour old', () => {
    const turns = [turnAt(0, 'ALARM'), turnAt(3, 'OK'), turnAt(6, 'ALARM'), turnAt(9, 'OK')]
    expect(isFlapping(turns, monday + flappingSpanMs - 1)).toBe(true)
    expect(isFlapping(turns, monday + flappingSpanMs)).toBe(false)
  })
})
