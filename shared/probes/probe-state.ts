import { minuteMs } from '../kernel/time'
import { holdsMs, type ProbeConfig } from './probe-config'
import type { ProbeFailure, ProbeResult } from './probe-result'

/**
 * What is known of one probe.
 *
 * 1. One failure is a suspicion; the second in a row makes it `down`, from the first failure on. One success makes it `up` again.
 * 2. An answer speaks for `holdsMs` after it; then the state is `unknown`. So is what nobody asked for, and what our own network hid.
 * 3. Changes are in order of time and never two of the same state in a row. Nothing before the first one is known.
 */
export interface ProbeState {
  readonly last?: ProbeResult
  /** In a row, up to now. */
  readonly failures: number
  /** When the first of them was asked for. */
  readonly failingSinceMs?: number
  readonly changes: readonly ProbeChange[]
}

export type ProbeCondition = 'up' | 'down' | 'unknown'

export type UnknownReason = 'notYet' | 'ourNetwork' | 'asleep' | 'notAsked' | 'maintenance'

export interface ProbeChange {
  readonly atMs: number
  readonly state: ProbeCondition
  /** Why it is down, or why nobody can say. */
  readonly reason?: ProbeFailure | UnknownReason
}

export const confirmedAfter = 2
/** A suspicion is asked again this soon. */
export const suspicionRetryMs = 5_000
/** Older changes than these are forgotten: a probe that flips more often tells nothing by its history. */
export const keptChanges = 2_000

export const blankProbe: ProbeState = { failures: 0, changes: [] }

export const conditionOf = ({ changes }: Pick<ProbeState, 'changes'>): ProbeCondition => changes.at(-1)?.state ?? 'unknown'
export const isSuspected = (state: ProbeState): boolean => state.failures > 0 && conditionOf(state) !== 'down'
export const isConfirmed = ({ failures }: ProbeState): boolean => failures >= confirmedAfter

/** One more answer. `mayBlame` false: a failure is noted, but does not make the tenant's service `down` (yet): see `blame`. */
export function afterAnswer(known: ProbeState, result: ProbeResult, config: Pick<ProbeConfig, 'intervalSeconds' | 'timeoutSeconds'>, mayBlame: boolean): ProbeState {
  const before = correctedClock(known, result.atMs)
  const state = atTime(before, result.atMs, config)
  if (result.outcome.kind === 'up') return { last: result, failures: 0, changes: withChange(state.changes, { atMs: result.atMs, state: 'up' }) }
  const failing: ProbeState = { ...state, last: result, failures: state.failures + 1, failingSinceMs: state.failingSinceMs ?? result.atMs }
  return mayBlame ? blame(failing) : failing
}

/** What is dated well after the present was dated by a wrong clock, or belongs to a training world that began anew. */
function correctedClock(state: ProbeState, nowMs: number): ProbeState {
  const latestMs = Math.max(state.changes.at(-1)?.atMs ?? 0, state.last?.atMs ?? 0)
  return latestMs - nowMs <= setBackMs ? state : { failures: 0, changes: state.changes.filter(({ atMs }) => atMs <= nowMs) }
}
const setBackMs = 2 * minuteMs

/** A confirmed suspicion becomes `down`, from its first failure on. */
export function blame(state: ProbeState): ProbeState {
  if (!isConfirmed(state) || state.last?.outcome.kind !== 'failed' || state.failingSinceMs === undefined || conditionOf(state) === 'down') return state
  return { ...state, changes: withChange(state.changes, { atMs: state.failingSinceMs, state: 'down', reason: state.last.outcome.failure }) }
}

/** Nobody could see it since then, for a reason that is ours: what was concluded since is taken back, and suspicion begins anew. */
export function unseen(state: ProbeState, sinceMs: number, reason: UnknownReason): ProbeState {
  const seen = state.changes.filter(({ atMs }) => atMs < sinceMs)
  return { ...(state.last === undefined ? {} : { last: state.last }), failures: 0, changes: seen.length === 0 && state.changes.length === 0 ? [] : withChange(seen, { atMs: sinceMs, state: 'unknown', reason }) }
}

/** The state as it reads at a moment without a newer answer. */
export function atTime(state: ProbeState, nowMs: number, config: Pick<ProbeConfig, 'intervalSeconds' | 'timeoutSeconds'>): ProbeState {
  const untilMs = knownUntilMs(state, config)
  if (untilMs === undefined || nowMs <= untilMs || conditionOf(state) === 'unknown') return state
  return { ...(state.last === undefined ? {} : { last: state.last }), failures: 0, changes: withChange(state.changes, { atMs: untilMs, state: 'unknown', reason: 'notAsked' }) }
}

/** When the last answer stops speaking for the present; undefined: there was none. */
export const knownUntilMs = ({ last }: ProbeState, config: Pick<ProbeConfig, 'intervalSeconds' | 'timeoutSeconds'>): number | undefined => (last === undefined ? undefined : last.atMs + holdsMs(config))

/** Appends a change; an earlier moment than the last one's counts as that (AWS's clock was corrected), and no change is no change. */
function withChange(changes: readonly ProbeChange[], change: ProbeChange): readonly ProbeChange[] {
  const last = changes.at(-1)
  if (last?.state === change.state) return changes
  const atMs = Math.max(change.atMs, last?.atMs ?? change.atMs)
  const kept = last !== undefined && last.atMs === atMs ? changes.slice(0, -1) : changes
  if (kept.at(-1)?.state === change.state) return kept
  return [...kept, { ...change, atMs }].slice(-keptChanges)
}
