import { describe, expect, it } from 'vitest'
import { createFirstPaint } from '#electron/app/first-paint'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function start() {
  const time = createVirtualTime(0)
  const paint = createFirstPaint(time.timers)
  let over = false
  void paint.over.then(() => (over = true))
  return { paint, isOver: () => over, passTo: (atMs: number) => time.advanceTo(atMs, nextTurn) }
}

describe('The first paint', () => {
  it('is over when the page says so', async () => {
    const { paint, isOver } = start()
    await nextTurn()
    expect(isOver()).toBe(false)
    paint.end()
    await nextTurn()
    expect(isOver()).toBe(true)
  })

  it('of a window that never draws is over after three seconds', async () => {
    const { isOver, passTo } = start()
    await passTo(2_999)
    await nextTurn()
    expect(isOver()).toBe(false)
    await passTo(3_000)
    await nextTurn()
    expect(isOver()).toBe(true)
  })
})
