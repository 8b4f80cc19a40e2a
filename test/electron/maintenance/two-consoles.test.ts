import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { RunFrame } from '#shared/maintenance/decide'
import { effectsOf } from '#shared/maintenance/effects'
import type { Plan } from '#shared/maintenance/plan'
import { openLocalDesk, type LocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import { rememberedAlarms, rememberedStates } from '#electron/maintenance/run-before'
import { driveRun, type RunEnding } from '#electron/maintenance/run-driver'
import { holdRun, leaseMs } from '#electron/maintenance/run-lease'
import { createRunMemory } from '#electron/maintenance/run-memory'
import type { DeskStore } from '#electron/ports/desk-store'
import type { DatabaseState } from '#electron/ports/operator/databases'

const plan: Plan = {
  id: 'p-1',
  title: 'Upgrade',
  why: 'test',
  kind: 'downtime',
  author: 'ada',
  window: { start: '2026-03-02T13:00', zone: 'UTC', durationMinutes: 240 },
  databases: ['acme', 'zeta'].map((tenant) => ({ arn: `arn:${tenant}`, id: tenant, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }],
  onFailure: 'restore',
}
const frame: RunFrame = { effects: effectsOf(plan), onFailure: 'restore', cutOffMs: 3 * hourMs }
const wanted = frame.effects.filter(({ phase }) => phase !== 'restore').map(({ id }) => id)

const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))

let time: VirtualTime
let local: LocalDesk
let store: DeskStore
let ids = 0
beforeEach(() => {
  time = createVirtualTime(0)
  const opened = openLocalDesk({ file: ':memory:', nowMs: 0 })
  if (!opened.ok) throw new Error(opened.error.message)
  local = opened.value
  store = createSqliteDeskStore({ desk: local.desk, clock: time.clock, person: async () => ok('ada') })
})
afterEach(() => local.close())

/** What happens in the world takes a minute each. */
const happened: string[] = []
beforeEach(() => void happened.splice(0))
const handlers: EffectHandlers = () => ({
  async perform({ id }) {
    happened.push(id)
    await time.timers.sleep(minuteMs, 'the world is slow')
    return { kind: 'done', evidence: [] }
  },
  observe: async ({ id }) => ok(happened.includes(id) ? { kind: 'done', evidence: [] } : { kind: 'notThere' }),
})

/** A console that takes the run when it is free; `dies` stops its lease's renewal and its driver, without a word to anybody. */
async function console(holder: string) {
  const life = new AbortController()
  const timers = { ...time.timers, sleep: (ms: number, reason: string, signal?: AbortSignal) => time.timers.sleep(ms, reason, signal).then(() => (life.signal.aborted ? new Promise<void>(() => undefined) : undefined)) }
  const held = await holdRun({ store, timers, run: 'r1', holder })
  if (!held.ok) return undefined
  const journal = createDeskJournal({ store, ids: { next: () => `w-${(ids += 1)}` }, run: 'r1', fence: held.value.fence })
  let ending: RunEnding | undefined
  void driveRun({ journal, handlers, frame: () => frame, clock: time.clock, timers }, held.value.lost).then((end) => (ending = end))
  return { dies: () => life.abort(), ending: () => ending, fence: held.value.fence }
}

describe('Two consoles on one desk', () => {
  it('have one lease: who holds it dies in the middle, the other takes over and ends the run, nothing doubled or left out', async () => {
    const first = await console('a')
    expect(await console('b')).toBeUndefined()
    await time.advanceTo(3 * minuteMs + 30 * secondMs, settle)
    expect(await console('b')).toBeUndefined()
    const before = happened.length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(wanted.length)
    first!.dies()
    await time.advanceTo(time.clock.nowMs() + leaseMs + secondMs, settle)
    const second = await console('b')
    expect(second!.fence.fence).toBeGreaterThan(first!.fence.fence)
    await time.advanceTo(time.clock.nowMs() + hourMs, settle)
    expect(second!.ending()).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
    expect([...happened].sort()).toEqual([...wanted].sort())
  })

  it('take nothing from a console that only slept: what it writes late is refused, and it begins nothing more', async () => {
    const first = await console('a')
    await time.advanceTo(90 * secondMs, settle)
    // Its time ran out while it slept, and the other one came.
    await store.release(first!.fence)
    const second = await console('b')
    await time.advanceTo(time.clock.nowMs() + hourMs, settle)
    // It reads in the journal that the run went on without it, or is told when it writes.
    expect(['fenced', 'ended']).toContain(first!.ending()?.kind)
    expect(second!.ending()).toMatchObject({ kind: 'ended', outcome: 'succeeded' })
    expect([...happened].sort()).toEqual([...wanted].sort())
  })
})

describe('What a run remembers', () => {
  const memory = async () => {
    const lease = await store.acquire({ name: 'run:r1', holder: 'a', forMs: leaseMs })
    if (!lease.ok) throw new Error(lease.error.message)
    return createRunMemory({ store, ids: { next: () => `w-${(ids += 1)}` }, run: 'r1', fence: { name: lease.value.name, fence: lease.value.fence } })
  }
  const state: DatabaseState = { arn: 'arn:acme', id: 'acme', status: 'available', engine: 'mysql', engineVersion: '8.0.36', parameterGroups: [{ name: 'p', status: 'in-sync' }], optionGroups: [], securityGroups: ['sg'], logExports: [], tags: { tenant: 'acme' }, pending: {} }

  it('is what was there first, whoever comes later and sees it changed', async () => {
    const states = rememberedStates(await memory())
    expect(await states.read('arn:acme')).toEqual(ok(undefined))
    expect(await states.keep([state])).toEqual(ok(undefined))
    expect(await states.keep([{ ...state, engineVersion: '8.0.41' }])).toEqual(ok(undefined))
    expect(await states.read('arn:acme')).toEqual(ok(state))
  })

  it('of alarms is returned as it was kept', async () => {
    const alarms = rememberedAlarms(await memory(), async () => ok([]))
    const first = [{ account: '1', region: 'a', name: 'cpu' }]
    expect(await alarms.keep('acme', first)).toEqual(ok(first))
    expect(await alarms.keep('acme', [])).toEqual(ok(first))
    expect(await alarms.kept('acme')).toEqual(ok(first))
    expect(await alarms.kept('zeta')).toEqual(ok(undefined))
  })

  it('is not written by who does not hold the run any more', async () => {
    const old = await memory()
    await store.release({ name: 'run:r1', fence: 1 })
    await memory()
    expect(await rememberedStates(old).keep([state])).toMatchObject({ ok: false, error: { kind: 'fenced' } })
  })
})
