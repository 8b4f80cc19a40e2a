import type { Browser } from '#electron/ports/browser'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { AwsCredentials } from '#electron/ports/credentials'
import type { Logger } from '#electron/ports/logger'
import type { SecretStore } from '#electron/ports/secret-store'
import type { OpenOidc, OpenPortal, SsoAccount } from '#electron/ports/sso'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { evolveSession } from '#shared/session/evolve-session'
import { signedOut, type SessionState } from '#shared/session/session-state'
import type { SessionView } from '#shared/session/session-view'
import type { SignOutReport } from '#shared/session/sign-out-report'
import type { SignInMethod, SsoSession } from '#shared/session/sso-session'
import { createAwsTime } from './aws-time'
import { createSignInSession, type SignInSession } from './sign-in-session'

export interface SignInOptions {
  readonly sessions: readonly SsoSession[]
  readonly store: SecretStore
  readonly browser: Browser
  readonly oidc: OpenOidc
  readonly portal: OpenPortal
  /** The product's time: real, or training's. */
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
}

/**
 * Signing in with IAM Identity Center: every session of the desk, side by side.
 *
 * 1. What leaves through `sessions` and `subscribe` holds nothing secret; `credentials` is for the main process and its workers alone.
 * 2. Nothing throws; refusals are `Result`s with an operator's words, those of one session never touch another.
 * 3. `start` answers at once; how it goes on is told by `subscribe`.
 */
export interface SignIn {
  /** Takes up the sign-ins that the keychain has kept. */
  restore(): Promise<void>
  sessions(): readonly SessionView[]
  subscribe(listener: (sessions: readonly SessionView[]) => void): () => void
  start(session: string, method?: SignInMethod): Result<{ readonly attemptId: string }, AppError>
  cancel(session: string): void
  /** Opens the page of the attempt under way (again). */
  openPage(session: string): Promise<Result<void, AppError>>
  signOut(session: string): Promise<Result<SignOutReport, AppError>>
  accounts(session: string): Promise<Result<readonly SsoAccount[], AppError>>
  /** Role names (permission sets) that the operator has in an account. */
  roles(session: string, accountId: string): Promise<Result<readonly string[], AppError>>
  credentials(session: string, accountId: string, role: string): Promise<Result<AwsCredentials, AppError>>
  dropCredentials(session: string, accountId: string, role: string): void
  /** Accounts whose tenants are on the screen: their keys come first. */
  showing(accountIds: ReadonlySet<string>): void
  /** The computer woke up, or the network came back. */
  resumed(): void
  /** Ends timers, calls and attempts. What is in the keychain stays there. */
  stop(): void
}

export function createSignIn(options: SignInOptions): SignIn {
  const listeners = new Set<(sessions: readonly SessionView[]) => void>()
  let visible: ReadonlySet<string> = new Set()
  let stopped = false
  const byName = new Map<string, SignInSession>()
  const views = (): readonly SessionView[] => [...byName.values()].map((session) => session.view())
  const announce = (): void => {
    if (stopped || listeners.size === 0) return
    const current = views()
    for (const listener of listeners) listener(current)
  }
  for (const session of options.sessions) byName.set(session.name, open(options, session, (accountId) => visible.has(accountId), announce))

  const restore = async (): Promise<void> => {
    await Promise.all([...byName.values()].map((session) => session.restore()))
  }
  // A keychain that had hung answers: what it keeps may be a sign-in.
  const unsubscribe = options.store.onRecovered(() => void restore().then(announce))

  const unknown = (name: string): AppError => appError('invalidInput', `There is no sign-in session "${name}" in the fleet file.`)
  const withSession = async <T>(name: string, use: (session: SignInSession) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> => {
    const session = byName.get(name)
    return session === undefined ? err(unknown(name)) : use(session)
  }

  return {
    restore,
    sessions: views,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: (name, method = 'browser') => {
      const session = byName.get(name)
      return session === undefined ? err(unknown(name)) : ok({ attemptId: session.start(method) })
    },
    cancel: (name) => byName.get(name)?.cancel(),
    openPage: (name) => withSession(name, (session) => session.openPage()),
    signOut: (name) => withSession(name, async (session) => ok(await session.signOut())),
    accounts: (name) => withSession(name, (session) => session.accounts()),
    roles: (name, accountId) => withSession(name, (session) => session.roles(accountId)),
    credentials: (name, accountId, role) => withSession(name, (session) => session.credentials(accountId, role)),
    dropCredentials: (name, accountId, role) => byName.get(name)?.dropCredentials(accountId, role),
    showing: (accountIds) => {
      visible = accountIds
    },
    resumed: () => {
      for (const session of byName.values()) session.resumed()
    },
    stop: () => {
      stopped = true
      unsubscribe()
      for (const session of byName.values()) session.stop()
    },
  }
}

function open(options: SignInOptions, session: SsoSession, isVisible: (accountId: string) => boolean, announce: () => void): SignInSession {
  const { store, browser, oidc, portal, clock, timers, ids, logger } = options
  let state: SessionState = signedOut
  const apply: Parameters<typeof createSignInSession>[0]['apply'] = (event) => {
    const next = evolveSession(state, event)
    if (next === state) return
    state = next
    announce()
  }
  const parts = { session, store, browser, oidc: oidc(session), portal: portal(session), awsTime: createAwsTime(clock), clock, timers, ids, logger, apply }
  return createSignInSession(parts, () => state, isVisible)
}
