import type { Statement, StatementKind } from '#shared/desk/statement'
import { decodeBody } from '#shared/desk/store-rules'
import { conflict } from '#shared/desk/store-failures'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Statements } from '../history/tables'

export function keepStatement(sql: Statements, { kind, by, subject, id }: Statement, body: string): Result<null, AppError> {
  const there = sql('SELECT body FROM statement WHERE kind = ? AND said_by = ? AND subject = ? AND id = ?').get(kind, by, subject, id) as { body: string } | undefined
  if (there !== undefined) return there.body === body ? ok(null) : err(conflict(`${kind}/${subject}/${id}`))
  sql('INSERT INTO statement (kind, said_by, subject, id, body) VALUES (?, ?, ?, ?, ?)').run(kind, by, subject, id, body)
  return ok(null)
}

/** What was said, and a mark that changes with it. With the mark of an earlier answer that still holds: no statements, they are those. */
export interface SaidSince {
  readonly mark: string
  readonly statements?: readonly Statement[]
}

export function readStatements(sql: Statements, { kind, subject = null, mark: before }: { readonly kind: StatementKind; readonly subject?: string | null; readonly mark?: string }): Result<SaidSince, AppError> {
  // Statements are never changed or taken back: the newest of a kind and their number tell whether there are others.
  const { newest, number } = sql('SELECT max(rowid) AS newest, count(*) AS number FROM statement WHERE kind = ? AND (? IS NULL OR subject = ?)').get(kind, subject, subject) as { newest: number | null; number: number }
  const mark = `${newest ?? 0}/${number}`
  if (mark === before) return ok({ mark })
  const rows = sql('SELECT said_by, subject, id, body FROM statement WHERE kind = ? AND (? IS NULL OR subject = ?) ORDER BY said_by, subject, id').all(kind, subject, subject) as unknown as {
    said_by: string
    subject: string
    id: string
    body: string
  }[]
  return ok({ mark, statements: rows.map((row) => ({ kind, subject: row.subject, id: row.id, by: row.said_by, body: decodeBody(row.body) })) })
}
