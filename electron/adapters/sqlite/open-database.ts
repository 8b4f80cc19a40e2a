import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { migrations } from './migrations'
import { historyWords, isDamage, toAppError, type FileWords } from './sqlite-error'

export interface OpenedDatabase {
  readonly db: DatabaseSyncInstance
  /** Where a damaged predecessor was moved to, now or, of some kinds of file, before; it is never deleted. */
  readonly setAside?: string
}

export interface DatabaseFile {
  /** `:memory:` or a path. */
  readonly file: string
  /** Whatever is there is removed first: its time begins anew. */
  readonly anew?: boolean
  /** Wall time, for the name of a file that is set aside. */
  readonly nowMs: number
  /** Whoever only reads moves nothing: a damaged file is refused. */
  readonly isReading?: boolean
}

/** What a file's tables are, and how it is spoken of. */
export interface FileKind {
  /** Number n brings a file from version n - 1 to n. */
  readonly migrations: readonly string[]
  readonly words: FileWords
  /** A damaged predecessor is named at every opening, until somebody takes it away from beside the file. */
  readonly isMissed?: boolean
}

const historyFile: FileKind = { migrations, words: historyWords }

/**
 * Opens a local database, brings its tables up to date, and checks that it is sound.
 *
 * 1. Write-ahead log with synchronous=FULL: a commit is on the disk before it is answered, also when the power goes.
 * 2. A damaged file is moved aside under a dated name and a new one begun. One of a newer Watchfloor is left alone, and refused.
 */
export function openDatabase({ file, anew = false, nowMs, isReading = false }: DatabaseFile, kind: FileKind = historyFile): Result<OpenedDatabase, AppError> {
  try {
    if (file !== inMemory) mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    if (anew) for (const name of partsOf(file)) rmSync(name, { force: true })
    return openSound({ file, nowMs, isReading }, kind)
  } catch (cause) {
    return err(fileError(cause, file, kind.words))
  }
}

const inMemory = ':memory:'

function openSound({ file, nowMs, isReading }: DatabaseFile, kind: FileKind): Result<OpenedDatabase, AppError> {
  try {
    const opened = upToDate(connect(file), file, kind)
    const setAside = kind.isMissed === true ? lastSetAside(file) : undefined
    return opened.ok && setAside !== undefined ? ok({ ...opened.value, setAside }) : opened
  } catch (cause) {
    if (!isDamage(cause)) throw cause
    if (isReading === true) return err(appError('invalidFile', `The ${kind.words.file} is damaged: ${file}. Nothing was moved or changed. Copy it away; the next that writes sets it aside and begins a new one.`, { at: file }))
  }
  const setAside = moveAside(file, nowMs)
  const opened = upToDate(connect(file), file, kind)
  return opened.ok ? ok({ ...opened.value, setAside }) : opened
}

function connect(file: string): DatabaseSyncInstance {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;')
    const verdict = db.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check: string }
    if (verdict.quick_check !== 'ok') throw Object.assign(new Error(verdict.quick_check), { errcode: 11 })
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

function upToDate(db: DatabaseSyncInstance, file: string, kind: FileKind): Result<OpenedDatabase, AppError> {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number }
  if (version > kind.migrations.length) {
    db.close()
    return err(appError('storageFailed', kind.words.newer, { at: file }))
  }
  for (const [index, sql] of kind.migrations.entries()) {
    if (index >= version) db.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
  return ok({ db })
}

const partsOf = (file: string): readonly string[] => (file === inMemory ? [] : ['', '-wal', '-shm'].map((part) => `${file}${part}`))

function lastSetAside(file: string): string | undefined {
  if (file === inMemory) return undefined
  const begins = `${path.basename(file)}.damaged-`
  const name = readdirSync(path.dirname(file)).filter((one) => one.startsWith(begins) && one.endsWith('Z')).sort().at(-1)
  return name === undefined ? undefined : path.join(path.dirname(file), name)
}

function moveAside(file: string, nowMs: number): string {
  const date = new Date(nowMs).toISOString().replace(/[:.]/g, '-')
  const aside = `${file}.damaged-${date}`
  for (const part of partsOf(file)) if (existsSync(part)) renameSync(part, `${aside}${part.slice(file.length)}`)
  return aside
}

function fileError(cause: unknown, file: string, words: FileWords): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (!code.startsWith('E') || code.startsWith('ERR_')) return toAppError(cause, file, words)
  return appError('storageFailed', `The folder of ${words.name} cannot be used (${code}). ${words.withoutFolder}`, { at: file, code })
}

/** Prepared statements live until they are collected and keep the log file open: everything goes into the main file before. */
export function closeDatabase(db: DatabaseSyncInstance): void {
  if (!db.isOpen) return
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // No room to tidy up, on a full disk: what was kept lies in the log beside the file, and is read from there at the next start.
  }
  db.close()
}
