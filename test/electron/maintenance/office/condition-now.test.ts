import { describe, expect, it } from 'vitest'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { conditionNow } from '#electron/maintenance/office/condition-now'
import { viewWith } from '#test/builders/views'
import { valueOf } from './office-stage'

const startAtMs = Date.UTC(2026, 2, 5, 22)

/** A tenant that was read five minutes ago, and again `answersAfterMs` after it is asked for. */
function stage(answersAfterMs: number) {
  const time = createVirtualTime(startAtMs)
  const { clock, timers } = time
  let readAtMs = startAtMs - 5 * minuteMs
  const sight = {
    refresh: async () => {
      timers.after(answersAfterMs, 'AWS answers', () => (readAtMs = clock.nowMs()))
      return ok(1)
    },
    tenant: async () => ok({ findings: [], view: viewWith([], { atMs: readAtMs }) } as unknown as TenantDetail) // as much of one as is asked for,
  }
  const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))
  const asked = conditionNow({ sight, clock, timers, signal: new AbortController().signal }, 'acme')
  return { asked, pass: () => time.advanceTo(startAtMs + minuteMs, settle) }
}

describe('how a tenant is now', () => {
  it('waits for the readings that were asked for, and does not judge by those before', async () => {
    const { asked, pass } = stage(600)
    await pass()
    expect(valueOf(await asked).asOfMs).toBe(startAtMs + 600)
  })

  it('goes by what there is where AWS does not answer in time', async () => {
    const { asked, pass } = stage(20 * secondMs)
    await pass()
    expect(valueOf(await asked).asOfMs).toBe(startAtMs - 5 * minuteMs)
  })
})
