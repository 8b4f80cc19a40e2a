import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** The last answer to each question, kept on this machine for when the store that was asked cannot be reached. */
export interface DeskCopies {
  /** What was kept for this question before is replaced. */
  keep(copy: { readonly question: string; readonly answer: unknown; readonly asOfMs: number }): Promise<Result<null, AppError>>
  /** The answer that is kept was given again. */
  confirm(copy: { readonly question: string; readonly asOfMs: number }): Promise<Result<null, AppError>>
  last(of: { readonly question: string }): Promise<Result<{ readonly answer: unknown; readonly asOfMs: number } | undefined, AppError>>
}
