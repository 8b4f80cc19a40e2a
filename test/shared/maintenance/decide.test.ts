import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { decide } from '#shared/maintenance/decide'
import { effectsOf } from '#shared/maintenance/effects'
import { frameOf } from '#shared/maintenance/expectation'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import { newRun, replay } from '#shared/maintenance/run-state'
import { firstOf, frame, lastOf, only, plan, times } from './decide-stage'
import { carryOut, type Behaviour, type RunStory } from './run-world'

describe('a run that nothing disturbs', () => {
  it('validates, closes, mutes, snapshots all, changes step by step, verifies, reopens, unmutes, compares and tells, each once', () => {
    const story = carryOut(frame())
    expect(story.outcome).toBe('succeeded')
    expect(story.happened).toEqual([
      'validate:plan',
      ...['close', 'mute'].flatMap((phase) => [`${phase}:acme`, `${phase}:zeta`]),
      ...['snapshot:db-acme', 'snapshot:db-zeta', 'change:0:db-acme', 'change:0:db-zeta', 'change:1:asg'],
      ...['verify', 'reopen', 'unmute', 'compare', 'tell'].flatMap((phase) => [`${phase}:acme`, `${phase}:zeta`]),
    ])
    expect(story.asked).toEqual([])
  })

  it('closes nobody out where there is no downtime', () => {
    expect(carryOut(frame({ kind: 'noDowntime' })).happened.filter((effect) => /^(close|reopen):/.test(effect))).toEqual([])
  })

  it('waits for the slowest snapshot before the first change', () => {
    const story = carryOut(frame(), { behaviour: only('snapshot:db-zeta', { looks: 40 }) })
    const firstChange = story.journal.find((event) => event.kind === 'started' && event.effect.startsWith('change:'))
    expect(firstChange?.atMs).toBeGreaterThan(40 * 10 * secondMs)
    expect(story.outcome).toBe('succeeded')
  })
})

describe('a run that cannot begin its change', () => {
  it.each(['validate:plan', 'close:acme', 'mute:zeta', 'snapshot:db-acme'])('%s fails for good: nothing is changed and all is taken back', (effect) => {
    const story = carryOut(frame(), { behaviour: only(effect, { fails: 1, again: 'never' }) })
    expect(story.outcome).toBe('unchanged')
    expect(firstOf(story, 'change')).toBe(-1)
    expect(times(story, 'tell:acme')).toBe(1)
    for (const tenant of ['acme', 'zeta']) if (times(story, `close:${tenant}`) > 0) expect(times(story, `reopen:${tenant}`)).toBe(1)
  })

  it('what passes by itself is tried again', () => {
    expect(carryOut(frame(), { behaviour: only('snapshot:db-acme', { fails: 3 }) }).outcome).toBe('succeeded')
    expect(carryOut(frame(), { behaviour: only('snapshot:db-acme', { fails: 5 }) }).outcome).toBe('unchanged')
  })

  it('after the cut-off nothing is begun', () => {
    const story = carryOut(frame({ cutOffMs: 5 * minuteMs }), { behaviour: only('snapshot:db-zeta', { looks: 60 }) })
    expect(story.outcome).toBe('unchanged')
    expect(firstOf(story, 'change')).toBe(-1)
    expect(story.happened).toEqual(expect.arrayContaining(['reopen:acme', 'reopen:zeta', 'unmute:acme', 'unmute:zeta']))
    expect(story.endedAtMs).toBeLessThan(6 * minuteMs)
  })

  it('cancelled, it does not let tenants wait for a snapshot', () => {
    const story = carryOut(frame(), { behaviour: only('snapshot:db-zeta', { looks: 1_000 }), operator: new Map([[8, { kind: 'cancelled' as const }]]) })
    expect(story.outcome).toBe('unchanged')
    expect(story.endedAtMs).toBeLessThan(5 * minuteMs)
  })

  it('a change that was begun, found never to have been and then cancelled is none: nobody calls that a success', () => {
    const done = ['validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta', 'snapshot:db-acme', 'snapshot:db-zeta'].map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
    const state = replay([...done, { kind: 'started', effect: 'change:0:db-acme', atMs: 2 }, { kind: 'notThere', effect: 'change:0:db-acme', atMs: 3 }, { kind: 'cancelled', by: 'ada', atMs: 4 }])
    expect(decide(frame(), state, { nowMs: 5, inFlight: new Set() }).questions).toMatchObject([{ id: 'rest:plan', why: 'cancelled' }])
  })

  it('a change that was begun by who died, proven never to have been and then refused is wound up: nothing is restored', () => {
    const done = ['validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta', 'snapshot:db-acme', 'snapshot:db-zeta'].map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
    const again = (effect: string, proof: { readonly untouched?: true }): readonly RunEvent[] => [{ kind: 'started', effect, atMs: 2 }, { kind: 'notThere', effect, atMs: 3, ...proof }, { kind: 'started', effect, atMs: 4 }, { kind: 'failed', effect, atMs: 5, message: 'no', again: 'never', untouched: true }]
    const lines = (proof: { readonly untouched?: true }) => replay([...done, ...again('change:0:db-acme', proof), ...again('change:0:db-zeta', proof)])
    expect(decide(frame(), lines({ untouched: true }), { nowMs: 6, inFlight: new Set() })).toMatchObject({ ending: 'unchanged', perform: ['reopen:acme', 'reopen:zeta'] })
    expect(decide(frame(), lines({}), { nowMs: 6, inFlight: new Set() }).perform).toEqual(['restore:db-acme', 'restore:db-zeta'])
  })

  it('paused, it begins nothing until it goes on', () => {
    const story = carryOut(frame(), { operator: new Map([[3, { kind: 'paused' as const }], [400, { kind: 'resumed' as const }]]) })
    expect(story.outcome).toBe('succeeded')
  })
})

