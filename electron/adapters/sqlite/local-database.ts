import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import type { HistoryStore } from '#electron/ports/history'
import { createHistoryStore } from './history/history-store'
import { createAlarmMarks } from './marks/alarm-marks'
import { closeDatabase, openDatabase, type DatabaseFile } from './open-database'

/**
 * Everything that this machine keeps in SQLite about one source.
 *
 * A store is an object of async methods with one input each, so that it can be called in the worker as well. Another store: its port,
 * its tables (migrations/), its line here.
 */
export interface LocalStores {
  readonly history: HistoryStore
  readonly marks: AlarmMarks
}

export interface LocalDatabase extends LocalStores {
  /** Where a damaged file was moved to when this one was opened. */
  readonly setAside?: string
  close(): Promise<void>
}

export interface LocalDatabaseOptions extends DatabaseFile {
  readonly timeMayBeginAnew: boolean
}

/** Opens the database in the thread that calls: for headless commands, drills, tests, and inside the worker. */
export function openLocalDatabase(options: LocalDatabaseOptions): Result<LocalDatabase, AppError> {
  const opened = openDatabase(options)
  if (!opened.ok) return opened
  const { db, setAside } = opened.value
  return ok({
    history: createHistoryStore({ db, file: options.file, timeMayBeginAnew: options.timeMayBeginAnew }),
    marks: createAlarmMarks({ db, file: options.file }),
    ...(setAside === undefined ? {} : { setAside }),
    close: async () => closeDatabase(db),
  })
}
