import type { DeskRecord, Fence, JournalPage, JournalWrite, Lease, LeaseWish, RecordName, RecordWrite } from '#electron/ports/desk-store'
import type { Statement, StatementKind } from '#shared/desk/statement'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { SaidSince } from './statements'

/**
 * The desk's tables, one input a method, so that a worker can be asked: who writes and what time it is come with the question.
 * `ports/desk-store.ts` says what each means.
 */
export interface DeskTables {
  record(at: RecordName): Promise<Result<DeskRecord | undefined, AppError>>
  records(of: { readonly kind: string }): Promise<Result<readonly DeskRecord[], AppError>>
  put(write: RecordWrite): Promise<Result<{ readonly version: number }, AppError>>
  say(statement: Statement): Promise<Result<null, AppError>>
  /** `mark`: of an answer that is kept; the reply leaves it out of what it brings, if it still holds. */
  said(about: { readonly kind: StatementKind; readonly subject?: string; readonly mark?: string }): Promise<Result<SaidSince, AppError>>
  lease(at: { readonly name: string }): Promise<Result<Lease | undefined, AppError>>
  acquire(wish: LeaseWish & AtTime): Promise<Result<Lease, AppError>>
  renew(wish: LeaseWish & Fence & AtTime): Promise<Result<Lease, AppError>>
  release(held: Fence): Promise<Result<null, AppError>>
  append(write: JournalWrite): Promise<Result<{ readonly last: number }, AppError>>
  journal(from: { readonly journal: string; readonly after: number; readonly limit?: number }): Promise<Result<JournalPage, AppError>>
}

export interface AtTime {
  readonly nowMs: number
}
