import { describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import { decide } from '#shared/maintenance/decide'
import { effectsOf } from '#shared/maintenance/effects'
import { frameOf } from '#shared/maintenance/expectation'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import { evolve, replay, type RunState } from '#shared/maintenance/run-state'
import { firstOf, frame, lastOf, only, plan, times } from './decide-stage'
import { carryOut, type Behaviour } from './run-world'

describe('after a restore', () => {
  const span = { fromMs: 0, toMs: 10 * hourMs }
  const restoring = (more: Partial<Plan> = {}) => (state: RunState) => frameOf({ ...plan, ...more }, span, state)
  const failing = (effects: Readonly<Record<string, Behaviour>>) => (effect: string): Behaviour => effects[effect] ?? {}
  const always: Behaviour = { fails: 99, again: 'never' }

  it('that a verification led to, the tenant is verified again before anybody is let in, and the other is not', () => {
    const story = carryOut(restoring(), { behaviour: failing({ 'verify:zeta': always }) })
    expect(story).toMatchObject({ asked: [], outcome: 'partly' })
    expect(times(story, 'verifyAgain:zeta')).toBe(1)
    expect(times(story, 'verifyAgain:acme')).toBe(0)
    expect(story.happened.indexOf('verifyAgain:zeta')).toBeGreaterThan(story.happened.indexOf('restore:db-zeta'))
    expect(story.happened.indexOf('verifyAgain:zeta')).toBeLessThan(firstOf(story, 'reopen'))
  })

  it('what is still wrong is asked about and never restored once more; left so, nobody calls it restored', () => {
    const steps = [plan.steps[0]!]
    const behaviour = failing({ 'verify:acme': always, 'verify:zeta': always, 'verifyAgain:zeta': always })
    const kept = carryOut(restoring({ steps, groups: [] }), { behaviour, answer: () => 'keep' })
    expect(kept.asked).toMatchObject([{ id: 'failed:verifyAgain:zeta', why: 'failed', message: 'the world said no', choices: ['retry', 'keep'] }])
    expect(kept.outcome).toBe('partly')
    expect([times(kept, 'restore:db-acme'), times(kept, 'restore:db-zeta')]).toEqual([1, 1])
    const tried = carryOut(restoring({ steps, groups: [] }), { behaviour: failing({ 'verify:acme': always, 'verify:zeta': always, 'verifyAgain:zeta': { fails: 1, again: 'never' } }) })
    expect(tried.asked).toHaveLength(1)
    expect(tried.outcome).toBe('restored')
  })

  it.each(['before', 'after'] as const)('a console that dies %s it was verified again doubles nothing', (dies) => {
    const story = carryOut(restoring(), { behaviour: failing({ 'verify:zeta': always, 'verifyAgain:zeta': { dies } }) })
    expect(story.outcome).toBe('partly')
    expect([times(story, 'restore:db-zeta'), times(story, 'verifyAgain:zeta')]).toEqual([1, 1])
  })

  it('that a change led to, one verification is enough; what it finds is asked about, not taken for restored', () => {
    const broken = { 'change:0:db-acme': always, 'change:0:db-zeta': always }
    const fine = carryOut(restoring(), { behaviour: failing(broken) })
    expect(fine.outcome).toBe('restored')
    expect(fine.happened.filter((effect) => effect.startsWith('verify'))).toEqual(['verify:acme', 'verify:zeta'])
    const wrong = carryOut(restoring(), { behaviour: failing({ ...broken, 'verify:acme': always }), answer: () => 'keep' })
    expect(wrong.asked).toMatchObject([{ id: 'failed:verify:acme', choices: ['retry', 'keep'] }])
    expect(wrong.outcome).toBe('partly')
  })

  it('a second restore of the same tenant has it verified once more', () => {
    const line = (kind: 'started' | 'done', effect: string) => (kind === 'started' ? { kind, effect, atMs: 1 } : { kind, effect, atMs: 1, evidence: [] })
    const both = (effect: string) => [line('started', effect), line('done', effect)]
    const lines: readonly RunEvent[] = [line('started', 'verify:acme'), { kind: 'failed', effect: 'verify:acme', atMs: 1, message: 'no', again: 'never' }, ...both('restore:db-acme'), ...both('verifyAgain:acme')]
    expect(replay(lines).effects.get('verifyAgain:acme')).toMatchObject({ kind: 'done' })
    expect(replay([...lines, ...both('restore:db-zeta')]).effects.has('verifyAgain:acme')).toBe(false)
  })

  it('a journal of before that is winding up is left at that', () => {
    const prepared = ['validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta', 'snapshot:db-acme', 'snapshot:db-zeta', 'change:0:db-acme', 'change:0:db-zeta', 'change:1:asg', 'verify:acme'].map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
    const restored = replay([...prepared, { kind: 'started', effect: 'verify:zeta', atMs: 2 }, { kind: 'failed', effect: 'verify:zeta', atMs: 3, message: 'no', again: 'never' }, { kind: 'started', effect: 'restore:db-zeta', atMs: 4 }, { kind: 'done', effect: 'restore:db-zeta', atMs: 5, evidence: [] }])
    const moment = { nowMs: 9, inFlight: new Set<string>() }
    expect(decide(restoring()(restored), restored, moment).perform).toEqual(['verifyAgain:zeta'])
    const reopening = evolve(restored, { kind: 'started', effect: 'reopen:acme', atMs: 6 })
    expect(decide(restoring()(reopening), reopening, moment)).toMatchObject({ ending: 'partly', perform: ['reopen:zeta'], observe: ['reopen:acme'] })
  })
})

describe('comparing once people are in again', () => {
  const broken = only('compare:acme', { fails: 99, again: 'never' })

  it('comes after every alarm is on and before anybody is told; a problem is asked about and nothing is restored', () => {
    const story = carryOut(frame(), { behaviour: broken, answer: () => 'keep' })
    expect(story.asked).toMatchObject([{ id: 'failed:compare:acme', message: 'the world said no', choices: ['retry', 'keep'] }])
    expect(story.outcome).toBe('partly')
    expect(firstOf(story, 'restore')).toBe(-1)
    expect(firstOf(story, 'compare')).toBeGreaterThan(lastOf(story, 'unmute'))
    expect(firstOf(story, 'tell')).toBeGreaterThan(lastOf(story, 'compare'))
  })

  it('tried again and well, the run is a success', () => {
    expect(carryOut(frame(), { behaviour: only('compare:acme', { fails: 1, again: 'never' }) })).toMatchObject({ outcome: 'succeeded', asked: [{ choices: ['retry', 'keep'] }] })
  })

  it('is nothing to do where nothing was changed, or nobody was kept out', () => {
    expect(firstOf(carryOut(frame(), { behaviour: only('snapshot:db-acme', { fails: 1, again: 'never' }) }), 'compare')).toBe(-1)
    expect(firstOf(carryOut(frame({ kind: 'noDowntime' })), 'compare')).toBe(-1)
  })

  it('is not made up for in a journal of before that tells already, nor in one that is over', () => {
    const whole = effectsOf(plan).filter(({ phase }) => phase !== 'restore' && phase !== 'compare').map(({ id }) => ({ kind: 'done' as const, effect: id, atMs: 1, evidence: [] }))
    const moment = { nowMs: 5, inFlight: new Set<string>() }
    expect(decide(frame(), replay(whole), moment)).toMatchObject({ outcome: 'succeeded', perform: [] })
    expect(decide(frame(), replay(whole.slice(0, -1)), moment).perform).toEqual(['tell:zeta'])
    expect(decide(frame(), replay(whole.slice(0, -2)), moment).perform).toEqual(['compare:acme', 'compare:zeta'])
  })
})
