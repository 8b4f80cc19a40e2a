import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Files that the operator asks for: where they go is asked in the system's dialog, and nothing else is ever written. */
export interface TextFiles {
  /** Where a file is to go that is written piece by piece; null: the operator cancelled. */
  choose(file: { readonly title: string; readonly name: string; readonly extension: string }): Promise<string | null>
  /** The path that was written; null: the operator cancelled. */
  save(file: { readonly title: string; readonly name: string; readonly extension: string; readonly text: string | Uint8Array }): Promise<Result<string | null, AppError>>
}
