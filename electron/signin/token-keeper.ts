import type { SsoFailure, SsoFailureKind } from '#electron/ports/sso'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { refreshAtMs, retryRefreshAfterMs } from '#shared/session/expiry'
import type { Secret } from '#shared/session/secret'
import { absentWords, readTokens, writeTokens, type StoredTokens } from '#shared/session/stored-session'
import type { Registrations } from './registrations'
import { tokensKey, type SessionParts } from './session-parts'
import { notSignedIn, sessionEnded } from './sign-in-errors'

/**
 * The access token of one session, always a usable one while the session lives.
 *
 * 1. One refresh at a time, however many ask; it begins early, by timer, by demand or by `resumed`.
 * 2. `expiresAt` is a hint: a token that the portal refused is not handed out again, and a refresh is tried before anything is given up.
 * 3. Only Identity Center's refusal ends a session. No network, slow down, its own fault: tried again until it answers.
 * 4. Before giving up, the keychain is read again: another window or the command line may have renewed the same sign-in.
 */
export interface TokenKeeper {
  /** Reads what the keychain has kept. */
  restore(): Promise<void>
  adopt(tokens: StoredTokens): Promise<void>
  token(): Promise<Result<Secret, AppError>>
  /** The portal answered 401 to this token: another one, or the reason why there is none. */
  replace(refused: Secret): Promise<Result<Secret, AppError>>
  /** The session is over: the portal refuses even a new token. */
  end(message: string): void
  /** The computer woke up, or the network came back. */
  resumed(): void
  /** Forgets everything at once; answers the token that was in use. */
  forget(): Secret | undefined
}

/** A sign-in that is about to end is answered with tokens of no length: they must not be renewed in a circle. */
const shortestWaitMs = 5 * secondMs

/** What only a new sign-in can cure. */
const ending: ReadonlySet<SsoFailureKind> = new Set(['grantRefused', 'codeExpired', 'accessDenied', 'clientRefused', 'requestRefused'])

