import type { AppError, AppErrorKind } from '#shared/kernel/app-error'
import type { Capability } from '#shared/session/capabilities'
import type { LockReason } from '#shared/session/lock'
import type { SessionState } from '#shared/session/session-state'
import type { Keeping, KeychainTrouble, SessionView } from '#shared/session/session-view'
import type { SignOutStep } from '#shared/session/sign-out-report'
import { formatClock } from './time'

/** Where a session stands, in a few words for the status bar: `signed in until 17:40`. */
export function sessionWords(state: SessionState, nowMs: number): string {
  switch (state.kind) {
    case 'signedOut':
      return 'signed out'
    case 'awaitingBrowser':
      return 'waiting for the browser'
    case 'awaitingCode':
      return 'waiting for the code'
    case 'active':
      return state.renewable ? `signed in, renewed before ${formatClock(state.expiresAtMs, nowMs)}` : `signed in until ${formatClock(state.expiresAtMs, nowMs)}`
    case 'refreshing':
      return `renewing, keys good until ${formatClock(state.expiresAtMs, nowMs)}`
    case 'offline':
      return `offline, keys good until ${formatClock(state.expiresAtMs, nowMs)}`
    case 'expired':
      return 'sign-in ended'
  }
}

const troubleWords: Record<KeychainTrouble, string> = {
  notInstalled: 'no keychain here',
  noService: 'no keychain here',
  locked: 'the keychain is locked',
  refused: 'the keychain refused',
  timedOut: 'the keychain does not answer',
  failed: 'the keychain failed',
}

/** Nothing when the keychain holds it, as it should. */
export const keepingWords = (keeping: Keeping): string => (keeping.kind === 'keychain' ? '' : `kept in memory only: ${troubleWords[keeping.why]}`)

/** `operator and approver`; who may do neither is a reader. */
export function capabilityWords(held: readonly Capability[]): string {
  const words = [...(held.includes('operate') ? ['operator'] : []), ...(held.includes('approve') ? ['approver'] : [])]
  return words.length === 0 ? 'reader' : words.join(' and ')
}

/** Why the last attempt came to nothing, when the operator is not to blame for it. */
export function attemptWords({ state }: Pick<SessionView, 'state'>): string | undefined {
  if (!('lastAttempt' in state) || state.lastAttempt === undefined) return undefined
  const { outcome, message } = state.lastAttempt
  return outcome === 'cancelled' ? undefined : message
}

interface Cure {
  readonly title: string
  readonly cure: string
}

/** Being signed out (401), not being allowed to (403) and being too fast (429) have different cures. */
const cures: Partial<Record<AppErrorKind, Cure>> = {
  expired: { title: 'There is no valid sign-in', cure: 'Sign in again; nothing else is lost.' },
  denied: { title: 'You are signed in, but this is not assigned to you', cure: 'Signing in again does not help: ask who administers Identity Center for the assignment.' },
  throttled: { title: 'AWS asked us to slow down', cure: 'You are still signed in. Wait half a minute, then try again.' },
  unreachable: { title: 'Identity Center could not be reached', cure: 'Check the network and the start URL, then try again.' },
  timeout: { title: 'There was no answer in time', cure: 'Check the network, then try again.' },
  serverFault: { title: 'AWS failed', cure: 'This passes by itself as a rule: try again in a minute.' },
  cancelled: { title: 'Cancelled', cure: 'Nothing was changed.' },
  invalidInput: { title: 'This cannot be used', cure: 'Correct what is named and go on.' },
}

export const cureOf = ({ kind }: AppError): Cure => cures[kind] ?? { title: 'This could not be done', cure: 'Try again; if it stays so, copy the words for support.' }

export const lockReasonWords: Record<LockReason, string> = {
  idle: 'Nobody used the keyboard or the mouse for a while.',
  system: 'The computer was locked.',
  operator: 'You locked it.',
}

export const signOutWords: Record<SignOutStep['what'], string> = { portal: 'Identity Center', keychain: 'Keychain', memory: 'Memory' }
