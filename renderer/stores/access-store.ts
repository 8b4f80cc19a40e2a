import { createStore, type StoreApi } from 'zustand/vanilla'
import { commandCapabilities } from '#shared/ipc/command-capabilities'
import type { CommandName } from '#shared/ipc/channels'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { AppError } from '#shared/kernel/app-error'
import type { Capability } from '#shared/session/capabilities'
import { isAttempt, settledOf } from '#shared/session/session-state'
import type { SessionView } from '#shared/session/session-view'

/** Who is signed in, what they may do, and whether the window is covered: as main tells it. */
export interface AccessState {
  /** Undefined until main has answered once. */
  readonly view: SessionsView | undefined
  readonly error: AppError | undefined
  /** When an attempt to sign in was first heard of, by the computer's clock: training has a time of its own. */
  readonly attemptsHeardAtMs: Readonly<Record<string, number>>
}

export type AccessStore = StoreApi<AccessState>

export const createAccessStore = (): AccessStore => createStore<AccessState>(() => ({ view: undefined, error: undefined, attemptsHeardAtMs: {} }))

const none: readonly SessionView[] = []
const readOnly: readonly Capability[] = ['read']

export const sessionsOf = ({ view }: AccessState): readonly SessionView[] => view?.sessions ?? none

/** A session by its name, the wizard's too. */
export const sessionNamed = (state: AccessState, name: string | undefined): SessionView | undefined =>
  [...sessionsOf(state), ...(state.view?.setup === undefined ? [] : [state.view.setup])].find((session) => session.name === name)

/** The attempts under way, each with the time it was first heard of. */
export function hearAttempts({ sessions, setup }: SessionsView, known: AccessState['attemptsHeardAtMs'], nowMs: number): AccessState['attemptsHeardAtMs'] {
  const under = [...sessions, ...(setup === undefined ? [] : [setup])].flatMap(({ state }) => (isAttempt(state) ? [state.attemptId] : []))
  return Object.fromEntries(under.map((id) => [id, known[id] ?? nowMs]))
}

export const isLocked = ({ view }: Pick<AccessState, 'view'>): boolean => view?.lock.locked === true

/** Nobody is signed in there and nobody is about to be: keys end or have ended. */
export function needsSignIn({ state }: SessionView): boolean {
  const { kind } = settledOf(state)
  return kind === 'expired' || kind === 'signedOut'
}

/** Whether a command is offered: what one's role may not do is not shown. */
export const mayRun = ({ view }: AccessState, command: CommandName): boolean => (view?.capabilities ?? readOnly).includes(commandCapabilities[command])
