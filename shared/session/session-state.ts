/**
 * Where one sign-in session stands. This is all that the renderer and the logs ever see of it.
 *
 * 1. Nothing here is secret: no token, no device code, no client secret. `userCode` is meant to be read by the operator.
 * 2. An attempt is laid over what was before (`returnTo`): cancelling it, or its failure, changes nothing else.
 * 3. Only `ended` makes a session `expired`; a network that fails makes it `offline`, and it goes on by itself.
 */
export type SessionState = SettledState | AttemptState
export type SettledState = SignedOut | Active | Refreshing | Offline | Expired
export type AttemptState = AwaitingBrowser | AwaitingCode
/** Signed in: role credentials can be had, or could until a moment ago. */
export type SignedInState = Active | Refreshing | Offline

interface Settled {
  /** Why the last attempt to sign in came to nothing; gone with the next one. */
  readonly lastAttempt?: FailedAttempt
}

export interface FailedAttempt {
  readonly outcome: 'cancelled' | 'denied' | 'timedOut' | 'failed'
  readonly atMs: number
  readonly message: string
}

export interface SignedOut extends Settled {
  readonly kind: 'signedOut'
  /** Why a kept sign-in could not be used, when there was one. */
  readonly remark?: string
}

export interface Lifetime {
  readonly sinceMs: number
  /** When the access token ends, in AWS time. A hint: AWS may end it sooner. */
  readonly expiresAtMs: number
  /** Whether it is renewed by itself; otherwise it ends at `expiresAtMs`. */
  readonly renewable: boolean
}

export interface Active extends Settled, Lifetime {
  readonly kind: 'active'
}

export interface Refreshing extends Settled, Lifetime {
  readonly kind: 'refreshing'
}

export interface Offline extends Settled, Lifetime {
  readonly kind: 'offline'
  readonly offlineSinceMs: number
  readonly nextTryAtMs: number
  readonly message: string
}

export interface Expired extends Settled {
  readonly kind: 'expired'
  readonly endedAtMs: number
  readonly message: string
}

interface Attempt {
  readonly attemptId: string
  readonly startedAtMs: number
  readonly expiresAtMs: number
  readonly returnTo: SettledState
}

export interface AwaitingBrowser extends Attempt {
  readonly kind: 'awaitingBrowser'
}

export interface AwaitingCode extends Attempt {
  readonly kind: 'awaitingCode'
  /** Absent for the moment until AWS has issued it. */
  readonly code?: DeviceCodePrompt
}

/** What the operator types, and where. */
export interface DeviceCodePrompt {
  readonly userCode: string
  readonly verificationUri: string
}

export const signedOut: SignedOut = { kind: 'signedOut' }

export const isAttempt = (state: SessionState): state is AttemptState => state.kind === 'awaitingBrowser' || state.kind === 'awaitingCode'

/** The state without the attempt laid over it. */
export const settledOf = (state: SessionState): SettledState => (isAttempt(state) ? state.returnTo : state)

export function isSignedIn(state: SessionState): boolean {
  const { kind } = settledOf(state)
  return kind === 'active' || kind === 'refreshing' || kind === 'offline'
}
