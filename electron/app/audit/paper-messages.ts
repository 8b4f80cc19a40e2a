import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { AuditPaper, WrittenPaper } from '#electron/ports/audit-files'

/** What main and the worker that writes one file of a trail say to each other. */
export interface PaperWorkerData {
  /** The trail's database. */
  readonly trail: string
  readonly paper: AuditPaper
  readonly file: string
  /** The name under which the file grows. */
  readonly partial: string
}

export type ToPaperWorker = { readonly kind: 'stop' }
export type FromPaperWorker = { readonly kind: 'progress'; readonly percent: number } | { readonly kind: 'ended'; readonly result: Result<WrittenPaper, AppError> }
