import { describe, expect, it } from 'vitest'
import type { CommandResult, Commands } from '#shared/ipc/contract'
import { compose } from '../../../renderer/app/compose'
import { firstAnswers, patienceMs } from '../../../renderer/app/first-answers'
import { createFakeBridge, type FakeBridge } from '../fake-bridge'
import { createStillClock } from '../still-clock'

const never = new Promise<never>(() => undefined)
const silent = <N extends keyof Commands>(bridge: FakeBridge, name: N): void => bridge.answer(name, () => never as Promise<CommandResult<N>>)

function begin(prepare: (bridge: FakeBridge) => void) {
  const bridge = createFakeBridge()
  prepare(bridge)
  const clock = createStillClock()
  const { services, start } = compose(bridge, clock)
  const stop = start()
  return { clock, stop, answers: firstAnswers(services, clock) }
}

async function isOverAfter(ms: number, prepare: (bridge: FakeBridge) => void): Promise<boolean> {
  const { clock, stop, answers } = begin(prepare)
  let over = false
  void answers.then(() => (over = true))
  await clock.advance(ms)
  stop()
  return over
}

describe('The first drawing', () => {
  it('waits for nothing once the core has answered', async () => {
    const { answers, stop } = begin(() => undefined)
    // The clock stands still: only the answers can end this.
    await expect(answers).resolves.toBeUndefined()
    stop()
  })

  it.each(['fleet.load', 'settings.load', 'session.list'] as const)('does not wait long for %s: a skeleton is better than nothing', async (name) => {
    expect(await isOverAfter(patienceMs - 1, (bridge) => silent(bridge, name))).toBe(false)
    expect(await isOverAfter(patienceMs, (bridge) => silent(bridge, name))).toBe(true)
  })
})
