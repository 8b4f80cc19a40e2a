import { describe, expect, it } from 'vitest'
import type { Observation } from '#shared/fleet/observation'
import { flappingSpanMs } from '#shared/fleet/alarm-turns'
import { judgeTenant, nextJudgementAtMs } from '#shared/health/judge'
import { minuteMs } from '#shared/kernel/time'
import { anAlarm, changes, complete, everything, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, viewAfter } from '#test/builders/views'

const name = 'acme-bank-frontend-cpu'
const alarmAt = (minutes: number, state: 'ALARM' | 'OK') => anAlarm(name, { state, stateUpdatedAtMs: monday + minutes * minuteMs })

/** ALARM at 0, 6, ... and OK at 3, 9, ..., as the polls of each minute see it. */
const flaps = (upToMinutes: number): readonly Observation[] => [
  ...everything(healthyRecords()),
  ...Array.from({ length: upToMinutes + 1 }, (_, minute): readonly Observation[] => {
    const turn = Math.floor(minute / 3)
    const record = alarmAt(turn * 3, turn % 2 === 0 ? 'ALARM' : 'OK')
    const at = { atMs: monday + minute * minuteMs }
    return turn % 2 === 0 ? [complete('cloudwatch.firing', [record], at)] : [changes('cloudwatch.alarms', [record], [], at), complete('cloudwatch.firing', [], at)]
  }).flat(),
]

describe('an alarm that goes on and off', () => {
  it('is told as firing until the fourth change, and from then on as one that flaps, alone', () => {
    const at = (minutes: number) => judgeTenant(viewAfter(flaps(minutes)), monday + minutes * minuteMs).filter(({ subject }) => subject.id === name).map(({ check }) => check)
    expect(at(6)).toEqual(['alarm-firing'])
    expect(at(9)).toEqual(['alarm-flapping'])
    expect(at(12)).toEqual(['alarm-flapping'])
  })

  it('is degraded whether it fires at the moment or not, since its first change', () => {
    for (const minutes of [9, 12, 15]) {
      expect(findingsOf(viewAfter(flaps(minutes)), 'alarm-flapping', monday + minutes * minuteMs)[0]).toMatchObject({ severity: 'degraded', sinceAtMs: monday, subject: { kind: 'alarm', id: name } })
    }
  })

  it('does not flap when only its data comes and goes: what has no data is grey', () => {
    const turns = Array.from({ length: 8 }, (_, nth) => changes('cloudwatch.alarms', [anAlarm(name, { state: nth % 2 === 0 ? 'INSUFFICIENT_DATA' : 'OK', stateUpdatedAtMs: monday + nth * minuteMs })], [], { atMs: monday + nth * minuteMs }))
    const nowMs = monday + 7 * minuteMs
    expect(findingsOf(viewAfter([...everything(healthyRecords()), ...turns]), 'alarm-flapping', nowMs)).toEqual([])
    const fired = changes('cloudwatch.alarms', [anAlarm(name, { state: 'ALARM', stateUpdatedAtMs: monday + 8 * minuteMs })], [], { atMs: monday + 8 * minuteMs })
    expect(findingsOf(viewAfter([...everything(healthyRecords()), ...turns, fired]), 'alarm-flapping', nowMs + minuteMs)).toHaveLength(1)
  })

  it('ends by time alone, half an hour after the change that left fewer than four', () => {
    const view = viewAfter(flaps(9))
    const endsAtMs = monday + flappingSpanMs
    expect(nextJudgementAtMs(view, monday + 9 * minuteMs)).toBeLessThanOrEqual(endsAtMs)
    expect(findingsOf(view, 'alarm-flapping', endsAtMs - 1)).toHaveLength(1)
    expect(findingsOf(view, 'alarm-flapping', endsAtMs)).toEqual([])
  })
})
