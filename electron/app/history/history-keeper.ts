import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { HistoryItem } from '#shared/history/batch'
import { hourMs, secondMs } from '#shared/kernel/time'
import type { LocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { Timers } from '#electron/ports/clock'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import type { HistorySink, HistoryStore } from '#electron/ports/history'
import type { Logger } from '#electron/ports/logger'

/**
 * Hands changes to the local database of one source, and goes on when it cannot be written.
 *
 * 1. `add` never waits. What comes together is written together; what could not be written is tried again, later and later.
 * 2. Nothing is lost without being said: what the queue cannot hold any more is counted.
 */
export interface HistoryKeeper extends HistorySink {
  store(): Promise<Result<HistoryStore, AppError>>
  marks(): Promise<Result<AlarmMarks, AppError>>
  trouble(): { readonly words?: string; readonly lost: number; readonly setAside?: string }
  /** Writes what waits and closes the file. */
  stop(): Promise<void>
}

export interface KeeperOptions {
  readonly open: () => Promise<Result<LocalDatabase, AppError>>
  /** Wall time. */
  readonly timers: Timers
  readonly logger: Logger
  /** Something was kept, or could not be. */
  readonly onKept: (count: number) => void
}

const gatherMs = 150
const firstRetryMs = 2 * secondMs
const longestRetryMs = 30 * secondMs
/** A night of changes of a large fleet; some hundred megabytes at worst. */
const mostWaiting = 200_000
const pruneEveryMs = 6 * hourMs
const pruneBreathMs = 100

export function createHistoryKeeper({ open, timers, logger, onKept }: KeeperOptions): HistoryKeeper {
  const opened = open()
  const ending = new AbortController()
  let queue: HistoryItem[] = []
  let lost = 0
  let failure: AppError | undefined
  let failures = 0
  let writing: Promise<void> = Promise.resolve()
  let cancel: (() => void) | undefined

  const failed = (error: AppError): void => {
    if (failure === undefined) logger.error('history.notKept', { words: error.message, code: error.code })
    failure = error
    failures += 1
    onKept(0)
  }
  const write = async (): Promise<void> => {
    const database = await opened
    if (!database.ok) return failed(database.error)
    if (queue.length === 0) return
    const batch = queue
    queue = []
    const kept = await database.value.history.append(batch)
    if (!kept.ok) {
      queue = [...batch, ...queue]
      return failed(kept.error)
    }
    failure = undefined
    failures = 0
    onKept(kept.value.kept)
  }
  const writeSoon = (afterMs: number): void => {
    cancel ??= timers.after(afterMs, 'history is written', () => {
      cancel = undefined
      writing = writing.then(write).then(() => {
        if (queue.length > 0 && !ending.signal.aborted) writeSoon(failures === 0 ? gatherMs : Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1)))
      })
    })
  }
  void prune(opened, timers, ending.signal)

  return {
    add: (items) => {
      if (items.length === 0) return
      queue.push(...items)
      if (queue.length > mostWaiting) {
        lost += queue.length - mostWaiting
        queue = queue.slice(-mostWaiting)
      }
      writeSoon(gatherMs)
    },
    store: async () => {
      const database = await opened
      return database.ok ? ok(database.value.history) : err(database.error)
    },
    marks: async () => {
      const database = await opened
      return database.ok ? ok(database.value.marks) : err(database.error)
    },
    trouble: () => ({ lost, ...(failure === undefined ? {} : { words: failure.message }) }),
    stop: async () => {
      ending.abort()
      cancel?.()
      await writing
      await write()
      const database = await opened
      if (database.ok) await database.value.close()
    },
  }
}

/** Forgets what is old enough, a little at a time, now and every few hours. */
async function prune(opened: Promise<Result<LocalDatabase, AppError>>, timers: Timers, signal: AbortSignal): Promise<void> {
  const database = await opened
  if (!database.ok) return
  const { history } = database.value
  while (!signal.aborted) {
    const extent = await history.extent()
    const nowMs = extent.ok ? extent.value.lastMs : undefined
    let more = nowMs !== undefined
    while (more && !signal.aborted) {
      const removed = await history.prune(nowMs ?? 0)
      more = removed.ok && removed.value.more
      if (more) await timers.sleep(pruneBreathMs, 'old history is removed bit by bit', signal)
    }
    await timers.sleep(pruneEveryMs, 'old history is removed', signal)
  }
}