export function createTokenKeeper(parts: SessionParts, registrations: Registrations): TokenKeeper {
  const { session, store, oidc, awsTime, clock, timers, ids, logger } = parts
  let held: Held | undefined
  let inFlight: Promise<Result<Secret, AppError>> | undefined
  let abort = new AbortController()
  let cancelTimer = (): void => undefined
  let failures = 0
  let waiting: { readonly untilMs: number; readonly error: AppError } | undefined
  let endedWith: string | undefined

  const hold = (tokens: StoredTokens, leastMs = 0): void => {
    failures = 0
    waiting = undefined
    endedWith = undefined
    held = { tokens, refreshAtMs: refreshAtMs(tokens, ids.random()), refused: false }
    const dueAtMs = tokens.refreshToken === undefined ? tokens.expiresAtMs : held.refreshAtMs
    wakeIn(Math.max(leastMs, dueAtMs - awsTime.nowMs()))
  }
  const wakeIn = (delayMs: number): void => {
    cancelTimer()
    cancelTimer = timers.after(Math.max(0, delayMs), `refresh of ${session.name}`, () => void refresh())
  }
  const drop = (): void => {
    cancelTimer()
    abort.abort()
    abort = new AbortController()
    held = undefined
    inFlight = undefined
    waiting = undefined
  }
  const end = (message: string): void => {
    if (held === undefined) return
    drop()
    endedWith = message
    void store.remove(tokensKey(session))
    logger.warn('session ended', { session: session.name })
    parts.apply({ kind: 'ended', atMs: clock.nowMs(), message })
  }
  const absent = (): Result<never, AppError> => err(endedWith === undefined ? notSignedIn(session) : sessionEnded(endedWith))

  /** By demand: hundreds may ask while the network is away, and must not become hundreds of tries. */
  const refreshUnlessWaiting = async (): Promise<Result<Secret, AppError>> =>
    inFlight === undefined && waiting !== undefined && clock.nowMs() < waiting.untilMs ? err(waiting.error) : refresh()

  const refresh = (): Promise<Result<Secret, AppError>> => {
    if (inFlight !== undefined) return inFlight
    if (held === undefined) return Promise.resolve(absent())
    const attempt = renew(held).finally(() => {
      if (inFlight === attempt) inFlight = undefined
    })
    inFlight = attempt
    return attempt
  }

  async function renew(before: Held): Promise<Result<Secret, AppError>> {
    const { tokens } = before
    const { signal } = abort
    if (tokens.refreshToken === undefined) return giveUp(before, 'The sign-in has ended and cannot be renewed. Sign in again.')
    parts.apply({ kind: 'refreshStarted' })
    const registration = await registrations.find(tokens.method, tokens.clientId)
    if (held !== before) return current()
    if (registration === undefined) return giveUp(before, 'The sign-in cannot be renewed, because its registration is not in the keychain any more. Sign in again.')
    const reply = await oidc.createToken(registration, { kind: 'refresh', refreshToken: tokens.refreshToken }, signal)
    awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
    if (held !== before) return current()
    if (!reply.ok) return failed(before, reply.error)
    const { accessToken, refreshToken = tokens.refreshToken, expiresInMs } = reply.value.value
    const issuedAtMs = Math.round(awsTime.nowMs())
    await renewed({ ...tokens, accessToken, refreshToken, issuedAtMs, expiresAtMs: issuedAtMs + expiresInMs })
    return current()
  }

  async function renewed(tokens: StoredTokens): Promise<void> {
    hold(tokens, shortestWaitMs)
    parts.apply({ kind: 'refreshed', expiresAtMs: tokens.expiresAtMs, renewable: tokens.refreshToken !== undefined })
    await store.save(tokensKey(session), writeTokens(tokens, session))
  }

  async function failed(before: Held, failure: SsoFailure): Promise<Result<Secret, AppError>> {
    if (!ending.has(failure.kind)) return tryLater(failure)
    if (failure.kind === 'clientRefused') registrations.forget(before.tokens.method)
    return giveUp(before, failure.message)
  }

  function tryLater(failure: SsoFailure): Result<Secret, AppError> {
    failures++
    const waitMs = Math.max(failure.retryAfterMs ?? 0, retryRefreshAfterMs(failures, ids.random()))
    const error = appError('unreachable', failure.message)
    waiting = { untilMs: clock.nowMs() + waitMs, error }
    wakeIn(waitMs)
    parts.apply({ kind: 'refreshFailed', atMs: clock.nowMs(), nextTryAtMs: clock.nowMs() + waitMs, message: failure.message })
    logger.warn('refresh failed, tried again', { session: session.name, kind: failure.kind, waitMs: Math.round(waitMs) })
    return err(error)
  }

  async function giveUp(before: Held, message: string): Promise<Result<Secret, AppError>> {
    const kept = await readKept()
    if (held !== before) return current()
    if (kept.tokens !== undefined && !kept.tokens.accessToken.equals(before.tokens.accessToken)) {
      hold(kept.tokens)
      parts.apply({ kind: 'refreshed', expiresAtMs: kept.tokens.expiresAtMs, renewable: kept.tokens.refreshToken !== undefined })
      return current()
    }
    end(message)
    return absent()
  }

  const current = (): Result<Secret, AppError> => (held === undefined ? absent() : ok(held.tokens.accessToken))

  async function readKept(): Promise<{ readonly tokens?: StoredTokens; readonly remark?: string }> {
    const entry = await store.load(tokensKey(session))
    if (!entry.ok) return { remark: entry.error.kind === 'damaged' ? absentWords('unreadable') : entry.error.message }
    if (entry.value === undefined) return {}
    const read = readTokens(entry.value, session)
    return read.ok ? { tokens: read.value } : { remark: absentWords(read.error) }
  }

  return {
    restore: async () => {
      if (held !== undefined) return
      const { tokens, remark } = await readKept()
      if (held !== undefined) return
      if (remark !== undefined) parts.apply({ kind: 'notRestored', remark })
      if (tokens === undefined) return
      parts.apply({ kind: 'restored', sinceMs: tokens.signedInAtMs, expiresAtMs: tokens.expiresAtMs, renewable: tokens.refreshToken !== undefined })
      hold(tokens)
    },
    adopt: async (tokens) => {
      drop()
      hold(tokens)
      await store.save(tokensKey(session), writeTokens(tokens, session))
    },
    token: async () => {
      if (held === undefined) return absent()
      const nowMs = awsTime.nowMs()
      if (held.refused || nowMs >= held.tokens.expiresAtMs) return refreshUnlessWaiting()
      if (nowMs >= held.refreshAtMs && held.tokens.refreshToken !== undefined) void refreshUnlessWaiting()
      return current()
    },
    replace: async (refused) => {
      if (held === undefined) return absent()
      if (!held.tokens.accessToken.equals(refused)) return current()
      held.refused = true
      return refreshUnlessWaiting()
    },
    end,
    resumed: () => {
      if (held === undefined) return
      const dueAtMs = held.tokens.refreshToken === undefined ? held.tokens.expiresAtMs : held.refreshAtMs
      if (waiting !== undefined || awsTime.nowMs() >= dueAtMs) void refresh()
      // Timers stood still while the computer slept.
      else wakeIn(dueAtMs - awsTime.nowMs())
    },
    forget: () => {
      const token = held?.tokens.accessToken
      drop()
      endedWith = undefined
      return token
    },
  }
}

interface Held {
  readonly tokens: StoredTokens
  readonly refreshAtMs: number
  /** The portal does not accept the access token, whatever its expiry says. */
  refused: boolean
}
