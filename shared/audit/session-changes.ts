import type { SessionsView } from '../ipc/session-contract'
import type { LockView } from '../session/lock'
import { isSignedIn } from '../session/session-state'

/** Something that has happened at the console, whatever led to it. */
export interface ConsoleDeed {
  readonly what: 'session.signedIn' | 'session.signedOut' | 'session.known' | 'lock.locked' | 'lock.unlocked'
  readonly words: string
  readonly session?: string
}

/** Who came and went between two moments. A source that is left takes its sessions along: that is no sign-out. */
export function sessionDeeds(before: SessionsView | undefined, after: SessionsView): readonly ConsoleDeed[] {
  const signedIn = (view: SessionsView | undefined): ReadonlySet<string> => new Set((view?.sessions ?? []).filter(({ state }) => isSignedIn(state)).map(({ name }) => name))
  const [was, is] = [signedIn(before), signedIn(after)]
  const stillThere = new Set(after.sessions.map(({ name }) => name))
  const known = new Set((before?.operators ?? []).map(({ account, operator }) => `${account}/${operator}`))
  return [
    ...[...is].filter((name) => !was.has(name)).map((session): ConsoleDeed => ({ what: 'session.signedIn', words: `Signed in to ${session}.`, session })),
    ...after.operators
      .filter(({ account, operator }) => !known.has(`${account}/${operator}`))
      .map(({ account, operator, role }): ConsoleDeed => ({ what: 'session.known', words: `AWS knows who sits here as ${operator}${role === undefined ? '' : `, ${role}`}, in ${account}.` })),
    ...[...was].filter((name) => !is.has(name) && stillThere.has(name)).map((session): ConsoleDeed => ({ what: 'session.signedOut', words: `The sign-in to ${session} ended.`, session })),
  ]
}

const whyLocked = { idle: 'nobody touched it for the time set', system: 'the computer’s screen was locked', operator: 'by hand' } as const

export function lockDeed(wasLocked: boolean, now: LockView): ConsoleDeed | undefined {
  if (now.locked === wasLocked) return undefined
  return now.locked ? { what: 'lock.locked', words: `The window was covered: ${whyLocked[now.why]}.` } : { what: 'lock.unlocked', words: 'The window was uncovered.' }
}
