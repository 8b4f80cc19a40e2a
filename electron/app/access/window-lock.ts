import { appError, type AppError } from '#shared/kernel/app-error'
import { assertNever } from '#shared/kernel/assert-never'
import { err, ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { SessionsView, UnlockRequest } from '#shared/ipc/session-contract'
import type { LockReason, LockView, UnlockWay } from '#shared/session/lock'
import { isAttempt, type SessionState } from '#shared/session/session-state'
import type { SignInMethod } from '#shared/session/sso-session'
import type { Clock, Timers } from '#electron/ports/clock'
import type { DocumentStore } from '#electron/ports/document-store'
import type { Logger } from '#electron/ports/logger'
import type { WindowLock } from '#electron/ports/window-lock'

export interface WindowLockDeps {
  /** Wall time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** Seconds since the last key or movement anywhere on this computer. */
  idleSeconds(): number
  lockAfterMinutes(): Promise<number>
  /** How one gets out, and what is to be said about it. */
  unlocking(): { readonly ways: readonly UnlockWay[]; readonly note: string }
  osPrompt(): Promise<Result<void, AppError>>
  signIn(session: string, method: SignInMethod): Promise<Result<{ readonly attemptId: string }, AppError>>
  /** Whether it was locked outlives the program: starting it again is no way out. */
  readonly store: DocumentStore
  readonly changed: (view: LockView) => void
}

export interface RunningLock extends WindowLock {
  /** As it was left; then looks at the idle time. */
  start(): Promise<void>
  /** The computer's own screen was locked. */
  systemLocked(): void
  /** The computer slept for so long: nobody was there. */
  woke(sleptMs: number): void
  /** A sign-in that was begun to unlock may have ended. */
  sessionsChanged(view: SessionsView): void
  settingsChanged(): Promise<void>
  stop(): void
}

const lookEveryMs = 5 * secondMs

export function createWindowLock(deps: WindowLockDeps): RunningLock {
  let locked: { readonly sinceMs: number; readonly why: LockReason } | undefined
  let afterMinutes = 0
  let awaited: { readonly session: string; readonly attemptId: string } | undefined
  const stopping = new AbortController()

  const view = (): LockView => (locked === undefined ? { locked: false, afterMinutes } : { locked: true, ...locked, ...deps.unlocking() })
  const moved = (): LockView => {
    void deps.store.save({ locked: locked !== undefined })
    deps.logger.info('lock.changed', { locked: locked !== undefined, why: locked?.why })
    const now = view()
    deps.changed(now)
    return now
  }
  const lock = (why: LockReason): LockView => {
    if (locked !== undefined) return view()
    locked = { sinceMs: deps.clock.nowMs(), why }
    awaited = undefined
    return moved()
  }
  const unlock = (): LockView => {
    if (locked === undefined) return view()
    locked = undefined
    awaited = undefined
    return moved()
  }
  const look = (): void => {
    if (afterMinutes > 0 && deps.idleSeconds() * secondMs >= afterMinutes * minuteMs) lock('idle')
  }
  const settingsChanged = async (): Promise<void> => {
    const before = afterMinutes
    afterMinutes = await deps.lockAfterMinutes()
    if (before !== afterMinutes && locked === undefined) deps.changed(view())
  }

  return {
    view,
    lockNow: () => lock('operator'),
    systemLocked: () => void lock('system'),
    woke: (sleptMs) => {
      if (afterMinutes > 0 && sleptMs >= afterMinutes * minuteMs) lock('idle')
      else look()
    },
    unlock: async (request) => {
      if (locked === undefined) return ok(view())
      if (!deps.unlocking().ways.includes(request.way)) return err(appError('forbidden', 'It cannot be unlocked this way here. The cover shows how it can.'))
      const done = await byWay(deps, request)
      if (!done.ok) return done
      if (done.value === 'unlocked') return ok(unlock())
      awaited = done.value
      return ok(view())
    },
    start: async () => {
      const kept = await deps.store.load()
      afterMinutes = await deps.lockAfterMinutes()
      if (wasLocked(kept)) lock('operator')
      void repeat(look, deps.timers, stopping.signal)
    },
    sessionsChanged: ({ sessions }) => {
      const state = sessions.find(({ name }) => name === awaited?.session)?.state
      if (awaited === undefined || state === undefined) return
      if (isAttempt(state) && state.attemptId === awaited.attemptId) return
      awaited = undefined
      if (hasSignedIn(state)) unlock()
    },
    settingsChanged,
    stop: () => stopping.abort(),
  }
}

type Outcome = 'unlocked' | { readonly session: string; readonly attemptId: string }

async function byWay(deps: WindowLockDeps, request: UnlockRequest): Promise<Result<Outcome, AppError>> {
  switch (request.way) {
    case 'confirm':
      return ok('unlocked')
    case 'osPrompt': {
      const answer = await deps.osPrompt()
      return answer.ok ? ok('unlocked') : answer
    }
    case 'signIn': {
      const { session, method } = request
      const started = await deps.signIn(session, method)
      return started.ok ? ok({ session, attemptId: started.value.attemptId }) : started
    }
    default:
      return assertNever(request)
  }
}

/** An attempt that came to nothing leaves its reason; one that was replaced is none of ours. */
const hasSignedIn = (state: SessionState): boolean => state.kind === 'active' && state.lastAttempt === undefined

const wasLocked = (kept: unknown): boolean => typeof kept === 'object' && kept !== null && 'locked' in kept && kept.locked === true

async function repeat(look: () => void, timers: Timers, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await timers.sleep(lookEveryMs, 'look at the idle time', signal)
    if (!signal.aborted) look()
  }
}
