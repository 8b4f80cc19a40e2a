import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, secondMs } from '#shared/kernel/time'
import type { RunFrame } from '#shared/maintenance/decide'
import type { Effect, Phase } from '#shared/maintenance/effects'
import { ok } from '#shared/kernel/result'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import { driveRun, type RunEnding } from '#electron/maintenance/run-driver'
import { createDesk, unreachableAtFirst, type Desk, type Fate } from './desk-in-memory'

const effect = (phase: Phase, subject: string, more: Partial<Effect> = {}): Effect => ({ id: `${phase}:${subject}`, phase, subject, ...more })
const effects: readonly Effect[] = [
  effect('validate', 'plan'),
  effect('close', 'acme'),
  effect('mute', 'acme'),
  effect('snapshot', 'db-1'),
  effect('snapshot', 'db-2'),
  { id: 'change:0:db-1', phase: 'change', subject: 'db-1', step: 0 },
  { id: 'change:0:db-2', phase: 'change', subject: 'db-2', step: 0 },
  effect('verify', 'acme'),
  effect('restore', 'db-1', { tenant: 'acme' }),
  effect('restore', 'db-2', { tenant: 'acme' }),
  effect('reopen', 'acme'),
  effect('unmute', 'acme'),
  effect('tell', 'acme'),
]
const frame: RunFrame = { effects, onFailure: 'stopAndAsk', cutOffMs: 10 * hourMs }
const inOrder = effects.filter(({ phase }) => phase !== 'restore').map(({ id }) => id)

/** Until nothing moves but with time. */
const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))

/** One console after another until the run has ended: each may die at an edge, the next takes over ten seconds later. */
async function consoles(desk: Desk, deaths: readonly number[]): Promise<RunEnding | undefined> {
  const time = createVirtualTime(0)
  for (const diesAt of [...deaths, undefined]) {
    let isDead = false
    let ending: RunEnding | undefined
    const parts = desk.console({ ...(diesAt === undefined ? {} : { diesAt }), timers: time.timers, onDeath: () => (isDead = true) })
    void driveRun({ ...parts, frame: () => frame, clock: time.clock, timers: time.timers }, new AbortController().signal).then((end) => (ending = end))
    await settle()
    while (!isDead && ending === undefined && time.clock.nowMs() < 5 * hourMs) {
      const next = time.nextDueAtMs()
      if (next === undefined) break
      await time.advanceTo(next, settle)
    }
    if (ending !== undefined) return ending
    await time.advanceTo(time.clock.nowMs() + 10 * secondMs, settle)
  }
  return undefined
}

const twice = (desk: Desk): readonly string[] => desk.happened.filter((id, at) => desk.happened.indexOf(id) !== at)

