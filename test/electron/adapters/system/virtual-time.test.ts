import { describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'

describe('Virtual time', () => {
  it('stands still until it is advanced', async () => {
    const time = createVirtualTime(1_000)
    const fired: string[] = []
    time.timers.after(500, 'test', () => fired.push('a'))
    expect(time.clock.nowMs()).toBe(1_000)
    await time.advanceTo(1_499)
    expect(fired).toEqual([])
    await time.advanceTo(1_500)
    expect(fired).toEqual(['a'])
  })

  it('fires in the order of due time, then of creation, with the clock at the due time', async () => {
    const time = createVirtualTime(0)
    const fired: string[] = []
    const note = (name: string) => () => fired.push(`${name}@${time.clock.nowMs()}`)
    time.timers.after(20, 'test', note('late'))
    time.timers.after(10, 'test', note('first'))
    time.timers.after(10, 'test', note('second'))
    await time.advanceTo(100)
    expect(fired).toEqual(['first@10', 'second@10', 'late@20'])
    expect(time.clock.nowMs()).toBe(100)
  })

  it('fires timers that a timer set, when they are due on the way', async () => {
    const time = createVirtualTime(0)
    const fired: number[] = []
    const again = (): void => {
      fired.push(time.clock.nowMs())
      time.timers.after(10, 'again', again)
    }
    time.timers.after(10, 'again', again)
    await time.advanceTo(35)
    expect(fired).toEqual([10, 20, 30])
    expect(time.nextDueAtMs()).toBe(40)
  })

  it('lets work settle before each step', async () => {
    const time = createVirtualTime(0)
    const steps: number[] = []
    time.timers.after(10, 'test', () => undefined)
    await time.advanceTo(20, async () => void steps.push(time.clock.nowMs()))
    expect(steps).toEqual([0, 10])
  })

  it('does not fire what was cancelled, and says why the rest waits', async () => {
    const time = createVirtualTime(0)
    const fired: string[] = []
    const cancel = time.timers.after(10, 'cancelled', () => fired.push('cancelled'))
    time.timers.after(20, 'next poll', () => fired.push('kept'))
    cancel()
    expect(time.reasons()).toEqual(['next poll'])
    await time.advanceTo(20)
    expect(fired).toEqual(['kept'])
  })

  it('ends a sleep early when its signal aborts, and leaves no timer behind', async () => {
    const time = createVirtualTime(0)
    const stop = new AbortController()
    const asleep = time.timers.sleep(1_000, 'test', stop.signal)
    stop.abort()
    await asleep
    expect(time.nextDueAtMs()).toBeUndefined()
    await time.timers.sleep(1_000, 'test', stop.signal)
    expect(time.clock.nowMs()).toBe(0)
  })

  it('jumps in a sleep: nothing runs meanwhile, and timers wait for the rest of their time or are all overdue', async () => {
    for (const [timers, expected] of [['stoodStill', 'a@1010'], ['overdue', 'a@1000']] as const) {
      const time = createVirtualTime(0)
      const fired: string[] = []
      time.timers.after(10, 'test', () => fired.push(`a@${time.clock.nowMs()}`))
      time.sleep(1_000, timers)
      expect(fired).toEqual([])
      await time.advanceTo(2_000)
      expect(fired).toEqual([expected])
    }
  })

  it('lets a timer be cancelled after a sleep', async () => {
    const time = createVirtualTime(0)
    const fired: string[] = []
    const cancel = time.timers.after(10, 'test', () => fired.push('a'))
    time.sleep(1_000, 'stoodStill')
    cancel()
    await time.advanceTo(5_000)
    expect(fired).toEqual([])
  })
})
