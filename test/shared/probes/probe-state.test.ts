import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { holdsMs, probeDefaults } from '#shared/probes/probe-config'
import type { ProbeResult } from '#shared/probes/probe-result'
import { afterAnswer, atTime, blame, blankProbe, conditionOf, isSuspected, unseen, type ProbeState } from '#shared/probes/probe-state'

const start = Date.parse('2026-03-02T06:00:00Z')
const up = (seconds: number): ProbeResult => ({ atMs: start + seconds * secondMs, elapsedMs: 40, outcome: { kind: 'up' }, status: 200 })
const failed = (seconds: number): ProbeResult => ({ atMs: start + seconds * secondMs, elapsedMs: 3, outcome: { kind: 'failed', failure: 'refused', detail: 'connection refused' } })
const after = (results: readonly ProbeResult[], mayBlame = true): ProbeState => results.reduce((state, result) => afterAnswer(state, result, probeDefaults, mayBlame), blankProbe)

describe('a probe', () => {
  it('knows nothing before its first answer', () => {
    expect(conditionOf(blankProbe)).toBe('unknown')
    expect(conditionOf(after([failed(0)]))).toBe('unknown')
  })

  it('is suspected after one failure, down after two, and down since the first', () => {
    const once = after([up(0), failed(60)])
    expect(conditionOf(once)).toBe('up')
    expect(isSuspected(once)).toBe(true)
    const twice = after([up(0), failed(60), failed(65)])
    expect(twice.changes.at(-1)).toEqual({ atMs: start + 60 * secondMs, state: 'down', reason: 'refused' })
    expect(isSuspected(twice)).toBe(false)
  })

  it('is up again with one success, and a suspicion that passed leaves no trace', () => {
    expect(after([up(0), failed(60), failed(65), up(120)]).changes.map(({ state }) => state)).toEqual(['up', 'down', 'up'])
    expect(after([up(0), failed(60), up(65)]).changes).toEqual([{ atMs: start, state: 'up' }])
  })

  it('is unknown from the moment that its last answer no longer speaks for', () => {
    const state = after([up(0), up(60)])
    const untilMs = start + 60 * secondMs + holdsMs(probeDefaults)
    expect(conditionOf(atTime(state, untilMs, probeDefaults))).toBe('up')
    expect(atTime(state, untilMs + 1, probeDefaults).changes.at(-1)).toEqual({ atMs: untilMs, state: 'unknown', reason: 'notAsked' })
    expect(afterAnswer(state, up(3600), probeDefaults, true).changes.map(({ state: each }) => each)).toEqual(['up', 'unknown', 'up'])
  })

  it('is not down while nobody may be blamed, and is once they may', () => {
    const state = after([up(0), failed(60), failed(65)], false)
    expect(conditionOf(state)).toBe('up')
    expect(blame(state).changes.at(-1)).toMatchObject({ state: 'down', atMs: start + 60 * secondMs })
  })

  it('takes back what was concluded while our own network was in the way', () => {
    const state = unseen(after([up(0), failed(60), failed(65)]), start + 60 * secondMs, 'ourNetwork')
    expect(state.changes).toEqual([{ atMs: start, state: 'up' }, { atMs: start + 60 * secondMs, state: 'unknown', reason: 'ourNetwork' }])
    expect(state.failures).toBe(0)
    expect(conditionOf(afterAnswer(state, failed(120), probeDefaults, true))).toBe('unknown')
    expect(conditionOf(afterAnswer(state, up(120), probeDefaults, true))).toBe('up')
  })

  it('leaves a probe that never answered as it is', () => {
    expect(unseen(blankProbe, start, 'asleep').changes).toEqual([])
  })

  it('goes on when the clock of AWS is set back', () => {
    expect(after([up(100), failed(0), failed(5)]).changes.at(-1)).toMatchObject({ state: 'down', atMs: start + 100 * secondMs })
    // Minutes ahead is no clock of AWS's: what was dated so counts no more.
    expect(after([up(600), failed(0), failed(5)]).changes).toEqual([{ state: 'down', atMs: start, reason: 'refused' }])
  })

  it('keeps its changes in order and never two of a kind in a row, whatever comes', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('up' as const), seconds: fc.integer({ min: 0, max: 5000 }), blame: fc.boolean() }),
      fc.record({ kind: fc.constant('failed' as const), seconds: fc.integer({ min: 0, max: 5000 }), blame: fc.boolean() }),
      fc.record({ kind: fc.constant('unseen' as const), seconds: fc.integer({ min: 0, max: 5000 }), blame: fc.boolean() }),
      fc.record({ kind: fc.constant('blame' as const), seconds: fc.integer({ min: 0, max: 5000 }), blame: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = blankProbe
        for (const { kind, seconds, blame: mayBlame } of steps) {
          if (kind === 'unseen') state = unseen(state, start + seconds * secondMs, 'ourNetwork')
          else if (kind === 'blame') state = blame(state)
          else state = afterAnswer(state, kind === 'up' ? up(seconds) : failed(seconds), probeDefaults, mayBlame)
          for (const [i, next] of state.changes.slice(1).entries()) {
            expect(next.atMs).toBeGreaterThanOrEqual(state.changes[i]!.atMs)
            expect(next.state).not.toBe(state.changes[i]!.state)
          }
        }
      }),
    )
  })

  it('never calls down what answered in between: two failures with a success between them are two suspicions', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (pattern) => {
        // true: failure, always followed by a success
        const results = pattern.flatMap((fails, i) => (fails ? [failed(i * 60), up(i * 60 + 5)] : [up(i * 60)]))
        expect(after(results).changes.some(({ state }) => state === 'down')).toBe(false)
      }),
    )
  })

  it('has spent minutes, not hours, when it was down for minutes', () => {
    const { changes } = after([up(0), failed(60), failed(65), failed(120), up(180)])
    expect(changes[2]!.atMs - changes[1]!.atMs).toBe(2 * minuteMs)
  })
})
