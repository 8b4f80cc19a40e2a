import type { DeskCopies } from '#electron/ports/desk-copies'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { closeDatabase, openDatabase, type DatabaseFile } from '../open-database'
import { deskWords } from '../sqlite-error'
import { createDeskTables } from './create-desk-tables'
import { createDeskCopies } from './desk-copies'
import type { DeskTables } from './desk-tables'
import { deskMigrations } from './migrations'

/** What this machine keeps of a desk: everything, or copies of what a store elsewhere answered. */
export interface LocalDeskStores {
  readonly desk: DeskTables
  readonly copies: DeskCopies
}

export interface LocalDesk extends LocalDeskStores {
  /** Where a damaged file was moved to when this one was opened. */
  readonly setAside?: string
  close(): Promise<void>
}

/** Opens the desk's file in the thread that calls: for headless commands, tests, and inside the worker. */
export function openLocalDesk(options: DatabaseFile): Result<LocalDesk, AppError> {
  const opened = openDatabase(options, { migrations: deskMigrations, words: deskWords, isMissed: true })
  if (!opened.ok) return opened
  const { db, setAside } = opened.value
  const { file } = options
  return ok({ desk: createDeskTables({ db, file }), copies: createDeskCopies({ db, file }), ...(setAside === undefined ? {} : { setAside }), close: async () => closeDatabase(db) })
}
