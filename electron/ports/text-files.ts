import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Files that the operator asks for: where they go is asked in the system's dialog, and nothing else is ever written. */
export interface TextFiles {
  /** The path that was written; null: the operator cancelled. */
  save(file: { readonly title: string; readonly name: string; readonly extension: string; readonly text: string | Uint8Array }): Promise<Result<string | null, AppError>>
}
