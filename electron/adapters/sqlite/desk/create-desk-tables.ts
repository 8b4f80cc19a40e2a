import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { checkNames, encodeBodies } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { inTransaction, preparing } from '../history/tables'
import { deskWords, toAppError } from '../sqlite-error'
import type { DeskTables } from './desk-tables'
import { appendEvents, readJournal } from './journals'
import { acquireLease, readLease, releaseLease, renewLease } from './leases'
import { putRecord, readRecord, readRecords } from './records'
import { keepStatement, readStatements } from './statements'

export interface DeskTablesOptions {
  readonly db: DatabaseSyncInstance
  /** For words about failures. */
  readonly file: string
}

/** The desk over an open database, in the thread that calls it. A write is one transaction: what it expects is compared inside. */
export function createDeskTables({ db, file }: DeskTablesOptions): DeskTables {
  const sql = preparing(db)
  const guarded = async <T>(work: () => Result<T, AppError>): Promise<Result<T, AppError>> => {
    try {
      return work()
    } catch (cause) {
      return err(toAppError(cause, file, deskWords))
    }
  }
  const written = <T>(work: () => Result<T, AppError>): Promise<Result<T, AppError>> => guarded(() => inTransaction(db, work))
  const encoded = <T>(names: Parameters<typeof checkNames>[0], bodies: readonly unknown[], write: (texts: readonly string[]) => Result<T, AppError>): Promise<Result<T, AppError>> => {
    const named = checkNames(names)
    const texts = named.ok ? encodeBodies(bodies) : named
    return texts.ok ? written(() => write(texts.value)) : Promise.resolve(texts)
  }
  return {
    record: (at) => guarded(() => readRecord(sql, at)),
    records: ({ kind }) => guarded(() => readRecords(sql, kind)),
    put: (write) => encoded({ kinds: [write.kind], names: [write.id, write.writeId] }, [write.body], ([text = '']) => putRecord(sql, write, text)),
    say: (statement) => encoded({ kinds: [statement.kind], names: [statement.by, statement.subject, statement.id] }, [statement.body], ([text = '']) => keepStatement(sql, statement, text)),
    said: (about) => guarded(() => readStatements(sql, about)),
    lease: ({ name }) => guarded(() => readLease(sql, name)),
    acquire: (wish) => encoded({ names: [wish.name, wish.holder] }, [], () => acquireLease(sql, wish)),
    renew: (wish) => written(() => renewLease(sql, wish)),
    release: (held) => written(() => releaseLease(sql, held)),
    append: (write) => encoded({ names: [write.journal, write.writeId] }, write.events, (texts) => appendEvents(sql, write, texts)),
    journal: (from) => guarded(() => readJournal(sql, from)),
  }
}
