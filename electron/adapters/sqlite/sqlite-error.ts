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

/** What a file holds, and what its failure means. */
export interface FileWords {
  /** `the history` */
  readonly name: string
  readonly file: string
  readonly meanwhile: string
  readonly newer: string
  readonly withoutFolder: string
}

export const historyWords: FileWords = {
  name: 'the history',
  file: 'history file',
  meanwhile: 'The watch goes on; what happens meanwhile is held in memory and written when that works again.',
  newer: 'The history was written by a newer Watchfloor: this one leaves it alone and keeps none. Update Watchfloor.',
  withoutFolder: 'The watch goes on, but what happens meanwhile is not kept.',
}

export const deskWords: FileWords = {
  name: 'the desk’s store',
  file: 'file of the desk’s store',
  meanwhile: 'Nothing was written; the watch goes on.',
  newer: 'The desk’s store was written by a newer Watchfloor: this one leaves it alone. Update Watchfloor.',
  withoutFolder: 'The watch goes on; nothing can be planned or approved.',
}

export const auditWords: FileWords = {
  name: 'the audit trail',
  file: 'file of the audit trail',
  meanwhile: 'Nothing is done that cannot be written down; the watch goes on.',
  newer: 'The audit trail was written by a newer Watchfloor: this one leaves it alone, and does nothing that would have to be written down. Update Watchfloor.',
  withoutFolder: 'The watch goes on; nothing is done that would have to be written down.',
}

/** What went wrong, in words. Anything that is not SQLite's own failure is a bug and thrown on. */
export function toAppError(cause: unknown, file: string, words: FileWords = historyWords): AppError {
  const code = sqliteCode(cause)
  if (code === undefined) throw cause
  return appError('storageFailed', `${wordsOf(code, words)} ${words.meanwhile}`, { at: file, code: `SQLITE_${code}` })
}

function wordsOf(code: number, { name, file }: FileWords): string {
  switch (code) {
    case codes.full:
      return `The disk is full: ${name} cannot be written. Make room on it.`
    case codes.corrupt:
    case codes.notADatabase:
      return `The ${file} is damaged. Start Watchfloor again: it is set aside and a new one begun.`
    case codes.readOnly:
    case codes.cannotOpen:
      return `The ${file} cannot be opened for writing. Look at the rights of Watchfloor’s data folder.`
    case codes.ioError:
      return `The disk reports an error: ${name} cannot be read or written.`
    case codes.busy:
      return `Another Watchfloor on this computer is writing ${name}.`
    default:
      return `${name.charAt(0).toUpperCase()}${name.slice(1)} could not be read or written (SQLite code ${code}).`
  }
}
