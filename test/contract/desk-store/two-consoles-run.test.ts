import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { hourMs, secondMs } from '#shared/kernel/time'
import { effectsOf } from '#shared/maintenance/effects'
import type { Plan } from '#shared/maintenance/plan'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import { driveRun, type RunEnding } from '#electron/maintenance/run-driver'
import { holdRun, leaseMs } from '#electron/maintenance/run-lease'
import type { DeskStore } from '#electron/ports/desk-store'
import { isMotoInstalled, startMoto, type MotoServer } from '../aws-adapter/moto-server'
import { makeTable, openConsole } from './moto-desk'
import { startOneAtATime, type OneAtATime } from './one-at-a-time'

const plan: Plan = {
  id: 'p-1',
  title: 'Upgrade',
  why: 'test',
  kind: 'downtime',
  author: 'ana',
  window: { start: '2026-03-02T13:00', zone: 'UTC', durationMinutes: 240 },
  databases: [{ arn: 'arn:acme', id: 'acme', tenant: 'acme', environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' }],
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }],
  onFailure: 'restore',
}
const effects = effectsOf(plan)
const wanted = effects.filter(({ phase }) => phase !== 'restore').map(({ id }) => id)

/** The desk's table on moto, real time: who dies holds the run until its lease is out. */
describe.skipIf(!isMotoInstalled())('Two consoles on one desk in DynamoDB', () => {
  let moto: MotoServer
  let wire: OneAtATime
  const stores: (DeskStore & { close(): void })[] = []
  beforeAll(async () => {
    moto = await startMoto()
    await makeTable(moto.endpoint)
    wire = await startOneAtATime(moto.endpoint)
    for (const person of ['ana', 'bo']) stores.push(await openConsole(moto.endpoint, person, { through: wire.endpoint }))
  })
  afterAll(async () => {
    for (const store of stores) store.close()
    await wire.stop()
    await moto.stop()
  })

  const happened: string[] = []
  const handlers: EffectHandlers = () => ({
    async perform({ id }) {
      happened.push(id)
      await realTimers.sleep(secondMs, 'the world is slow')
      return { kind: 'done', evidence: [] }
    },
    observe: async ({ id }) => ok(happened.includes(id) ? { kind: 'done', evidence: [] } : { kind: 'notThere' }),
  })

  /** One that dies says no word more to anybody: it renews nothing, and what it waits for never ends. */
  async function take(store: DeskStore, holder: string) {
    const life = new AbortController()
    const timers = { ...realTimers, sleep: (ms: number, reason: string, signal?: AbortSignal) => realTimers.sleep(ms, reason, signal === undefined ? life.signal : AbortSignal.any([signal, life.signal])).then(() => (life.signal.aborted ? new Promise<void>(() => undefined) : undefined)) }
    const held = await holdRun({ store, timers, run: 'r1', holder })
    if (!held.ok) return { kind: held.error.kind }
    const journal = createDeskJournal({ store, ids: randomIds, run: 'r1', fence: held.value.fence })
    const until = AbortSignal.any([held.value.lost, life.signal])
    const ending: Promise<RunEnding> = driveRun({ journal, handlers, frame: () => ({ effects, onFailure: 'restore', cutOffMs: realClock.nowMs() + hourMs }), clock: realClock, timers }, until)
    return { kind: 'held' as const, dies: () => life.abort(), ending, fence: held.value.fence.fence }
  }

  it('have one lease: its holder dies in mid-run, the other one waits for its end, takes over and finishes; nothing is doubled or left out', async () => {
    const first = await take(stores[0]!, 'ana@desk-1')
    if (first.kind !== 'held') throw new Error(first.kind)
    expect((await take(stores[1]!, 'bo@desk-2')).kind).toBe('conflict')
    await realTimers.sleep(3 * secondMs, 'the run goes on')
    const before = happened.length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(wanted.length)
    first.dies()
    expect((await take(stores[1]!, 'bo@desk-2')).kind).toBe('conflict')
    await realTimers.sleep(leaseMs + secondMs, 'the lease ends')
    const second = await take(stores[1]!, 'bo@desk-2')
    if (second.kind !== 'held') throw new Error(second.kind)
    expect(second.fence).toBeGreaterThan(first.fence)
    expect(await second.ending).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
    expect([...happened].sort()).toEqual([...wanted].sort())
    second.dies()
  })
})
