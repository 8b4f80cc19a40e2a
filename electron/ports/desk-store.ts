import type { Statement, StatementKind } from '#shared/desk/statement'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * What a desk shares: plans, runs, notices, grants, and what people said about them.
 *
 * 1. Resolved ok means kept for good: it outlives a killed process, and every console reads it from then on.
 * 2. A write says what it expects to find. When something else is there, nothing is written: `conflict`.
 * 3. A write with a `fence` counts only while nobody has taken the lease since: otherwise `fenced`, refused by the store itself,
 *    whatever this console believes. Who is fenced stops.
 * 4. Every write has a `writeId`, the same when it is repeated. A write that was lost on the way and one that was kept unseen look alike from
 *    here (`offline`, `throttled`): repeating it with its id writes it once, and answers ok if it was there already.
 * 5. Nothing throws. `offline`: the store cannot be reached or does not answer. `expired`: sign in. `denied`: the store refuses
 *    this person. `storageFailed`: this computer's disk. `invalidInput`: it does not fit.
 *
 * Kinds, names and sizes: `shared/desk/store-rules`. Bodies are JSON; what is read is parsed by whoever asks.
 */
export interface DeskStore {
  /** Who speaks through this store: the name under which `say` is kept. */
  whoWrites(): Promise<Result<Writer, AppError>>

  record(at: RecordName): Promise<Reading<DeskRecord | undefined>>
  /** All of a kind, by id. */
  records(of: { readonly kind: string }): Promise<Reading<readonly DeskRecord[]>>
  put(write: RecordWrite): Promise<Result<{ readonly version: number }, AppError>>

  /** In the writer's own name. Said again under its id, it is kept once; something else under the same id is a `conflict`. */
  say(statement: Omit<Statement, 'by'>): Promise<Result<null, AppError>>
  /** What everybody said, by person, subject and id; `subject` left out: all of the kind, as the same list while nobody said more. */
  said(about: { readonly kind: StatementKind; readonly subject?: string }): Promise<Reading<readonly Statement[]>>

  lease(at: { readonly name: string }): Promise<Reading<Lease | undefined>>
  /** `conflict` while another holder's time runs. Every success has a new fence: what was held before is fenced, also by the same holder. */
  acquire(wish: LeaseWish): Promise<Result<Lease, AppError>>
  /** Longer, with the same fence. One that has run out and was not taken can be renewed; `fenced` once it was. */
  renew(wish: LeaseWish & Fence): Promise<Result<Lease, AppError>>
  /** Others need not wait for its end. `fenced`: it was not ours any more. */
  release(held: Fence): Promise<Result<null, AppError>>

  /** All of its events or none, right after event `after`. */
  append(write: JournalWrite): Promise<Result<{ readonly last: number }, AppError>>
  /** In order, without gaps. */
  journal(from: { readonly journal: string; readonly after: number; readonly limit?: number }): Promise<Reading<JournalPage>>
}

export interface Writer {
  readonly person: string
  /** Whether somebody other than this console vouches for the name. */
  readonly vouchedBy: 'aws' | 'nobody'
}

/** What was read, and when it was true. */
export type Reading<T> = Result<{ readonly value: T; readonly asOfMs: number; readonly isCopy: boolean }, AppError>

export interface RecordName {
  readonly kind: string
  readonly id: string
}

export interface DeskRecord extends RecordName {
  /** 1 at first, one more with each write. */
  readonly version: number
  readonly body: unknown
}

export interface RecordWrite extends RecordName {
  /** The version that is there; 0: none yet. */
  readonly expected: number
  readonly body: unknown
  readonly writeId: string
  readonly fence?: Fence
}

/** A lease as somebody held it. Its number only grows. */
export interface Fence {
  readonly name: string
  readonly fence: number
}

export interface LeaseWish {
  readonly name: string
  /** A console while it runs, not a person: another each time that one is started. */
  readonly holder: string
  readonly forMs: number
}

export interface Lease extends Fence {
  readonly holder: string
  /** The store's time; 0: it was given back. */
  readonly untilMs: number
}

export interface JournalWrite {
  readonly journal: string
  /** The last event that is there; 0: none. */
  readonly after: number
  readonly events: readonly unknown[]
  readonly writeId: string
  readonly fence?: Fence
}

export interface JournalPage {
  readonly events: readonly { readonly seq: number; readonly body: unknown }[]
  /** There is more after the last of them. */
  readonly more: boolean
}
