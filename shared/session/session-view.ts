import type { SessionState } from './session-state'
import type { SsoSession } from './sso-session'

/** One session as the renderer sees it. */
export interface SessionView extends SsoSession {
  readonly state: SessionState
  readonly keeping: Keeping
  /** AWS minus this computer, ms; absent until AWS has answered once. */
  readonly clockOffsetMs?: number
  /** What the operator should know though it needs no act: a wrong clock, a keychain that is not used. */
  readonly remarks: readonly string[]
}

/** Where the sign-in is kept. `memory`: it ends with the program, and `why` says what is wrong with the keychain. */
export type Keeping = { readonly kind: 'keychain' } | { readonly kind: 'memory'; readonly why: KeychainTrouble; readonly message: string }

export type KeychainTrouble = 'notInstalled' | 'noService' | 'locked' | 'refused' | 'timedOut' | 'failed'
