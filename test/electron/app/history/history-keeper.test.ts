import { describe, expect, it } from 'vitest'
import { createHistoryKeeper } from '#electron/app/history/history-keeper'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { LocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import type { HistoryStore } from '#electron/ports/history'
import type { HistoryItem } from '#shared/history/batch'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const beat = (atMs: number): HistoryItem => ({ kind: 'watched', atMs, everyMs: 60_000 })

function start({ opens = true } = {}) {
  const time = createVirtualTime(0)
  const batches: (readonly HistoryItem[])[] = []
  const kept: number[] = []
  const disk = { full: false, closed: false }
  const full = appError('storageFailed', 'The disk is full.')
  const history = {
    append: async (items: readonly HistoryItem[]) => {
      if (disk.full) return err(full)
      batches.push(items)
      return ok({ kept: items.length })
    },
    extent: async () => ok({}),
    prune: async () => ok({ removed: 0, more: false }),
  } as unknown as HistoryStore // the keeper asks for nothing else
  const database: LocalDatabase = { history, marks: {} as AlarmMarks /* the keeper hands them on */, close: async () => void (disk.closed = true) }
  const keeper = createHistoryKeeper({ open: async () => (opens ? ok(database) : err(full)), timers: time.timers, logger: rememberingLogger().logger, onKept: (count) => void kept.push(count) })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return { keeper, batches, kept, disk, advance: async (ms: number) => time.advanceTo(time.clock.nowMs() + ms, settle) }
}

describe('The keeper of a history', () => {
  it('writes what comes together together', async () => {
    const { keeper, batches, kept, advance } = start()
    keeper.add([beat(1)])
    keeper.add([beat(2), beat(3)])
    await advance(1_000)
    expect(batches).toEqual([[beat(1), beat(2), beat(3)]])
    expect(kept).toEqual([3])
    expect(keeper.trouble()).toEqual({ lost: 0 })
  })

  it('says why nothing is kept, keeps it in memory, and writes it in order once there is room', async () => {
    const { keeper, batches, disk, advance } = start()
    disk.full = true
    keeper.add([beat(1)])
    await advance(5_000)
    keeper.add([beat(2)])
    await advance(5_000)
    expect(keeper.trouble()).toEqual({ lost: 0, words: 'The disk is full.' })
    expect(batches).toEqual([])
    disk.full = false
    await advance(60_000)
    expect(batches.flat()).toEqual([beat(1), beat(2)])
    expect(keeper.trouble()).toEqual({ lost: 0 })
  })

  it('counts what it cannot hold any more, oldest first', async () => {
    const { keeper, batches, disk, advance } = start()
    disk.full = true
    keeper.add(Array.from({ length: 200_000 }, (_, index) => beat(index)))
    keeper.add([beat(-1), beat(-2)])
    expect(keeper.trouble().lost).toBe(2)
    disk.full = false
    await advance(1_000)
    expect(batches.flat()).toHaveLength(200_000)
    expect(batches.flat().at(-1)).toEqual(beat(-2))
  })

  it('writes what waits before it closes', async () => {
    const { keeper, batches, disk } = start()
    keeper.add([beat(1)])
    await keeper.stop()
    expect(batches).toEqual([[beat(1)]])
    expect(disk.closed).toBe(true)
  })

  it('goes on without a file that cannot be opened', async () => {
    const { keeper, advance } = start({ opens: false })
    keeper.add([beat(1)])
    await advance(10_000)
    expect(keeper.trouble().words).toBe('The disk is full.')
    expect(await keeper.store()).toMatchObject({ ok: false })
    await keeper.stop()
  })
})
