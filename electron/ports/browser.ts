import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** The system's own browser, where the operator's passkeys and single sign-on are. Never a window of ours. */
export interface Browser {
  open(url: string): Promise<Result<void, AppError>>
}