describe('a run that is winding up', () => {
  const done = (...effects: readonly string[]) => effects.map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
  const closed = done('validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta')
  const later = { nowMs: 10 * minuteMs, inFlight: new Set<string>() }
  const extended = frame({ cutOffMs: 30 * minuteMs })

  it.each(['reopen:acme', 'unmute:acme', 'tell:acme'])('with %s begun stays so, though the window was extended or the clock was set back', (begun) => {
    const state = replay([...closed, ...done('snapshot:db-acme', 'snapshot:db-zeta'), { kind: 'started', effect: begun, atMs: 2 }, { kind: 'failed', effect: begun, atMs: 3, message: 'no', again: 'later' }])
    const decision = decide(extended, state, later)
    expect(decision.ending).toBe('unchanged')
    expect(decision.perform).toContain('reopen:zeta')
    expect(decision.perform.filter((effect) => /^(validate|close|mute|snapshot|change)/.test(effect))).toEqual([])
  })

  it('leaves a snapshot that arrives late alone: no change follows it', () => {
    const state = replay([...closed, ...done('snapshot:db-acme'), { kind: 'started', effect: 'snapshot:db-zeta', atMs: 1 }, ...done('reopen:acme', 'reopen:zeta'), { kind: 'extended', toMs: 9 * hourMs, by: 'ada', atMs: 4 }, ...done('snapshot:db-zeta')])
    expect(decide(extended, state, later)).toMatchObject({ ending: 'unchanged', perform: ['unmute:acme', 'unmute:zeta'] })
  })

  it('half-way begins no further change either, and ends as it was about to', () => {
    const halfWay = [...closed, ...done('snapshot:db-acme', 'snapshot:db-zeta', 'change:0:db-acme', 'change:0:db-zeta'), { kind: 'answered' as const, question: 'rest:plan', choice: 'keep' as const, by: 'ada', atMs: 2 }, ...done('verify:acme', 'verify:zeta', 'reopen:acme')]
    expect(decide(extended, replay(halfWay), later)).toMatchObject({ ending: 'partly', perform: ['reopen:zeta'], questions: [] })
  })
})

