import type { AwsCredentials } from '#electron/ports/credentials'
import type { SsoAccount } from '#electron/ports/sso'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { browserAttemptMs, clockRemark } from '#shared/session/expiry'
import { isSignedIn, type FailedAttempt } from '#shared/session/session-state'
import type { SessionView } from '#shared/session/session-view'
import type { SignOutReport } from '#shared/session/sign-out-report'
import type { SignInMethod } from '#shared/session/sso-session'
import { createAssignments } from './assignments'
import type { AttemptContext, AttemptResult, SignedIn } from './attempt'
import { signInByBrowser } from './browser-flow'
import { signInByDeviceCode } from './device-flow'
import { createPortalCalls } from './portal-calls'
import { createRegistrations } from './registrations'
import { createRoleKeys } from './role-keys'
import type { SessionParts } from './session-parts'
import { signOut } from './sign-out'
import { createTokenKeeper } from './token-keeper'

/** One Identity Center: its attempts to sign in, its tokens, its keys. */
export interface SignInSession {
  view(): SessionView
  restore(): Promise<void>
  /** Begins an attempt; a running one is replaced. Its id. */
  start(method: SignInMethod): string
  cancel(): void
  /** Opens the attempt's page in the browser again. */
  openPage(): Promise<Result<void, AppError>>
  signOut(): Promise<SignOutReport>
  accounts(): Promise<Result<readonly SsoAccount[], AppError>>
  roles(accountId: string): Promise<Result<readonly string[], AppError>>
  credentials(accountId: string, role: string): Promise<Result<AwsCredentials, AppError>>
  dropCredentials(accountId: string, role: string): void
  resumed(): void
  stop(): void
}

interface Running {
  readonly id: string
  page?: string
  end(failure: FailedAttempt): void
}

export function createSignInSession(given: SessionParts, state: () => SessionView['state'], isVisible: (accountId: string) => boolean): SignInSession {
  const parts: SessionParts = {
    ...given,
    apply: (event) => {
      given.apply(event)
      // Hundreds may wait for their turn at the portal: they hear of the end now, not one by one.
      if (event.kind === 'ended') calls.stop()
    },
  }
  const { session, store, clock, awsTime, ids, logger } = parts
  const registrations = createRegistrations(parts)
  const keeper = createTokenKeeper(parts, registrations)
  const calls = createPortalCalls(parts, keeper)
  const roleKeys = createRoleKeys(parts, calls, isVisible)
  const assignments = createAssignments(parts, calls)
  let running: Running | undefined

  const failure = (outcome: FailedAttempt['outcome'], message: string): FailedAttempt => ({ outcome, message, atMs: clock.nowMs() })

  function begin(method: SignInMethod): string {
    running?.end(failure('cancelled', 'Another sign-in was started.'))
    const id = ids.next()
    const abort = new AbortController()
    let cancelTimer = (): void => undefined
    const attempt: Running = {
      id,
      end: (why) => {
        if (running !== attempt) return
        running = undefined
        cancelTimer()
        abort.abort()
        logger.info('attempt to sign in ended', { session: session.name, method, outcome: why.outcome })
        parts.apply({ kind: 'attemptFailed', attemptId: id, failure: why })
      },
    }
    const endAt = (atMs: number): void => {
      cancelTimer()
      cancelTimer = parts.timers.after(atMs - clock.nowMs(), `end of the attempt for ${session.name}`, () => attempt.end(failure('timedOut', 'The sign-in was not confirmed in time. Start it again.')))
    }
    running = attempt
    const [atMs, expiresAtMs] = [clock.nowMs(), clock.nowMs() + browserAttemptMs]
    parts.apply({ kind: 'attemptStarted', attemptId: id, method, atMs, expiresAtMs })
    endAt(expiresAtMs)
    const context: AttemptContext = { id, parts, registrations, signal: abort.signal, endAt, showPage: (url) => (attempt.page = url) }
    void flows[method](context).then((result) => finish(attempt, result, cancelTimer))
    return id
  }

  async function finish(attempt: Running, result: AttemptResult, cancelTimer: () => void): Promise<void> {
    if (!result.ok) return attempt.end({ ...result.error, atMs: clock.nowMs() })
    if (running !== attempt) {
      // Cancelled in the same moment: what was signed in is signed out again.
      void parts.portal.logout(result.value.tokens.accessToken, new AbortController().signal)
      return
    }
    running = undefined
    cancelTimer()
    await signedIn(attempt.id, result.value)
  }

  async function signedIn(attemptId: string, { method, clientId, tokens }: SignedIn): Promise<void> {
    const sinceMs = Math.round(awsTime.nowMs())
    const expiresAtMs = sinceMs + tokens.expiresInMs
    // Another person may have signed in: nothing of the one before is used any more.
    assignments.forget()
    roleKeys.forget()
    const { expiresInMs: _life, ...secrets } = tokens
    const kept = keeper.adopt({ method, clientId, ...secrets, issuedAtMs: sinceMs, expiresAtMs, signedInAtMs: sinceMs })
    parts.apply({ kind: 'signedIn', attemptId, sinceMs, expiresAtMs, renewable: tokens.refreshToken !== undefined })
    logger.info('signed in', { session: session.name, method, expiresAtMs })
    await kept
  }

  return {
    view: () => {
      const [keeping, clockOffsetMs, current] = [store.keeping(), awsTime.offsetMs(), state()]
      const remarks = [clockRemark(clockOffsetMs), isSignedIn(current) && keeping.kind === 'memory' ? keeping.message : undefined]
      return { ...session, state: current, keeping, ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }), remarks: remarks.filter((remark) => remark !== undefined) }
    },
    restore: () => keeper.restore(),
    start: begin,
    cancel: () => running?.end(failure('cancelled', 'The sign-in was cancelled.')),
    openPage: async () => (running?.page === undefined ? err(appError('conflict', 'No sign-in is waiting for the browser. Start one.')) : parts.browser.open(running.page)),
    signOut: async () => {
      running?.end(failure('cancelled', 'Signed out.'))
      const token = keeper.forget()
      calls.stop()
      assignments.forget()
      const forgotten = roleKeys.forget()
      parts.apply({ kind: 'signedOut' })
      return signOut(parts, token, forgotten)
    },
    accounts: () => assignments.accounts(),
    roles: (accountId) => assignments.roles(accountId),
    credentials: (accountId, role) => roleKeys.keys(accountId, role),
    dropCredentials: (accountId, role) => roleKeys.drop(accountId, role),
    resumed: () => keeper.resumed(),
    stop: () => {
      running?.end(failure('cancelled', 'Watchfloor is closing.'))
      keeper.forget()
      calls.stop()
      roleKeys.forget()
      parts.oidc.close()
      parts.portal.close()
    },
  }
}

const flows = { browser: signInByBrowser, deviceCode: signInByDeviceCode } as const satisfies Record<SignInMethod, (context: AttemptContext) => Promise<AttemptResult>>
