import { describe, expect, it } from 'vitest'
import type { Standing } from '#shared/alarms/matter'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createStandingPublisher } from '#electron/polling/standing-publisher'
import { monday } from '#test/builders/fleet'

const calm: Standing = { atMs: monday, settled: true, matters: [], criticalTenants: 0, unknownTenants: 0 }

describe('what stands', () => {
  it('is told at most once a second, and only when it differs by more than its time', async () => {
    const time = createVirtualTime(monday)
    const sent: Standing[] = []
    let now = calm
    const publisher = createStandingPublisher({ timers: time.timers, speed: () => 1, look: () => now, send: (standing) => sent.push(standing) })
    publisher.request()
    publisher.request()
    await time.advanceTo(time.clock.nowMs() + 1_000)
    expect(sent).toEqual([calm])
    now = { ...calm, atMs: monday + 5_000 }
    publisher.request()
    await time.advanceTo(time.clock.nowMs() + 1_000)
    expect(sent).toHaveLength(1)
    now = { ...now, criticalTenants: 1 }
    publisher.request()
    await time.advanceTo(time.clock.nowMs() + 1_000)
    expect(sent).toHaveLength(2)
    publisher.request()
    publisher.stop()
    await time.advanceTo(time.clock.nowMs() + 5_000)
    expect(sent).toHaveLength(2)
  })
})
