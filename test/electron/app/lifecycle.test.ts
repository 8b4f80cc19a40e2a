import { expect, it } from 'vitest'
import { createLifecycle } from '#electron/app/lifecycle'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { rememberingLogger } from '#test/fakes/remembering-logger'

function started(stops: Readonly<Record<string, () => Promise<void> | void>>) {
  const time = createVirtualTime(0)
  const log = rememberingLogger()
  const lifecycle = createLifecycle(time.timers, log.logger)
  for (const [name, stop] of Object.entries(stops)) lifecycle.started(name, stop)
  return { lifecycle, time, log }
}

it('stops everything backwards, one after the other', async () => {
  const order: string[] = []
  const slow = (name: string) => async () => {
    order.push(`${name} stops`)
    await Promise.resolve()
    order.push(`${name} stopped`)
  }
  await started({ first: slow('first'), second: slow('second') }).lifecycle.stop()
  expect(order).toEqual(['second stops', 'second stopped', 'first stops', 'first stopped'])
})

it('goes on when one part fails or never ends, and names it', async () => {
  const order: string[] = []
  const { lifecycle, time, log } = started({
    first: () => void order.push('first'),
    hangs: () => new Promise(() => undefined),
    fails: () => {
      throw new Error('no')
    },
  })
  const stopped = lifecycle.stop()
  await time.advanceTo(10_000, async () => void (await new Promise((resolve) => setImmediate(resolve))))
  await stopped
  expect(order).toEqual(['first'])
  expect(log.lines().map(({ event, part }) => [event, part])).toEqual([
    ['lifecycle.stopFailed', 'fails'],
    ['lifecycle.stopLate', 'hangs'],
  ])
})

it('stops once, however often it is asked', async () => {
  let stops = 0
  const { lifecycle } = started({ part: () => void stops++ })
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  expect(stops).toBe(1)
})
