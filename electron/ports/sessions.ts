import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { AssignedAccount, AssignedRoles, SessionsView } from '#shared/ipc/session-contract'
import type { SignOutReport } from '#shared/session/sign-out-report'
import type { SignInMethod } from '#shared/session/sso-session'

/** The sign-in sessions of the watched source, and of the wizard: what the window may see and do of them. Nothing secret leaves. */
export interface Sessions {
  list(): SessionsView
  /** Single-flight: an attempt under way by the same method goes on, its page is opened again. */
  signIn(session: string, method: SignInMethod): Promise<Result<{ readonly attemptId: string }, AppError>>
  cancel(session: string): void
  openPage(session: string): Promise<Result<void, AppError>>
  signOut(session: string): Promise<Result<SignOutReport, AppError>>
  accounts(session: string): Promise<Result<readonly AssignedAccount[], AppError>>
  roles(session: string, accounts: readonly string[]): Promise<Result<readonly AssignedRoles[], AppError>>
}
