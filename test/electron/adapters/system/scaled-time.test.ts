import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createScaledTime } from '#electron/adapters/system/scaled-time'

const startMs = Date.UTC(2026, 2, 2, 6)

describe('Scaled time', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }))
  afterEach(() => void vi.useRealTimers())

  it('begins at its origin and runs as fast as it is told', () => {
    const time = createScaledTime({ originMs: startMs, wallOriginMs: 0, speed: 60 })
    vi.advanceTimersByTime(1_000)
    expect(time.clock.nowMs()).toBe(startMs + 60_000)
  })

  it('fires a timer when scaled time is due', () => {
    const time = createScaledTime({ originMs: startMs, wallOriginMs: 0, speed: 60 })
    const fired: number[] = []
    time.timers.after(60_000, 'test', () => fired.push(time.clock.nowMs()))
    vi.advanceTimersByTime(999)
    expect(fired).toEqual([])
    vi.advanceTimersByTime(1)
    expect(fired).toEqual([startMs + 60_000])
  })

  it('re-arms what waits when the speed changes', () => {
    const time = createScaledTime({ originMs: 0, wallOriginMs: 0, speed: 1 })
    const fired: number[] = []
    time.timers.after(10_000, 'test', () => fired.push(time.clock.nowMs()))
    vi.advanceTimersByTime(1_000)
    time.rescale({ originMs: 1_000, wallOriginMs: 1_000, speed: 9 })
    vi.advanceTimersByTime(1_000)
    expect(fired).toEqual([10_000])
  })

  it('waits longer than setTimeout can', () => {
    const time = createScaledTime({ originMs: 0, wallOriginMs: 0, speed: 1 })
    const fired: number[] = []
    const thirtyDaysMs = 30 * 86_400_000
    time.timers.after(thirtyDaysMs, 'test', () => fired.push(time.clock.nowMs()))
    vi.advanceTimersByTime(thirtyDaysMs - 1)
    expect(fired).toEqual([])
    vi.advanceTimersByTime(1)
    expect(fired).toEqual([thirtyDaysMs])
  })

  it('does not fire what was cancelled', () => {
    const time = createScaledTime({ originMs: 0, wallOriginMs: 0, speed: 1 })
    const fired: string[] = []
    time.timers.after(10, 'test', () => fired.push('x'))()
    vi.advanceTimersByTime(100)
    expect(fired).toEqual([])
  })
})
