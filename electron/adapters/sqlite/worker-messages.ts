import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { LocalDatabaseOptions, LocalStores } from './local-database'

/** What main and the database's worker say to each other: one message a call, one an answer. */
export type DatabaseWorkerData = LocalDatabaseOptions

export type ToDatabaseWorker = { readonly kind: 'call'; readonly id: number; readonly store: keyof LocalStores; readonly method: string; readonly input: unknown } | { readonly kind: 'close' }

export type FromDatabaseWorker =
  | { readonly kind: 'opened'; readonly setAside?: string }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, AppError> }
  | { readonly kind: 'closed' }