describe('a change that fails', () => {
  const broken = only('change:0:db-acme', { fails: 9, again: 'never' })

  it('is restored where the plan says so; the rest is left alone and a person says what becomes of it', () => {
    const story = carryOut(frame(), { behaviour: broken })
    expect(story.outcome).toBe('partly')
    expect(times(story, 'restore:db-acme')).toBe(1)
    expect(times(story, 'restore:db-zeta')).toBe(0)
    expect(firstOf(story, 'change:1')).toBe(-1)
    expect(story.happened.indexOf('restore:db-acme')).toBeLessThan(firstOf(story, 'reopen'))
  })

  it('is asked about where the plan says so, and waits for the answer with everything closed', () => {
    const story = carryOut(frame({ onFailure: 'stopAndAsk' }), { behaviour: broken, answer: () => 'restore' })
    expect(story.asked).toMatchObject([{ id: 'failed:change:0:db-acme', why: 'failed', message: 'the world said no', choices: ['retry', 'restore', 'keep'] }])
    expect(times(story, 'restore:db-acme')).toBe(1)
  })

  it('tried again by a person, the run goes on as if nothing had been', () => {
    const story = carryOut(frame({ onFailure: 'stopAndAsk' }), { behaviour: only('change:0:db-acme', { fails: 1, again: 'never' }) })
    expect(story.asked).toHaveLength(1)
    expect(story.outcome).toBe('succeeded')
  })

  it('is not tried again after the cut-off', () => {
    const story = carryOut(frame({ onFailure: 'stopAndAsk', cutOffMs: minuteMs }), { behaviour: only('change:0:db-acme', { fails: 9 }), answer: () => 'keep' })
    expect(story.asked[0]?.choices).toEqual(['restore', 'keep'])
    expect(story.outcome).toBe('partly')
  })

  it('a tenant whose verification fails has its databases restored', () => {
    const story = carryOut(frame(), { behaviour: only('verify:zeta', { fails: 9, again: 'never' }) })
    expect(times(story, 'restore:db-zeta')).toBe(1)
    expect(times(story, 'restore:db-acme')).toBe(0)
  })

  it('a restore that fails is asked about until somebody says it is done', () => {
    const behaviour = (effect: string): Behaviour => (effect === 'change:0:db-acme' || effect === 'restore:db-acme' ? { fails: 99, again: 'never' } : {})
    const story = carryOut(frame(), { behaviour, answer: ({ choices }) => (choices.includes('wasDone') ? 'wasDone' : choices[0]!) })
    expect(story.asked).toMatchObject([{ id: 'failed:restore:db-acme', choices: ['retry', 'wasDone'] }])
    expect(story.outcome).toBe('partly')
  })

  it('cancelled half-way, a person says whether those that have the change keep it', () => {
    const operator = new Map([[12, { kind: 'cancelled' as const }]])
    const slow = only('change:0:db-acme', { looks: 8 })
    const kept = carryOut(frame(), { behaviour: slow, operator, answer: () => 'keep' })
    expect(kept.asked).toMatchObject([{ id: 'rest:plan', why: 'cancelled', choices: ['restore', 'keep'] }])
    expect(kept.outcome).toBe('partly')
    const back = carryOut(frame(), { behaviour: slow, operator, answer: () => 'restore' })
    expect(back.outcome).toBe('restored')
    expect(back.happened).toEqual(expect.arrayContaining(['restore:db-acme', 'restore:db-zeta']))
  })
})

describe('a plan of app groups alone', () => {
  const refresh = { kind: 'app.instance-refresh' as const, minHealthyPercent: 90 }
  const groups: Plan = { ...plan, databases: [], steps: [refresh, refresh] }
  const groupFrame = frameOf(groups, { fromMs: 0, toMs: 4 * hourMs }, newRun)

  it('offers no restore when its change fails, whatever the plan says: there is nothing to restore from', () => {
    expect(groupFrame.onFailure).toBe('stopAndAsk')
    const story = carryOut(groupFrame, { behaviour: only('change:0:asg', { fails: 1, again: 'never' }), answer: () => 'keep' })
    expect(story.asked).toMatchObject([{ id: 'failed:change:0:asg', choices: ['retry', 'keep'] }])
    expect(story.outcome).toBe('partly')
  })

  it('nor when it is cancelled half-way', () => {
    const story = carryOut(groupFrame, { behaviour: only('change:0:asg', { looks: 5 }), operator: new Map([[8, { kind: 'cancelled' as const }]]) })
    expect(story.asked).toMatchObject([{ id: 'rest:plan', choices: ['keep'] }])
    expect(story.happened.filter((effect) => effect.startsWith('restore'))).toEqual([])
  })
})

