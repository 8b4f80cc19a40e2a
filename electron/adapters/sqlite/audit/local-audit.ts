import type { AuditStore } from '#electron/ports/audit-store'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { closeDatabase, openDatabase, type DatabaseFile } from '../open-database'
import { auditWords } from '../sqlite-error'
import { createAuditStore } from './audit-store'
import { auditMigrations } from './migrations'

/** What this computer keeps of the audit trails of one source. */
export interface LocalAudit {
  readonly audit: AuditStore
  /** Where a damaged file was moved to when this one was opened: a new chain begins here. */
  readonly setAside?: string
  close(): Promise<void>
}

/** Opens the file in the thread that calls: for headless commands, tests, and inside the worker. */
export function openLocalAudit(options: DatabaseFile): Result<LocalAudit, AppError> {
  const opened = openDatabase(options, { migrations: auditMigrations, words: auditWords, isMissed: true })
  if (!opened.ok) return opened
  const { db, setAside } = opened.value
  return ok({ audit: createAuditStore({ db, file: options.file }), ...(setAside === undefined ? {} : { setAside }), close: async () => closeDatabase(db) })
}
