import type { DeviceCodePrompt, FailedAttempt, Lifetime } from './session-state'
import type { SignInMethod } from './sso-session'

/** What happens to a session. Attempt events name their attempt: those of an attempt that was replaced change nothing. */
export type SessionEvent = AttemptEvent | SettledEvent

export type AttemptEvent =
  | { readonly kind: 'attemptStarted'; readonly attemptId: string; readonly method: SignInMethod; readonly atMs: number; readonly expiresAtMs: number }
  | { readonly kind: 'codeIssued'; readonly attemptId: string; readonly code: DeviceCodePrompt; readonly expiresAtMs: number }
  | { readonly kind: 'attemptFailed'; readonly attemptId: string; readonly failure: FailedAttempt }
  | ({ readonly kind: 'signedIn'; readonly attemptId: string } & Lifetime)

export type SettledEvent =
  /** Read back from the keychain when the program started. */
  | ({ readonly kind: 'restored' } & Lifetime)
  /** Something was kept, but cannot be used; or the keychain did not answer. */
  | { readonly kind: 'notRestored'; readonly remark: string }
  | { readonly kind: 'refreshStarted' }
  | { readonly kind: 'refreshed'; readonly expiresAtMs: number; readonly renewable: boolean }
  | { readonly kind: 'refreshFailed'; readonly atMs: number; readonly nextTryAtMs: number; readonly message: string }
  | { readonly kind: 'ended'; readonly atMs: number; readonly message: string }
  | { readonly kind: 'signedOut' }