describe('a change that AWS refuses outright', () => {
  const refused = { fails: 9, again: 'never', untouched: true } as const
  const upgrades = (behaviour: Behaviour) => (effect: string): Behaviour => (effect.startsWith('change:0:') ? behaviour : {})
  const restored = ({ happened }: RunStory): readonly string[] => happened.filter((effect) => effect.startsWith('restore:'))

  it('everywhere leaves nothing to restore or verify: everything is reopened and the run ends unchanged', () => {
    const story = carryOut(frame(), { behaviour: upgrades(refused) })
    expect(story).toMatchObject({ outcome: 'unchanged', asked: [] })
    expect(story.happened.filter((effect) => /^(change|verify|restore)/.test(effect))).toEqual([])
    expect(story.happened).toEqual(expect.arrayContaining(['reopen:acme', 'reopen:zeta', 'unmute:acme', 'unmute:zeta', 'tell:acme', 'tell:zeta']))
  })

  it('is asked about where the plan says so, but no restore is offered for what was never touched', () => {
    const kept = carryOut(frame({ onFailure: 'stopAndAsk' }), { behaviour: upgrades(refused), answer: () => 'keep' })
    expect(kept.asked).toMatchObject([{ id: 'failed:change:0:db-acme', choices: ['retry', 'keep'] }, { id: 'failed:change:0:db-zeta', choices: ['retry', 'keep'] }])
    expect(kept.outcome).toBe('unchanged')
    const tried = carryOut(frame({ onFailure: 'stopAndAsk' }), { behaviour: upgrades({ ...refused, fails: 1 }), answer: () => 'retry' })
    expect(tried.outcome).toBe('succeeded')
  })

  it('on one database leaves that one alone; the other has its change, and nobody calls it unchanged', () => {
    const story = carryOut(frame(), { behaviour: only('change:0:db-acme', refused) })
    expect(story.outcome).toBe('partly')
    expect(restored(story)).toEqual([])
  })

  it('on one database beside another whose change broke: only the broken one is restored', () => {
    const story = carryOut(frame(), { behaviour: (effect) => (effect === 'change:0:db-acme' ? refused : effect === 'change:0:db-zeta' ? { fails: 9, again: 'never' } : {}) })
    expect(restored(story)).toEqual(['restore:db-zeta'])
    expect(story.outcome).toBe('restored')
  })

  it('after an attempt that went further is restored like any other', () => {
    const failed = { kind: 'failed' as const, effect: 'change:0:db-acme', message: 'no', again: 'never' as const }
    const prepared = ['validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta', 'snapshot:db-acme', 'snapshot:db-zeta'].map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
    const state = replay([...prepared, { kind: 'started', effect: failed.effect, atMs: 2 }, { kind: 'inProgress', effect: failed.effect, atMs: 3, lookAgainAtMs: 9 }, { ...failed, atMs: 4 }, { kind: 'answered', question: `failed:${failed.effect}`, choice: 'retry', by: 'ada', atMs: 5 }, { kind: 'started', effect: failed.effect, atMs: 6 }, { ...failed, atMs: 7, untouched: true }])
    expect(decide(frame(), state, { nowMs: 8, inFlight: new Set() }).perform).toEqual(['restore:db-acme'])
  })

  it('for now is tried again, and given up without a trace at the cut-off', () => {
    expect(carryOut(frame(), { behaviour: upgrades({ fails: 3, untouched: true }) }).outcome).toBe('succeeded')
    expect(carryOut(frame({ onFailure: 'stopAndAsk', cutOffMs: 20 * secondMs }), { behaviour: upgrades({ fails: 4, untouched: true }) })).toMatchObject({ outcome: 'unchanged', asked: [] })
  })
})

