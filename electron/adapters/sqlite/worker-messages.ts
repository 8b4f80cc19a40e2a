import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { LocalDatabaseOptions } from './local-database'
import type { DatabaseFile } from './open-database'

/** What main and a database's worker say to each other: one message a call, one an answer. */
export type DatabaseWorkerData = { readonly kind: 'source'; readonly options: LocalDatabaseOptions } | { readonly kind: 'desk' | 'audit'; readonly options: DatabaseFile }

export type ToDatabaseWorker = { readonly kind: 'call'; readonly id: number; readonly store: string; readonly method: string; readonly input: unknown } | { readonly kind: 'close' }

export type FromDatabaseWorker =
  | { readonly kind: 'opened'; readonly setAside?: string }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, AppError> }
  | { readonly kind: 'closed' }
