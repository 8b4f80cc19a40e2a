import { describe, expect, it } from 'vitest'
import { awsNowMs, createSessionStore } from '../../../renderer/stores/session-store'
import { createTimeStore } from '../../../renderer/stores/time-store'
import { fakeStatus } from '../fake-status'
import { fakeNowMs } from '../fake-fleet'
import { createStillClock, wallStartMs } from '../still-clock'

describe('AWS time', () => {
  const session = (speed: number): ReturnType<typeof createSessionStore> => {
    const store = createSessionStore()
    store.setState({ status: fakeStatus(speed), statusAtMs: wallStartMs })
    return store
  }

  it('is not known before AWS answered once', () => {
    const { awsNowMs: _unknown, ...status } = fakeStatus(1)
    expect(awsNowMs({ status, statusAtMs: wallStartMs, statusError: undefined, info: undefined }, wallStartMs)).toBeUndefined()
  })

  it('runs with the computer in production and faster in training', () => {
    expect(awsNowMs(session(1).getState(), wallStartMs + 10_000)).toBe(fakeNowMs + 10_000)
    expect(awsNowMs(session(60).getState(), wallStartMs + 10_000)).toBe(fakeNowMs + 600_000)
  })

  it('ticks once a second, and not while paused', async () => {
    const clock = createStillClock()
    const { store, pause, resume } = createTimeStore(clock, session(1))
    const seen: number[] = []
    store.subscribe(({ nowMs }) => seen.push(nowMs - fakeNowMs))
    resume()
    await clock.advance(3_000)
    pause()
    await clock.advance(10_000)
    expect(seen).toEqual([0, 1_000, 2_000, 3_000])
    resume()
    expect(seen.at(-1)).toBe(13_000)
  })
})