describe('a paused run', () => {
  const prepared = ['validate:plan', 'close:acme', 'close:zeta', 'mute:acme', 'mute:zeta', 'snapshot:db-acme', 'snapshot:db-zeta'].map((effect) => ({ kind: 'done' as const, effect, atMs: 1, evidence: [] }))
  const broken = ['db-acme', 'db-zeta'].map((id) => ({ kind: 'failed' as const, effect: `change:0:${id}`, atMs: 2, message: 'no', again: 'never' as const }))
  const paused = { kind: 'paused' as const, by: 'ada', atMs: 3 }
  const moment = { nowMs: 9, inFlight: new Set<string>() }

  it('begins no restore until somebody resumes it, and reopens nothing meanwhile', () => {
    const held = replay([...prepared, ...broken, paused])
    const decision = decide(frame(), held, moment)
    expect(decision).toMatchObject({ perform: [], observe: [] })
    expect(decision.outcome).toBeUndefined()
    const resumed = replay([...prepared, ...broken, paused, { kind: 'resumed', by: 'ada', atMs: 4 }])
    expect(decide(frame(), resumed, moment).perform).toEqual(['restore:db-acme', 'restore:db-zeta'])
  })

  it('finishes the restore that it had begun: a database that is set aside is down until then', () => {
    const begun = replay([...prepared, ...broken, { kind: 'started', effect: 'restore:db-acme', atMs: 2 }, { kind: 'inProgress', effect: 'restore:db-acme', atMs: 2, lookAgainAtMs: 5 }, paused, { kind: 'notThere', effect: 'restore:db-acme', atMs: 6 }])
    expect(decide(frame(), begun, moment).perform).toEqual(['restore:db-acme'])
  })

  it('still reopens and unmutes', () => {
    const restored = ['restore:db-acme', 'restore:db-zeta', 'verify:acme', 'verify:zeta'].map((effect) => ({ kind: 'done' as const, effect, atMs: 4, evidence: [] }))
    expect(decide(frame(), replay([...prepared, ...broken, ...restored, paused]), moment).perform).toEqual(['reopen:acme', 'reopen:zeta'])
  })
})

describe('what must not be left behind', () => {
  it('reopening is tried for ever, far beyond five times', () => {
    const story = carryOut(frame(), { behaviour: only('reopen:acme', { fails: 30 }) })
    expect(story.outcome).toBe('succeeded')
    expect(times(story, 'reopen:acme')).toBe(1)
  })

  it('where trying again cannot help, the run does not end until a person says that it is open', () => {
    const story = carryOut(frame(), { behaviour: only('reopen:acme', { fails: 99, again: 'never' }), answer: () => 'wasDone' })
    expect(story.asked).toMatchObject([{ id: 'failed:reopen:acme', choices: ['retry', 'wasDone'] }])
    expect(story.outcome).toBe('succeeded')
  })

  it('a door that does not open keeps no alarm silent', () => {
    const story = carryOut(frame(), { behaviour: only('reopen:acme', { fails: 60 }) })
    expect(story.outcome).toBe('succeeded')
    expect(times(story, 'unmute:acme')).toBe(1)
    expect(story.happened.indexOf('unmute:acme')).toBeLessThan(lastOf(story, 'reopen'))
  })

  it('a message that cannot be delivered holds nothing up', () => {
    expect(carryOut(frame(), { behaviour: only('tell:acme', { fails: 99, again: 'never' }) }).outcome).toBe('succeeded')
  })
})

describe('a console that dies', () => {
  const everyEffect = effectsOf(plan).map(({ id }) => id).filter((id) => !id.startsWith('restore:'))

  it.each(everyEffect.flatMap((effect) => [[effect, 'before'], [effect, 'after']] as const))('at %s, %s it happened: nothing is doubled and nothing is missing', (effect, dies) => {
    const story = carryOut(frame(), { behaviour: only(effect, { dies }) })
    expect(story.outcome).toBe('succeeded')
    expect(new Set(story.happened).size).toBe(story.happened.length)
    expect(new Set(story.happened)).toEqual(new Set(everyEffect))
  })

  it('and leaves something that cannot be told: a person is asked before it is done again', () => {
    const behaviour = only('change:0:db-acme', { dies: 'after', isUnclear: true })
    expect(carryOut(frame(), { behaviour, answer: () => 'wasDone' })).toMatchObject({ outcome: 'succeeded', asked: [{ id: 'unclear:change:0:db-acme', choices: ['wasDone', 'wasNotDone'] }] })
  })

  it('what this console does right now is neither done nor looked for again', () => {
    const first = decide(frame(), newRun, { nowMs: 0, inFlight: new Set(['validate:plan']) })
    expect(first).toMatchObject({ perform: [], observe: [], questions: [] })
    expect(first.outcome).toBeUndefined()
  })
})

