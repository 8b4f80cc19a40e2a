import type { DeskCopies } from '#electron/ports/desk-copies'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { preparing } from '../history/tables'
import { deskWords, toAppError } from '../sqlite-error'
import type { DeskTablesOptions } from './create-desk-tables'

/** Copies over an open database, in the thread that calls it. */
export function createDeskCopies({ db, file }: DeskTablesOptions): DeskCopies {
  const sql = preparing(db)
  const guarded = async <T>(work: () => T): Promise<Result<T, AppError>> => {
    try {
      return ok(work())
    } catch (cause) {
      return err(toAppError(cause, file, deskWords))
    }
  }
  return {
    keep: ({ question, answer, asOfMs }) =>
      guarded(() => {
        sql('INSERT INTO copy (question, answer, as_of_ms) VALUES (?, ?, ?) ON CONFLICT (question) DO UPDATE SET answer = excluded.answer, as_of_ms = excluded.as_of_ms').run(question, JSON.stringify(answer ?? null), asOfMs)
        return null
      }),
    confirm: ({ question, asOfMs }) =>
      guarded(() => {
        sql('UPDATE copy SET as_of_ms = ? WHERE question = ?').run(asOfMs, question)
        return null
      }),
    last: ({ question }) =>
      guarded(() => {
        const row = sql('SELECT answer, as_of_ms FROM copy WHERE question = ?').get(question) as { answer: string; as_of_ms: number } | undefined
        return row === undefined ? undefined : { answer: JSON.parse(row.answer) as unknown, asOfMs: row.as_of_ms }
      }),
  }
}