describe('A run', () => {
  it('does everything once, in order, and writes each down before and after', async () => {
    const desk = createDesk(() => ({}))
    expect(await consoles(desk, [])).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
    expect(desk.happened).toEqual(inOrder)
    for (const id of inOrder) expect(desk.events.filter((event) => 'effect' in event && event.effect === id).map(({ kind }) => kind)).toEqual(['started', 'done'])
  })

  it('does the effects of one phase side by side', async () => {
    const desk = createDesk((id) => (id.startsWith('snapshot') ? { takesMs: 60 * secondMs } : {}))
    await consoles(desk, [])
    const of = (kind: string) => desk.events.filter((event) => event.kind === kind && 'effect' in event && event.effect.startsWith('snapshot')).map(({ atMs }) => atMs)
    expect(of('started')).toEqual([0, 0])
    expect(of('done')).toEqual([60 * secondMs, 60 * secondMs])
  })

  it('whose changes are all refused writes down that nothing was done, and gives back what it took', async () => {
    const desk = createDesk((id) => (id.startsWith('change') ? { refused: true } : {}))
    const time = createVirtualTime(0)
    const parts = desk.console({ timers: time.timers, onDeath: () => undefined })
    const ending = await driveRun({ ...parts, frame: () => ({ ...frame, onFailure: 'restore' }), clock: time.clock, timers: time.timers }, new AbortController().signal)
    expect(ending).toMatchObject({ kind: 'ended', outcome: 'unchanged' })
    expect(desk.events.filter(({ kind }) => kind === 'failed')).toMatchObject([{ effect: 'change:0:db-1', untouched: true }, { effect: 'change:0:db-2', untouched: true }])
    expect(desk.happened).toEqual(inOrder.filter((id) => !/^(change|verify)/.test(id)))
  })

  it('looks for what got no answer instead of doing it again', async () => {
    const desk = createDesk((id) => (id === 'change:0:db-1' ? { unanswered: 1 } : {}))
    expect(await consoles(desk, [])).toMatchObject({ outcome: 'succeeded' })
    expect(twice(desk)).toEqual([])
  })

  it('dies at any edge, and whoever takes over neither doubles nor leaves out anything', async () => {
    for (let edge = 0; edge < 120; edge += 1) {
      const desk = createDesk(() => ({}))
      expect(await consoles(desk, [edge]), `edge ${edge}`).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
      expect({ edge, happened: [...desk.happened].sort() }).toEqual({ edge, happened: [...inOrder].sort() })
    }
  })

  it('ends right whoever dies twice, whatever fails on the way and however slow the world is', async () => {
    const fate: fc.Arbitrary<Fate> = fc.record({ unanswered: fc.nat(1), failsBefore: fc.nat(2), takesMs: fc.constantFrom(0, 0, 7 * secondMs) })
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...inOrder), fate), fc.array(fc.nat(80), { maxLength: 2 }), async (fates, deaths) => {
        const desk = createDesk((id) => fates[id] ?? {})
        expect(await consoles(desk, deaths)).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
        expect(twice(desk)).toEqual([])
        expect([...desk.happened].sort()).toEqual([...inOrder].sort())
      }),
      { numRuns: 60 },
    )
  })

  it('writes and begins nothing once another console holds it', async () => {
    const desk = createDesk(() => ({ takesMs: 60 * secondMs }))
    const time = createVirtualTime(0)
    const life = { timers: time.timers, onDeath: () => undefined }
    const drive = (parts: ReturnType<Desk['console']>) => driveRun({ ...parts, frame: () => frame, clock: time.clock, timers: time.timers }, new AbortController().signal)
    const first = drive(desk.console(life))
    await time.advanceTo(30 * secondMs, settle)
    const second = drive(desk.console(life))
    await time.advanceTo(hourMs, settle)
    expect(await first).toEqual({ kind: 'fenced' })
    expect(await second).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
    expect(twice(desk)).toEqual([])
  })

  it('goes on when the journal was out of reach for a while', async () => {
    const desk = createDesk(() => ({}))
    const time = createVirtualTime(0)
    const { journal, handlers } = desk.console({ timers: time.timers, onDeath: () => undefined })
    const troubles: string[] = []
    const run = driveRun(
      { journal: unreachableAtFirst(journal, 4), handlers, frame: () => frame, clock: time.clock, timers: time.timers, onTrouble: ({ message }) => troubles.push(message) },
      new AbortController().signal,
    )
    await time.advanceTo(hourMs, settle)
    expect(await run).toMatchObject({ outcome: 'succeeded' })
    expect(troubles).toHaveLength(4)
  })

  it('writes nothing of what AWS may not show yet, and looks again', async () => {
    const desk = createDesk((id) => (id === 'snapshot:db-1' ? { unanswered: 1 } : {}))
    const time = createVirtualTime(0)
    const { journal, handlers } = desk.console({ timers: time.timers, onDeath: () => undefined })
    let early = 3
    const late: EffectHandlers = (each) => ({ ...handlers(each), observe: (wanted, before) => (wanted.id === 'snapshot:db-1' && (early -= 1) >= 0 ? Promise.resolve(ok({ kind: 'tooEarly', lookAgainInMs: 20 * secondMs })) : handlers(each).observe(wanted, before)) })
    const run = driveRun({ journal, handlers: late, frame: () => frame, clock: time.clock, timers: time.timers }, new AbortController().signal)
    await time.advanceTo(hourMs, settle)
    expect(await run).toMatchObject({ outcome: 'succeeded' })
    expect(desk.events.filter((event) => 'effect' in event && event.effect === 'snapshot:db-1').map(({ kind, atMs }) => [kind, atMs])).toEqual([['started', 0], ['done', 60 * secondMs]])
  })

  it('goes on after a fault of ours in the midst of an effect, and tells of it', async () => {
    const desk = createDesk(() => ({}))
    const time = createVirtualTime(0)
    const { journal, handlers } = desk.console({ timers: time.timers, onDeath: () => undefined })
    let isBroken = true
    const brittle: EffectHandlers = (each) => ({
      ...handlers(each),
      perform: (wanted) => {
        if (wanted.id !== 'mute:acme' || !isBroken) return handlers(each).perform(wanted)
        isBroken = false
        return Promise.reject(new Error('undefined is not a function'))
      },
    })
    const troubles: string[] = []
    const run = driveRun({ journal, handlers: brittle, frame: () => frame, clock: time.clock, timers: time.timers, onTrouble: ({ message }) => troubles.push(message) }, new AbortController().signal)
    await time.advanceTo(hourMs, settle)
    expect(await run).toMatchObject({ outcome: 'succeeded' })
    expect(troubles).toEqual(['mute:acme broke off: undefined is not a function. It is looked for again; report this.'])
    expect(twice(desk)).toEqual([])
  })

  it('stops where it stands when it is told to, and leaves the rest to the next console', async () => {
    const desk = createDesk(() => ({ takesMs: 10 * secondMs }))
    const time = createVirtualTime(0)
    const stop = new AbortController()
    const run = driveRun({ ...desk.console({ timers: time.timers, onDeath: () => undefined }), frame: () => frame, clock: time.clock, timers: time.timers }, stop.signal)
    await time.advanceTo(15 * secondMs, settle)
    stop.abort()
    await settle()
    expect(await run).toEqual({ kind: 'stopped' })
    expect(await consoles(desk, [])).toMatchObject({ outcome: 'succeeded' })
    expect(twice(desk)).toEqual([])
  })
})
