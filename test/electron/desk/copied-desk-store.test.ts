import { beforeEach, describe, expect, it } from 'vitest'
import { openLocalDesk, type LocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createCopiedDeskStore } from '#electron/desk/copied-desk-store'
import type { DeskStore } from '#electron/ports/desk-store'
import { appError, type AppErrorKind } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

let shared: DeskStore
let store: DeskStore
let local: LocalDesk
let trouble: AppErrorKind | undefined
let time: ReturnType<typeof createVirtualTime>

/** A store that answers, or refuses everything with one kind of error. */
function troubled(inner: DeskStore): DeskStore {
  const methods = Object.entries(inner) as [keyof DeskStore, (input: never) => Promise<unknown>][] // a store's own methods
  const refusing = methods.map(([name, method]) => [name, async (input: never) => (trouble === undefined ? method(input) : err(appError(trouble, 'as the store says')))])
  return Object.fromEntries(refusing) as DeskStore
}

beforeEach(() => {
  trouble = undefined
  time = createVirtualTime(1_000)
  local = valueOf(openLocalDesk({ file: ':memory:', nowMs: 0 }))
  shared = createSqliteDeskStore({ desk: valueOf(openLocalDesk({ file: ':memory:', nowMs: 0 })).desk, clock: time.clock, person: async () => ok('ana') })
  store = createCopiedDeskStore(troubled(shared), local.copies, rememberingLogger().logger)
})

describe('A shared desk that cannot be reached', () => {
  it('is read on from what was read last, which says of when it is', async () => {
    valueOf(await store.put({ kind: 'plan', id: 'one', expected: 0, body: { title: 'a' }, writeId: 'w1' }))
    valueOf(await store.say({ kind: 'approval', subject: 'one', id: 'h', body: 1 }))
    valueOf(await store.acquire({ name: 'run', holder: 'a', forMs: 60_000 }))
    const questions = () =>
      Promise.all([store.record({ kind: 'plan', id: 'one' }), store.record({ kind: 'plan', id: 'none' }), store.records({ kind: 'plan' }), store.said({ kind: 'approval', subject: 'one' }), store.said({ kind: 'approval' }), store.lease({ name: 'run' })])
    const before = (await questions()).map((reading) => valueOf<{ value: unknown; asOfMs: number; isCopy: boolean }>(reading))
    expect(before.map(({ isCopy }) => isCopy)).toEqual(before.map(() => false))
    trouble = 'offline'
    const after = (await questions()).map((reading) => valueOf<{ value: unknown; asOfMs: number; isCopy: boolean }>(reading))
    expect(after).toEqual(before.map(({ value }) => ({ value, asOfMs: 1_000, isCopy: true })))
    expect(after[1]?.value).toBeUndefined()
  })

  it('knows of the newest moment at which a long list was still the same, and of what was said since', async () => {
    const said = async () => valueOf<{ value: readonly { subject: string }[]; asOfMs: number; isCopy: boolean }>(await store.said({ kind: 'approval' }))
    valueOf(await store.say({ kind: 'approval', subject: 'one', id: 'h', body: 1 }))
    const first = await said()
    await time.advanceTo(5_000)
    expect((await said()).value).toBe(first.value)
    trouble = 'offline'
    expect(await said()).toEqual({ value: first.value, asOfMs: 5_000, isCopy: true })
    trouble = undefined
    valueOf(await store.say({ kind: 'approval', subject: 'two', id: 'h', body: 1 }))
    await time.advanceTo(9_000)
    await said()
    trouble = 'offline'
    expect(await said()).toMatchObject({ value: [{ subject: 'one' }, { subject: 'two' }], asOfMs: 9_000, isCopy: true })
  })

  it('answers as the store does where nothing was ever read', async () => {
    trouble = 'offline'
    expect(await store.record({ kind: 'plan', id: 'one' })).toMatchObject({ ok: false, error: { kind: 'offline' } })
    expect(await store.journal({ journal: 'run', after: 0 })).toMatchObject({ ok: false, error: { kind: 'offline' } })
  })

  it('takes nothing: every write is refused as the store refuses it, and no copy changes', async () => {
    valueOf(await store.put({ kind: 'plan', id: 'one', expected: 0, body: 'a', writeId: 'w1' }))
    valueOf(await store.record({ kind: 'plan', id: 'one' }))
    trouble = 'offline'
    const writes = await Promise.all([
      store.put({ kind: 'plan', id: 'one', expected: 1, body: 'b', writeId: 'w2' }),
      store.say({ kind: 'audit', subject: 's', id: 'i', body: 1 }),
      store.acquire({ name: 'run', holder: 'a', forMs: 1 }),
      store.renew({ name: 'run', holder: 'a', fence: 1, forMs: 1 }),
      store.release({ name: 'run', fence: 1 }),
      store.append({ journal: 'run', after: 0, events: [1], writeId: 'w' }),
    ])
    expect(writes.map((write) => (write.ok ? 'ok' : write.error.kind))).toEqual(writes.map(() => 'offline'))
    expect(valueOf(await store.record({ kind: 'plan', id: 'one' })).value).toMatchObject({ version: 1, body: 'a' })
  })

  it('shows whole journals, whether they were read at once or as they grew', async () => {
    const append = async (after: number, ...events: readonly unknown[]) => valueOf(await shared.append({ journal: 'run', after, events, writeId: `w${after}` }))
    await append(0, 'a', 'b')
    valueOf(await store.journal({ journal: 'run', after: 0 }))
    await append(2, 'c')
    valueOf(await store.journal({ journal: 'run', after: 2 }))
    // Nothing new, and a part from the middle: neither is what the journal is.
    valueOf(await store.journal({ journal: 'run', after: 3 }))
    valueOf(await store.journal({ journal: 'run', after: 1, limit: 1 }))
    trouble = 'offline'
    const read = valueOf(await store.journal({ journal: 'run', after: 0 }))
    expect(read).toMatchObject({ isCopy: true, value: { more: false } })
    expect(read.value.events.map(({ seq, body }) => [seq, body])).toEqual([[1, 'a'], [2, 'b'], [3, 'c']])
    expect(valueOf(await store.journal({ journal: 'run', after: 1, limit: 1 })).value).toEqual({ events: [{ seq: 2, body: 'b' }], more: true })
  })

  it.each(['expired', 'throttled'] as const)('is read from copies also while it is “%s”', async (kind) => {
    valueOf(await store.records({ kind: 'plan' }))
    trouble = kind
    expect(valueOf(await store.records({ kind: 'plan' }))).toMatchObject({ value: [], isCopy: true })
  })

  it.each(['denied', 'notFound'] as const)('is not shown from memory when the answer is “%s”', async (kind) => {
    valueOf(await store.records({ kind: 'plan' }))
    trouble = kind
    expect(await store.records({ kind: 'plan' })).toMatchObject({ ok: false, error: { kind } })
  })

  it('is read as before once it answers again', async () => {
    valueOf(await store.records({ kind: 'plan' }))
    trouble = 'offline'
    expect(valueOf(await store.records({ kind: 'plan' })).isCopy).toBe(true)
    trouble = undefined
    expect(valueOf(await store.records({ kind: 'plan' })).isCopy).toBe(false)
  })
})
