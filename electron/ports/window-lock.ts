import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { UnlockRequest } from '#shared/ipc/session-contract'
import type { LockView } from '#shared/session/lock'

/** The window's cover. */
export interface WindowLock {
  view(): LockView
  lockNow(): LockView
  unlock(request: UnlockRequest): Promise<Result<LockView, AppError>>
}