describe('whatever the world and the people do', () => {
  const behaviour = fc.record(
    {
      fails: fc.constantFrom(0, 0, 0, 1, 3, 7),
      again: fc.constantFrom('later' as const, 'never' as const),
      untouched: fc.constantFrom(undefined, true as const),
      looks: fc.constantFrom(0, 0, 1, 5, 60),
      dies: fc.constantFrom(undefined, undefined, 'before' as const, 'after' as const),
    },
    { requiredKeys: ['fails', 'again', 'looks'] },
  )
  const effects = [...effectsOf(plan).map(({ id }) => id), 'verifyAgain:acme', 'verifyAgain:zeta']
  const worlds = fc.record({
    behaviours: fc.dictionary(fc.constantFrom(...effects), behaviour as fc.Arbitrary<Behaviour>, { maxKeys: 8 }),
    onFailure: fc.constantFrom('restore' as const, 'stopAndAsk' as const),
    cutOffMinutes: fc.constantFrom(1, 4, 15, 60),
    answers: fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }),
    operator: fc.dictionary(fc.integer({ min: 0, max: 40 }).map(String), fc.constantFrom('cancelled' as const, 'paused' as const, 'resumed' as const), { maxKeys: 2 }),
  })

  it('the run ends, all that was closed is open, all that was muted is not, and nothing was changed without snapshots or after the cut-off', () => {
    fc.assert(
      fc.property(worlds, ({ behaviours, onFailure, cutOffMinutes, answers, operator }) => {
        let asked = 0
        const cutOffMs = cutOffMinutes * minuteMs
        const wishes = new Map(Object.entries(operator).map(([turn, kind]) => [Number(turn), { kind }] as const))
        const story = carryOut((state) => ({ ...frame({ onFailure, cutOffMs }), effects: frameOf({ ...plan, onFailure }, { fromMs: 0, toMs: 10 * hourMs }, state).effects }), {
          behaviour: (effect) => behaviours[effect] ?? {},
          // Who only ever tries again would never come to an end.
          answer: ({ choices }) => (asked > 12 ? choices.at(-1)! : choices[answers[asked++ % answers.length]! % choices.length]!),
          operator: new Map([...wishes, [100, { kind: 'resumed' as const }]]),
        })
        expect(story.outcome).not.toBe('endless')
        const once = story.happened.filter((effect) => !effect.startsWith('restore:') && !effect.startsWith('verifyAgain:'))
        expect(new Set(once).size).toBe(once.length)
        for (const effect of ['restore:db-acme', 'restore:db-zeta']) if (times(story, effect) > 0) expect(story.happened.slice(story.happened.indexOf(effect)).some((each) => /^verify(Again)?:/.test(each)) || story.journal.some((event) => event.kind === 'answered' && event.choice === 'keep')).toBe(true)
        for (const [made, undone] of [['close', 'reopen'], ['mute', 'unmute']] as const) {
          for (const tenant of ['acme', 'zeta']) {
            if (times(story, `${made}:${tenant}`) === 0) continue
            const saidSo = story.journal.some((event) => event.kind === 'answered' && event.question.endsWith(`${undone}:${tenant}`) && event.choice === 'wasDone')
            expect(saidSo || times(story, `${undone}:${tenant}`) === 1).toBe(true)
          }
        }
        const changed = firstOf(story, 'change')
        if (changed >= 0) expect(story.happened.slice(0, changed).filter((effect) => effect.startsWith('snapshot:'))).toHaveLength(2)
        expect(story.journal.filter((event) => event.kind === 'started' && event.effect.startsWith('change:') && event.atMs > cutOffMs)).toEqual([])
        expect(lastOf(story, 'change')).toBeLessThan(firstOf(story, 'reopen') < 0 ? Infinity : firstOf(story, 'reopen'))
      }),
      { numRuns: 300 },
    )
  })
})
