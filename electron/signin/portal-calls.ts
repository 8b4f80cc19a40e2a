import type { SsoFailure, SsoReply } from '#electron/ports/sso'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Secret } from '#shared/session/secret'
import { createPortalTurns, type TurnOutcome } from './portal-turns'
import type { SessionParts } from './session-parts'
import { toAppError } from './sign-in-errors'
import type { TokenKeeper } from './token-keeper'

/**
 * Calls of the SSO portal with the session's token.
 *
 * 1. 401: the token is dropped and another one is got, once. If that one is refused too the portal is asked whether it accepts the
 *    session at all; only then the session ends.
 * 2. 403: no assignment. The session is fine, and so is every other account.
 * 3. 429: waits for its turn again; nobody is signed out by it.
 */
export interface PortalCalls {
  ask<T>(call: PortalCall<T>): Promise<Result<T, AppError>>
  /** Ends calls under way and answers those that wait. */
  stop(): void
}

export interface PortalCall<T> {
  readonly operation: string
  /** Lower goes first. */
  readonly urgency: () => number
  readonly request: (token: Secret, signal: AbortSignal) => Promise<SsoReply<T>>
  /** What to say when there is no assignment. */
  readonly denied: string
}

type Heard<T> = { readonly kind: 'answer'; readonly result: Result<T, AppError> } | { readonly kind: 'refused'; readonly token: Secret }

export function createPortalCalls(parts: SessionParts, keeper: TokenKeeper): PortalCalls {
  const { session, portal, awsTime } = parts
  const turns = createPortalTurns(parts)
  let abort = new AbortController()

  async function once<T>(call: PortalCall<T>): Promise<TurnOutcome<Heard<T>>> {
    const { operation, request, denied } = call
    // Taken when the turn comes: the token may have been replaced while waiting.
    const token = await keeper.token()
    if (!token.ok) return { kind: 'done', value: { kind: 'answer', result: token } }
    const reply = await request(token.value, abort.signal)
    awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
    if (reply.ok) return { kind: 'done', value: { kind: 'answer', result: ok(reply.value.value) } }
    const { error } = reply
    if (error.kind === 'cancelled') return { kind: 'done', value: { kind: 'answer', result: err(await whyStopped(call)) } }
    if (error.kind === 'throttled' || error.kind === 'slowDown') return { kind: 'throttled', ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }) }
    if (error.kind === 'tokenRefused') return { kind: 'done', value: { kind: 'refused', token: token.value } }
    return { kind: 'done', value: { kind: 'answer', result: err(toAppError(error, at(operation), wordsOf(error, denied))) } }
  }

  async function heard<T>(call: PortalCall<T>): Promise<Heard<T>> {
    const turn = await turns.take(call.urgency, () => once(call))
    if (turn.kind === 'done') return turn.value
    if (turn.kind === 'stopped') return { kind: 'answer', result: err(await whyStopped(call)) }
    const error = appError('throttled', `Identity Center asks to slow down for "${session.name}". You are still signed in; it is tried again.`)
    return { kind: 'answer', result: err({ ...error, at: at(call.operation) }) }
  }

  /** Calls are dropped when the session ends: that is what the caller has to know. */
  async function whyStopped<T>(call: PortalCall<T>): Promise<AppError> {
    const token = await keeper.token()
    return token.ok ? appError('cancelled', `The question to the portal of "${session.name}" was dropped.`, { at: at(call.operation) }) : token.error
  }

  async function ask<T>(call: PortalCall<T>): Promise<Result<T, AppError>> {
    // Without a session there is nothing to wait for.
    const signedIn = await keeper.token()
    if (!signedIn.ok) return signedIn
    const first = await heard(call)
    if (first.kind === 'answer') return first.result
    const another = await keeper.replace(first.token)
    if (!another.ok) return another
    const second = await heard(call)
    if (second.kind === 'answer') return second.result
    return afterTwoRefusals(call)
  }

  /** A new token was refused: by the portal as a whole, or for this one question? */
  async function afterTwoRefusals<T>(call: PortalCall<T>): Promise<Result<T, AppError>> {
    const proof = await heard({ operation: 'ListAccounts', urgency: call.urgency, denied: '', request: (token, signal) => portal.listAccounts(token, undefined, signal) })
    if (proof.kind === 'refused') {
      keeper.end('The sign-in has ended at Identity Center. Sign in again.')
      const gone = await keeper.token()
      return gone.ok ? err(appError('expired', 'Sign in again.')) : gone
    }
    if (!proof.result.ok) return proof.result
    return err(appError('denied', `${call.denied} (Identity Center refuses this one question, though the sign-in is good.)`, { at: at(call.operation) }))
  }

  const at = (operation: string): string => `sso:${operation} in ${session.name}/${session.region}`

  return {
    ask,
    stop: () => {
      abort.abort()
      abort = new AbortController()
      turns.stop()
    },
  }
}

const wordsOf = (failure: SsoFailure, denied: string): string => (failure.kind === 'noAssignment' ? denied : failure.message)
