import { assertNever } from '../kernel/assert-never'
import type { AttemptEvent, SessionEvent, SettledEvent } from './session-events'
import { isAttempt, settledOf, signedOut, type AttemptState, type FailedAttempt, type Lifetime, type SessionState, type SettledState, type SignedInState } from './session-state'

/** The next state. An event that does not fit the state leaves it as it is: late replies are normal, not faults. */
export function evolveSession(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'attemptStarted':
    case 'codeIssued':
    case 'attemptFailed':
    case 'signedIn':
      return evolveAttempt(state, event)
    case 'signedOut':
      return signedOut
    default: {
      if (!isAttempt(state)) return evolveSettled(state, event)
      const returnTo = evolveSettled(state.returnTo, event)
      return returnTo === state.returnTo ? state : { ...state, returnTo }
    }
  }
}

function evolveAttempt(state: SessionState, event: AttemptEvent): SessionState {
  if (event.kind === 'attemptStarted') return begin(settledOf(state), event)
  if (!isAttempt(state) || state.attemptId !== event.attemptId) return state
  switch (event.kind) {
    case 'codeIssued':
      return state.kind === 'awaitingCode' ? { ...state, code: event.code, expiresAtMs: event.expiresAtMs } : state
    case 'attemptFailed':
      return { ...state.returnTo, lastAttempt: event.failure }
    case 'signedIn':
      return { kind: 'active', ...lifetimeOf(event) }
    default:
      return assertNever(event)
  }
}

function begin(before: SettledState, event: AttemptEvent & { kind: 'attemptStarted' }): AttemptState {
  const returnTo: SettledState = { ...before }
  delete (returnTo as { lastAttempt?: FailedAttempt }).lastAttempt // a fresh copy, not yet seen by anybody
  return { kind: event.method === 'browser' ? 'awaitingBrowser' : 'awaitingCode', attemptId: event.attemptId, startedAtMs: event.atMs, expiresAtMs: event.expiresAtMs, returnTo }
}

function evolveSettled(state: SettledState, event: Exclude<SettledEvent, { kind: 'signedOut' }>): SettledState {
  switch (event.kind) {
    case 'restored':
      return state.kind === 'signedOut' ? { kind: 'active', ...lifetimeOf(event) } : state
    case 'notRestored':
      return state.kind === 'signedOut' ? { ...state, remark: event.remark } : state
    case 'refreshStarted':
      // Offline stays offline until a refresh succeeds: a try must not look like good news.
      return state.kind === 'active' ? { kind: 'refreshing', ...lifetimeOf(state) } : state
    case 'refreshed':
      return isAlive(state) ? { kind: 'active', sinceMs: state.sinceMs, expiresAtMs: event.expiresAtMs, renewable: event.renewable } : state
    case 'refreshFailed':
      return isAlive(state) ? offline(state, event) : state
    case 'ended':
      return isAlive(state) ? { kind: 'expired', endedAtMs: event.atMs, message: event.message } : state
    default:
      return assertNever(event)
  }
}

function offline(state: SignedInState, event: SettledEvent & { kind: 'refreshFailed' }): SettledState {
  const offlineSinceMs = state.kind === 'offline' ? state.offlineSinceMs : event.atMs
  return { kind: 'offline', ...lifetimeOf(state), offlineSinceMs, nextTryAtMs: event.nextTryAtMs, message: event.message }
}

const isAlive = (state: SettledState): state is SignedInState => state.kind === 'active' || state.kind === 'refreshing' || state.kind === 'offline'

const lifetimeOf = ({ sinceMs, expiresAtMs, renewable }: Lifetime): Lifetime => ({ sinceMs, expiresAtMs, renewable })
