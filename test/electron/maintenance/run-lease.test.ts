import { describe, expect, it } from 'vitest'
import { appError, type AppErrorKind } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { hourMs, secondMs } from '#shared/kernel/time'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { holdRun, leaseMs } from '#electron/maintenance/run-lease'
import type { DeskStore } from '#electron/ports/desk-store'

const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))

/** `refusals` by call of `renew`, the last one for ever. */
function store(refusals: readonly (AppErrorKind | undefined)[] = [], acquireFails?: AppErrorKind) {
  const calls: string[] = []
  const kept: Pick<DeskStore, 'acquire' | 'renew' | 'release'> = {
    acquire: async ({ name, holder, forMs }) => {
      calls.push('acquire')
      return acquireFails === undefined ? ok({ name, fence: 7, holder, untilMs: forMs }) : err(appError(acquireFails, 'held by the night desk'))
    },
    renew: async ({ name, fence, holder, forMs }) => {
      calls.push(`renew ${fence}`)
      const refusal = refusals[Math.min(calls.length - 2, refusals.length - 1)]
      return refusal === undefined ? ok({ name, fence, holder, untilMs: forMs }) : err(appError(refusal, 'no'))
    },
    release: async ({ fence }) => {
      calls.push(`release ${fence}`)
      return ok(null)
    },
  }
  return { kept, calls }
}

describe('A run is held', () => {
  it('by renewing well before the lease ends, and given back', async () => {
    const time = createVirtualTime(0)
    const { kept, calls } = store()
    const held = await holdRun({ store: kept, timers: time.timers, run: 'r-1', holder: 'console-a' })
    if (!held.ok) throw new Error(held.error.message)
    await time.advanceTo(leaseMs, settle)
    expect(calls).toEqual(['acquire', 'renew 7', 'renew 7', 'renew 7'])
    await held.value.release()
    await time.advanceTo(hourMs, settle)
    expect(calls.slice(4)).toEqual(['release 7'])
    expect(held.value.lost.aborted).toBe(false)
  })

  it('by one console only', async () => {
    const { kept } = store([], 'conflict')
    expect(await holdRun({ store: kept, timers: createVirtualTime(0).timers, run: 'r-1', holder: 'console-b' })).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('until another console took it', async () => {
    const time = createVirtualTime(0)
    const { kept, calls } = store([undefined, 'fenced'])
    const held = await holdRun({ store: kept, timers: time.timers, run: 'r-1', holder: 'console-a' })
    if (!held.ok) throw new Error(held.error.message)
    await time.advanceTo(15 * secondMs, settle)
    expect(held.value.lost.aborted).toBe(false)
    await time.advanceTo(hourMs, settle)
    expect(held.value.lost.aborted).toBe(true)
    expect(calls).toHaveLength(3)
  })

  it('through a network that is away for a while, and says so', async () => {
    const time = createVirtualTime(0)
    const troubles: string[] = []
    const { kept } = store(['unreachable', 'unreachable', undefined])
    const held = await holdRun({ store: kept, timers: time.timers, run: 'r-1', holder: 'console-a', onTrouble: ({ kind }) => troubles.push(kind) })
    if (!held.ok) throw new Error(held.error.message)
    await time.advanceTo(hourMs, settle)
    expect(held.value.lost.aborted).toBe(false)
    expect(troubles).toEqual(['unreachable', 'unreachable'])
  })
})
