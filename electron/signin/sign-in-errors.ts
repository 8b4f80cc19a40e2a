import type { SsoFailure, SsoFailureKind } from '#electron/ports/sso'
import { appError, type AppError, type AppErrorKind } from '#shared/kernel/app-error'
import type { SsoSession } from '#shared/session/sso-session'

export const notSignedIn = (session: SsoSession): AppError => appError('expired', `Nobody is signed in to "${session.name}". Sign in.`)

export const sessionEnded = (message: string): AppError => appError('expired', message)

/** A failure that ends no session and is no question of rights: for the callers above the portal. */
export function toAppError(failure: SsoFailure, at: string, message: string = failure.message): AppError {
  return appError(kindOf[failure.kind], message, { at, ...(failure.code === undefined ? {} : { code: failure.code }) })
}

const kindOf: Readonly<Record<SsoFailureKind, AppErrorKind>> = {
  authorizationPending: 'conflict',
  slowDown: 'throttled',
  codeExpired: 'expired',
  grantRefused: 'expired',
  accessDenied: 'denied',
  clientRefused: 'expired',
  tokenRefused: 'expired',
  noAssignment: 'denied',
  throttled: 'throttled',
  unreachable: 'unreachable',
  timeout: 'timeout',
  serverFault: 'serverFault',
  unreadableReply: 'unreadableReply',
  requestRefused: 'invalidInput',
  cancelled: 'cancelled',
}
