import type { JournalPage, JournalWrite } from '#electron/ports/desk-store'
import { conflict, fenced } from '#shared/desk/store-failures'
import { decodeBody, journalPage } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Statements } from '../history/tables'
import { isHeld } from './leases'

export function appendEvents(sql: Statements, { journal, after, writeId, fence }: JournalWrite, bodies: readonly string[]): Result<{ readonly last: number }, AppError> {
  const last = after + bodies.length
  const writtenAs = (seq: number): string | undefined => (sql('SELECT write_id FROM journal WHERE journal = ? AND seq = ?').get(journal, seq) as { write_id: string } | undefined)?.write_id
  // Kept before, and the answer lost: that it was fenced since does not undo it.
  if (writtenAs(last) === writeId) return ok({ last })
  if (fence !== undefined && !isHeld(sql, fence)) return err(fenced(`journal ${journal}`))
  const { end } = sql('SELECT coalesce(max(seq), 0) AS end FROM journal WHERE journal = ?').get(journal) as { end: number }
  if (end !== after) return err(conflict(`journal ${journal}`))
  for (const [index, body] of bodies.entries()) sql('INSERT INTO journal (journal, seq, write_id, body) VALUES (?, ?, ?, ?)').run(journal, after + 1 + index, writeId, body)
  return ok({ last })
}

export function readJournal(sql: Statements, { journal, after, limit = journalPage }: { readonly journal: string; readonly after: number; readonly limit?: number }): Result<JournalPage, AppError> {
  const rows = sql('SELECT seq, body FROM journal WHERE journal = ? AND seq > ? ORDER BY seq LIMIT ?').all(journal, after, limit + 1) as unknown as { seq: number; body: string }[]
  return ok({ events: rows.slice(0, limit).map((row) => ({ seq: row.seq, body: decodeBody(row.body) })), more: rows.length > limit })
}
