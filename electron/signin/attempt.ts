import type { IssuedTokens, SsoFailure } from '#electron/ports/sso'
import { err, type Result } from '#shared/kernel/result'
import type { FailedAttempt } from '#shared/session/session-state'
import type { SignInMethod } from '#shared/session/sso-session'
import type { Registrations } from './registrations'
import type { SessionParts } from './session-parts'

/** What one way of signing in needs, and what it tells on the way. */
export interface AttemptContext {
  readonly id: string
  readonly parts: SessionParts
  readonly registrations: Registrations
  /** Aborted when the attempt is cancelled, replaced or over its time. */
  readonly signal: AbortSignal
  /** The page to open in the browser, or to open again. */
  showPage(url: string): void
  /** From now on the attempt ends at this time (of the computer's clock). */
  endAt(atMs: number): void
}

export interface SignedIn {
  readonly method: SignInMethod
  readonly clientId: string
  readonly tokens: IssuedTokens
}

export type AttemptResult = Result<SignedIn, AttemptFailure>
export type AttemptFailure = Pick<FailedAttempt, 'outcome' | 'message'>

export const failAttempt = (outcome: FailedAttempt['outcome'], message: string): AttemptResult => err({ outcome, message })

export function failureOf(failure: SsoFailure): AttemptResult {
  if (failure.kind === 'accessDenied') return failAttempt('denied', failure.message)
  if (failure.kind === 'codeExpired') return failAttempt('timedOut', failure.message)
  return failAttempt('failed', failure.message)
}

/** Only web pages over TLS, or on this computer: an address of another kind could start a program. */
export function isPageAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname))
}

export const unsafePage = failAttempt('failed', 'Identity Center named a page that is not a web page over TLS. It was not opened; check start URL and Region.')
