import type { DeskRecord, RecordName, RecordWrite } from '#electron/ports/desk-store'
import { decodeBody } from '#shared/desk/store-rules'
import { conflict, fenced } from '#shared/desk/store-failures'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Statements } from '../history/tables'
import { isHeld } from './leases'

interface Row {
  readonly id: string
  readonly version: number
  readonly write_id: string
  readonly body: string
}

const toRecord = (kind: string, row: Row): DeskRecord => ({ kind, id: row.id, version: row.version, body: decodeBody(row.body) })

const rowOf = (sql: Statements, { kind, id }: RecordName): Row | undefined => sql('SELECT id, version, write_id, body FROM record WHERE kind = ? AND id = ?').get(kind, id) as Row | undefined

export function readRecord(sql: Statements, at: RecordName): Result<DeskRecord | undefined, AppError> {
  const row = rowOf(sql, at)
  return ok(row === undefined ? undefined : toRecord(at.kind, row))
}

export function readRecords(sql: Statements, kind: string): Result<readonly DeskRecord[], AppError> {
  const rows = sql('SELECT id, version, write_id, body FROM record WHERE kind = ? ORDER BY id').all(kind) as unknown as Row[]
  return ok(rows.map((row) => toRecord(kind, row)))
}

export function putRecord(sql: Statements, write: RecordWrite, body: string): Result<{ readonly version: number }, AppError> {
  const { kind, id, expected, writeId, fence } = write
  const there = rowOf(sql, write)
  const version = expected + 1
  // Kept before, and the answer lost: that it was fenced since does not undo it.
  if (there?.version === version && there.write_id === writeId) return ok({ version })
  if (fence !== undefined && !isHeld(sql, fence)) return err(fenced(`${kind}/${id}`))
  if ((there?.version ?? 0) !== expected) return err(conflict(`${kind}/${id}`))
  sql('INSERT INTO record (kind, id, version, write_id, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, write_id = excluded.write_id, body = excluded.body').run(kind, id, version, writeId, body)
  return ok({ version })
}
