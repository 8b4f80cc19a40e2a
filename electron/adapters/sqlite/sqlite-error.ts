import { appError, type AppError } from '#shared/kernel/app-error'

/** SQLite's primary result codes that mean something to an operator (sqlite.org/rescode.html). */
const codes = { corrupt: 11, full: 13, cannotOpen: 14, readOnly: 8, ioError: 10, notADatabase: 26, busy: 5 } as const

/** The primary result code of what SQLite threw; undefined: not SQLite's. */
export function sqliteCode(cause: unknown): number | undefined {
  const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : undefined
  return typeof code === 'number' ? code & 0xff : undefined
}

/** The file's content is not a sound database: what is in it cannot be trusted. */
export const isDamage = (cause: unknown): boolean => {
  const code = sqliteCode(cause)
  return code === codes.corrupt || code === codes.notADatabase
}

/** What went wrong, in words. Anything that is not SQLite's own failure is a bug and thrown on. */
export function toAppError(cause: unknown, file: string): AppError {
  const code = sqliteCode(cause)
  if (code === undefined) throw cause
  return appError('storageFailed', `${wordsOf(code)} The watch goes on; what happens meanwhile is held in memory and written when that works again.`, { at: file, code: `SQLITE_${code}` })
}

function wordsOf(code: number): string {
  switch (code) {
    case codes.full:
      return 'The disk is full: the history cannot be written. Make room on it.'
    case codes.corrupt:
    case codes.notADatabase:
      return 'The history file is damaged. Start Watchfloor again: it is set aside and a new one begun.'
    case codes.readOnly:
    case codes.cannotOpen:
      return 'The history file cannot be opened for writing. Look at the rights of Watchfloor’s data folder.'
    case codes.ioError:
      return 'The disk reports an error: the history cannot be read or written.'
    case codes.busy:
      return 'Another Watchfloor is writing the same history.'
    default:
      return `The history could not be read or written (SQLite code ${code}).`
  }
}
