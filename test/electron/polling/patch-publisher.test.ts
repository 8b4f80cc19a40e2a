import { describe, expect, it } from 'vitest'
import type { FleetPatch, TablePatch } from '#shared/fleet/table'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createPatchPublisher } from '#electron/polling/patch-publisher'

const bench = (squashMs = 100) => {
  const time = createVirtualTime(0)
  const sent: FleetPatch[] = []
  let waiting: TablePatch | undefined
  const publisher = createPatchPublisher({
    epoch: 'e1',
    timers: time.timers,
    squashMs: () => squashMs,
    collect: () => {
      const patch = waiting
      waiting = undefined
      return patch
    },
    send: (patch) => void sent.push(patch),
  })
  const change = (rowCount: number): void => {
    waiting = { rowCount, newStrings: [], columns: [] }
    publisher.request()
  }
  return { time, sent, publisher, change }
}

describe('the patch publisher', () => {
  it('sends a burst as one patch, a tenth of a second after it began', async () => {
    const { time, sent, change } = bench()
    change(1)
    await time.advanceTo(60)
    change(2)
    await time.advanceTo(99)
    expect(sent).toEqual([])
    await time.advanceTo(100)
    expect(sent).toEqual([{ epoch: 'e1', seq: 1, patch: { rowCount: 2, newStrings: [], columns: [] } }])
  })

  it('spends no number on a request that changed nothing', async () => {
    const { time, sent, publisher, change } = bench()
    publisher.request()
    await time.advanceTo(500)
    change(1)
    await time.advanceTo(1_000)
    expect(sent.map(({ seq }) => seq)).toEqual([1])
  })

  it('flushes at once what waits, and does not send it again', async () => {
    const { time, sent, publisher, change } = bench()
    change(1)
    publisher.flush()
    expect([sent.length, publisher.seq()]).toEqual([1, 1])
    await time.advanceTo(1_000)
    expect(sent).toHaveLength(1)
  })
})
