import { describe, expect, it } from 'vitest'
import { createAwsTime } from '#electron/polling/aws-time'

const bench = (startMs = 1_000_500) => {
  let localMs = startMs
  const time = createAwsTime({ nowMs: () => localMs })
  return { time, move: (ms: number) => void (localMs += ms) }
}

describe('AWS time', () => {
  it('is the local clock as long as headers of whole seconds do not contradict it', () => {
    const { time } = bench()
    expect(time.offsetMs()).toBeUndefined()
    expect(time.note('a', 1_000_000)).toBe(1_000_000)
    expect(time.offsetMs()).toBe(0)
    expect(time.nowMs()).toBe(1_000_500)
  })

  it('follows AWS when the local clock is wrong', () => {
    const { time, move } = bench()
    time.note('a', 1_600_000)
    expect(time.offsetMs()).toBe(599_500)
    move(60_000)
    time.note('a', 1_660_000)
    expect(time.offsetMs()).toBe(599_500)
    expect(time.nowMs()).toBe(1_660_000)
  })

  it('does not believe the one place whose clock differs from all others', () => {
    const { time } = bench()
    for (const place of ['a', 'b', 'c']) time.note(place, 1_000_000)
    expect(time.note('wrong', 1_600_000)).toBe(time.nowMs())
    expect(time.nowMs()).toBe(1_000_500)
  })

  it('takes a reply that was long on its way for late, not for a wrong clock', () => {
    const { time } = bench(1_010_000)
    expect(time.note('a', 1_007_600)).toBe(1_007_600)
    expect(time.offsetMs()).toBe(0)
  })

  it('does not believe places whose clocks went wrong, however many they are, while one holds its own', () => {
    const { time, move } = bench()
    for (const place of ['a', 'b', 'c']) time.note(place, 1_000_000)
    move(60_000)
    for (const place of ['a', 'b']) expect(time.note(place, 1_660_000)).toBe(time.nowMs())
    expect(time.note('c', 1_060_000)).toBe(1_060_000)
    expect(time.offsetMs()).toBe(0)
  })

  it('believes from the first reply on whom the local clock confirms, even against most', () => {
    const { time } = bench()
    time.note('a', 1_600_000)
    time.note('b', 1_600_000)
    expect(time.note('c', 1_000_000)).toBe(1_000_000)
    expect(time.note('a', 1_600_000)).toBe(time.nowMs())
    expect(time.offsetMs()).toBe(0)
  })

  it.each([600_000, -600_000])('notices at once that the local clock was set by %i ms', (setMs) => {
    const { time, move } = bench()
    for (const place of ['a', 'b', 'silent']) time.note(place, 1_000_000)
    move(60_000 + setMs)
    expect(time.note('a', 1_060_000)).toBe(1_060_000)
    expect(Math.abs(time.nowMs() - 1_060_500)).toBeLessThan(3_000)
  })

  it('does not wait for places that fell silent to agree', () => {
    const { time, move } = bench()
    for (const place of ['a', 'silent']) time.note(place, 1_000_000)
    move(240_000)
    expect(time.note('a', 1_840_000)).toBe(1_840_000)
  })
})
