import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { decide } from '#shared/maintenance/decide'
import { effectsOf } from '#shared/maintenance/effects'
import { frameOf } from '#shared/maintenance/expectation'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import { newRun, replay, type RunState } from '#shared/maintenance/run-state'
import { runView } from '#shared/maintenance/run-view'
import { carryOut, type Behaviour, type RunStory } from './run-world'

const plan: Plan = {
  id: 'plan-1',
  title: 'Engine upgrade',
  why: 'security fix',
  kind: 'downtime',
  author: 'ada',
  window: { start: '2026-03-10T22:00', zone: 'UTC', durationMinutes: 240 },
  databases: ['acme', 'zeta'].map((tenant) => ({ arn: `db-${tenant}`, id: tenant, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.40', allowMajor: false }],
  onFailure: 'restore',
}
const span = { fromMs: 0, toMs: 4 * hourMs }
const [first, second] = [5 * hourMs, 6 * hourMs]
const frame = (state: RunState, of = plan) => frameOf(of, span, state)
const run = (extensions: ReadonlyMap<number, number>, behaviour: (effect: string) => Behaviour = () => ({}), of = plan): RunStory =>
  carryOut((state) => frame(state, of), { behaviour, operator: new Map([...extensions].map(([turn, toMs]) => [turn, { kind: 'extended' as const, toMs }])) })
const longerOf = ({ happened }: RunStory): readonly string[] => happened.filter((effect) => /^(close|mute)Longer:/.test(effect))
const otherThanLonger = ({ happened }: RunStory): readonly string[] => happened.filter((effect) => !/^(close|mute)Longer:/.test(effect))
const slow = (prefix: string, looks: number) => (effect: string): Behaviour => (effect.startsWith(prefix) ? { looks } : {})
const withEnd = (toMs: number, kinds = ['closeLonger', 'muteLonger']): readonly string[] => ['acme', 'zeta'].flatMap((tenant) => kinds.map((kind) => `${kind}:${toMs}:${tenant}`))

describe('A window that is extended', () => {
  it('has its pages and mute rules put again for the new end, each once, and nothing else changes', () => {
    const plain = run(new Map(), slow('change', 20))
    const story = run(new Map([[8, first]]), slow('change', 20))
    expect([...longerOf(story)].sort()).toEqual([...withEnd(first)].sort())
    expect([otherThanLonger(story), story.outcome]).toEqual([otherThanLonger(plain), 'succeeded'])
  })

  it('is as it was while nobody extends it', () => {
    expect(frame(newRun).effects).toEqual(effectsOf(plan))
    expect(longerOf(run(new Map()))).toEqual([])
  })

  it('before anything is closed, is closed for the right time in the first place; what was closed a moment ago is put again', () => {
    const story = run(new Map([[0, first]]), slow('change', 20))
    for (const effect of withEnd(first, ['closeLonger'])) expect(story.happened.indexOf(effect)).toBeGreaterThan(story.happened.indexOf(`close:${effect.split(':').at(-1)!}`))
    expect(story.outcome).toBe('succeeded')
  })

  it('twice, has the later end in the end, and the earlier one not while it is on its way', () => {
    const story = run(new Map([[8, first], [10, second]]), (effect) => (effect.startsWith('change') ? { looks: 30 } : effect.includes(`Longer:${first}`) ? { looks: 3 } : {}))
    expect([...longerOf(story)].sort()).toEqual([...withEnd(first), ...withEnd(second)].sort())
    for (const effect of withEnd(second)) {
      const earlier = effect.replace(String(second), String(first))
      const [done, begun] = [story.journal.findIndex((event) => event.kind === 'done' && event.effect === earlier), story.journal.findIndex((event) => event.kind === 'started' && event.effect === effect)]
      expect(begun).toBeGreaterThan(done)
    }
  })

  it('closes nobody out where there is no downtime, and mutes longer all the same', () => {
    const story = run(new Map([[8, first]]), slow('change', 20), { ...plan, kind: 'noDowntime' })
    expect([...longerOf(story)].sort()).toEqual([...withEnd(first, ['muteLonger'])].sort())
  })

  it('that winds up already puts nothing again', () => {
    const events: RunEvent[] = effectsOf(plan).flatMap(({ id, phase }): readonly RunEvent[] => (['reopen', 'unmute', 'tell', 'restore'].includes(phase) ? [] : [{ kind: 'started', effect: id, atMs: 1 }, { kind: 'done', effect: id, atMs: 1, evidence: [] }]))
    const state = replay([...events, { kind: 'extended', toMs: first, by: 'ada', atMs: 2 }])
    expect(decide(frame(state), state, { nowMs: 3, inFlight: new Set() }).perform).toEqual(['reopen:acme', 'reopen:zeta'])
  })

  it('does not open what may still be told to stay closed: its answer comes first', () => {
    const events: RunEvent[] = effectsOf(plan).flatMap(({ id, phase }): readonly RunEvent[] => (['reopen', 'unmute', 'tell', 'restore'].includes(phase) ? [] : [{ kind: 'started', effect: id, atMs: 1 }, { kind: 'done', effect: id, atMs: 1, evidence: [] }]))
    const sent = `closeLonger:${first}:acme`
    const at = (...more: readonly RunEvent[]) => {
      const state = replay([...events, { kind: 'extended', toMs: first, by: 'ada', atMs: 2 }, { kind: 'started', effect: sent, atMs: 2 }, ...more])
      return decide(frame(state), state, { nowMs: 3, inFlight: new Set() })
    }
    expect([at().perform, at().observe]).toEqual([['reopen:zeta'], [sent]])
    // AWS took it: whether its readers see it already is nothing to wait for behind closed doors.
    expect(at({ kind: 'inProgress', effect: sent, atMs: 2, lookAgainAtMs: 60_000 }).perform).toEqual(['reopen:acme', 'reopen:zeta'])
    const open = at({ kind: 'inProgress', effect: sent, atMs: 2, lookAgainAtMs: 2 }, { kind: 'started', effect: 'reopen:acme', atMs: 2 }, { kind: 'done', effect: 'reopen:acme', atMs: 2, evidence: [] })
    expect(open.observe).toEqual([])
  })

  it('tells a person what it cannot put again, and goes on meanwhile', () => {
    const story = run(new Map([[8, first]]), (effect) => (effect === `muteLonger:${first}:acme` ? { fails: 9, again: 'never' } : effect.startsWith('change') ? { looks: 20 } : {}))
    expect(story.outcome).toBe('succeeded')
    const state = replay(story.journal.slice(0, story.journal.findIndex((event) => event.kind === 'failed') + 1))
    expect(decide(frame(state), state, { nowMs: 20 * 1000, inFlight: new Set() }).questions).toMatchObject([{ id: `failed:muteLonger:${first}:acme`, choices: ['retry', 'wasDone'] }])
  })

  it('at any time, by consoles that die at any effect: ends as it would have, with nothing doubled and nothing told to last after it was taken back', () => {
    const anEffect = fc.constantFrom(...effectsOf(plan).map(({ id }) => id), ...withEnd(first), ...withEnd(second))
    const trouble = fc.array(fc.tuple(anEffect, fc.record({ dies: fc.constantFrom('before' as const, 'after' as const), fails: fc.nat({ max: 3 }), looks: fc.nat({ max: 3 }) })), { maxLength: 6 })
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.nat({ max: 40 }), trouble, (one, another, troubles) => {
        const of = new Map(troubles)
        const behaviour = (effect: string): Behaviour => of.get(effect) ?? (effect.startsWith('change') ? { looks: 8 } : {})
        const story = run(new Map([[one, first], [one + another + 1, second]]), behaviour)
        expect(story.outcome).toBe('succeeded')
        expect(new Set(story.happened).size).toBe(story.happened.length)
        for (const effect of longerOf(story)) {
          const [kind, , tenant] = effect.split(':')
          const at = story.happened.indexOf(effect)
          const [made, undone] = kind === 'closeLonger' ? ['close', 'reopen'] : ['mute', 'unmute']
          expect(story.happened.indexOf(`${made}:${tenant}`)).toBeLessThan(at)
          expect(story.happened.indexOf(`${undone}:${tenant}`)).toBeGreaterThan(at)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('The view of a run', () => {
  it('shows what an extension put again, and that it was not needed when the doors are open', () => {
    const story = run(new Map([[8, first]]), slow('change', 20))
    const viewAt = (events: readonly RunEvent[]) => runView({ plan, span, events, startedAtMs: 0, startedBy: 'ada', carriedBy: { kind: 'here' }, names: new Map([['acme', 'Acme Bank']]) }, 10 * minuteMs)
    expect(viewAt(story.journal).phases.find(({ phase }) => phase === 'muteLonger')).toMatchObject({ state: 'done', done: 2 })
    expect(viewAt(story.journal).lines.map(({ words }) => words)).toContain('Stay closed: Acme Bank done')
    const late = viewAt([...story.journal.filter((event) => !('effect' in event && event.effect.includes('Longer'))), { kind: 'extended', toMs: second, by: 'ada', atMs: 1 }])
    expect(late.phases.find(({ phase }) => phase === 'closeLonger')?.state).toBe('notNeeded')
    expect(viewAt(run(new Map()).journal).phases.some(({ phase }) => phase.endsWith('Longer'))).toBe(false)
  })
})
