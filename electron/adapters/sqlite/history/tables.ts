import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'

/** "Until" of what lasts: larger than any time, exact as a number. */
export const lasting = Number.MAX_SAFE_INTEGER

/** Statements by their text, prepared when first used. */
export type Statements = (sql: string) => StatementSyncInstance

export function preparing(db: DatabaseSyncInstance): Statements {
  const prepared = new Map<string, StatementSyncInstance>()
  return (sql) => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = db.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
}

/** All of `work`, or nothing of it. */
export function inTransaction<T>(db: DatabaseSyncInstance, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (cause) {
    // A full disk may have ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK')
    throw cause
  }
}

/** Bodies are written by this code alone, so that what is read has the shape that was written. */
export const bodyOf = <T>(row: { readonly body: string }): T => JSON.parse(row.body) as T
