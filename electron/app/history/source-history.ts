import { createHash } from 'node:crypto'
import path from 'node:path'
import { startDatabaseHost } from '#electron/adapters/sqlite/database-host'
import type { LocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { OpenSource } from '../fleet/open-source'
import { createHistoryKeeper, type HistoryKeeper } from './history-keeper'

/** The history of one source while it is watched. */
export interface SourceHistory extends HistoryKeeper {
  readonly beginsAnew: boolean
  readonly setAside: () => Promise<string | undefined>
}

/** `key` names the source: one file each, so that training and real fleets never mix. */
export type OpenHistory = (key: string, source: OpenSource) => SourceHistory

export interface SourceHistoryDeps {
  readonly folder: string
  /** The built worker: `out/main/database-worker.cjs`. */
  readonly workerPath: string
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly onKept: (count: number) => void
}

export function createSourceHistories({ folder, workerPath, clock, timers, logger, onKept }: SourceHistoryDeps): OpenHistory {
  return (key, { source, time }) => {
    // The embedded training fleet keeps a time of its own, which begins anew with every start.
    const beginsAnew = time !== undefined
    const file = path.join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.sqlite`)
    const opened: Promise<Result<LocalDatabase, AppError>> = startDatabaseHost(workerPath, { file, anew: beginsAnew, nowMs: clock.nowMs(), timeMayBeginAnew: source.kind === 'training' })
    void opened.then((database) => {
      if (database.ok && database.value.setAside !== undefined) logger.warn('history.setAside', { file: database.value.setAside })
    })
    const keeper = createHistoryKeeper({ open: () => opened, timers, logger, onKept })
    return {
      ...keeper,
      beginsAnew,
      setAside: async () => {
        const database = await opened
        return database.ok ? database.value.setAside : undefined
      },
    }
  }
}
