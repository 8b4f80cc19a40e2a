import type { AppError, InputIssue } from '../kernel/app-error'
import type { Capability } from '../session/capabilities'
import type { OperatorIdentity } from '../session/identity'
import type { LockView } from '../session/lock'
import type { SessionView } from '../session/session-view'
import type { SignOutReport } from '../session/sign-out-report'
import type { SignInMethod, SsoSession } from '../session/sso-session'

/** Signing in, who one is, and the lock, as the window may ask for them. Nothing secret in either direction. */
export interface SessionCommands {
  'session.list': { input: null; output: SessionsView }
  /** Starts an attempt, or goes on with the one under way by the same method; how it goes is told by `session.changed`. */
  'session.signIn': { input: { readonly session: string; readonly method: SignInMethod }; output: { readonly attemptId: string } }
  'session.cancel': { input: SessionName; output: null }
  /** Opens the page of the attempt under way again, in the system's browser. */
  'session.openPage': { input: SessionName; output: null }
  'session.signOut': { input: SessionName; output: SignOutReport }
  'session.accounts': { input: SessionName; output: readonly AssignedAccount[] }
  /** Roles in some accounts: five accounts a second, so ask for those that are looked at. */
  'session.roles': { input: SessionName & { readonly accounts: readonly string[] }; output: readonly AssignedRoles[] }
  /** `~/.aws/config` of this computer, read only. */
  'profiles.list': { input: null; output: AwsConfigView }
  'lock.now': { input: null; output: LockView }
  /** With `signIn` an attempt begins and `lock.changed` tells when it has unlocked; the others answer when it is done. */
  'lock.unlock': { input: UnlockRequest; output: LockView }
}

export interface SessionEvents {
  'session.changed': SessionsView
  'lock.changed': LockView
}

export interface SessionName {
  readonly session: string
}

export type UnlockRequest = { readonly way: 'osPrompt' } | { readonly way: 'confirm' } | { readonly way: 'signIn'; readonly session: string; readonly method: SignInMethod }

export interface SessionsView {
  /** How the watched source signs in; `none` while no source is open. */
  readonly signIn: 'none' | 'training' | 'profile' | 'sso'
  readonly sessions: readonly SessionView[]
  /** The wizard's session, which no fleet file names yet. */
  readonly setup?: SessionView
  /** Who AWS says we are, one for each session (or one for profile and training); empty until it has answered. */
  readonly operators: readonly OperatorIdentity[]
  readonly capabilities: readonly Capability[]
  readonly lock: LockView
  /** Training only: an Identity Center to practise signing in with. */
  readonly practice?: { readonly startUrl: string; readonly region: string; readonly endpoint: string }
}

export interface AssignedAccount {
  readonly id: string
  readonly name: string
  readonly email?: string
}

export interface AssignedRoles {
  readonly account: string
  readonly roles: readonly string[]
  /** Why the roles could not be had; `roles` is then empty. */
  readonly error?: AppError
}

export interface AwsConfigView {
  readonly path: string
  readonly sessions: readonly SsoSession[]
  readonly profiles: readonly { readonly name: string; readonly region?: string; readonly sso?: { readonly session: string; readonly account?: string; readonly role?: string } }[]
  readonly issues: readonly InputIssue[]
}
