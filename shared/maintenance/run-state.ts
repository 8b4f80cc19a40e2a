import { assertNever } from '../kernel/assert-never'
import { secondMs } from '../kernel/time'
import type { Choice, EffectEvent, Evidence, RunEvent } from './run-event'

/** Where one effect stands, by the journal alone. */
export type EffectState =
  | { readonly kind: 'waiting'; readonly tries: number }
  | { readonly kind: 'started'; readonly tries: number; readonly atMs: number }
  /** `begunMs`: of the line that said it would be begun; `sinceMs`: of the first that said AWS has it. */
  | { readonly kind: 'inProgress'; readonly tries: number; readonly atMs: number; readonly begunMs: number; readonly sinceMs: number; readonly lookAgainAtMs: number; readonly percent?: number }
  | { readonly kind: 'done'; readonly tries: number; readonly atMs: number; readonly evidence: readonly Evidence[] }
  /** Without `retryAtMs` it will not get better by itself. */
  | { readonly kind: 'failed'; readonly tries: number; readonly atMs: number; readonly message: string; readonly retryAtMs?: number }
  | { readonly kind: 'unclear'; readonly tries: number; readonly atMs: number; readonly message: string }

export interface RunState {
  readonly effects: ReadonlyMap<string, EffectState>
  readonly answers: ReadonlyMap<string, Choice>
  /** Effects of which some earlier attempt did something or may have; one that only ever failed with nothing done is not among them. */
  readonly touched: ReadonlySet<string>
  /** Verifications that were begun before a restore: they say nothing of what it brought back. */
  readonly outdated: ReadonlySet<string>
  readonly cancelledBy?: string
  readonly pausedBy?: string
  /** The end of the window after extensions. */
  readonly toMs?: number
  /** Every end that it was extended to, in turn. */
  readonly extensions: readonly number[]
}

export const newRun: RunState = { effects: new Map(), answers: new Map(), touched: new Set(), outdated: new Set(), extensions: [] }
const waiting: EffectState = { kind: 'waiting', tries: 0 }

export const effectState = ({ effects }: Pick<RunState, 'effects'>, id: string): EffectState => effects.get(id) ?? waiting

/** Whether an effect did something to its subject, or may have: what is under way counts until its outcome is known. */
export function isTouchedBy(state: RunState, id: string): boolean {
  const { kind } = effectState(state, id)
  return kind === 'started' || kind === 'inProgress' || kind === 'unclear' || kind === 'done' || state.touched.has(id)
}

/** The state after one event more. */
export function evolve(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case 'answered':
      return answered(state, event)
    case 'cancelled':
      return { ...state, cancelledBy: event.by }
    case 'paused':
      return { ...state, pausedBy: event.by }
    case 'resumed': {
      const { pausedBy: _, ...running } = state
      return running
    }
    case 'extended':
      return { ...state, toMs: event.toMs, extensions: [...state.extensions.filter((toMs) => toMs !== event.toMs), event.toMs] }
    default:
      return withRestore(withTouch(withEffect(state, event.effect, afterEffect(effectState(state, event.effect), event)), event), event.effect)
  }
}

export const replay = (events: Iterable<RunEvent>): RunState => {
  let state = newRun
  for (const event of events) state = evolve(state, event)
  return state
}

const withEffect = (state: RunState, id: string, effect: EffectState): RunState => ({ ...state, effects: new Map(state.effects).set(id, effect) })

/** A start alone says nothing yet: its outcome does. */
function withTouch(state: RunState, event: EffectEvent): RunState {
  if (event.kind === 'started' || ((event.kind === 'failed' || event.kind === 'notThere') && event.untouched === true) || state.touched.has(event.effect)) return state
  return { ...state, touched: new Set(state.touched).add(event.effect) }
}

/** What was verified so far is outdated; what was verified again is as if it had not been. */
function withRestore(state: RunState, effect: string): RunState {
  if (!effect.startsWith('restore:')) return state
  const isAgain = (id: string): boolean => id.startsWith('verifyAgain:')
  const begun = [...state.effects.keys()].filter((id) => id.startsWith('verify:'))
  const kept = <T>(entries: ReadonlyMap<string, T>, prefix = ''): ReadonlyMap<string, T> => new Map([...entries].filter(([id]) => !isAgain(id.slice(prefix.length))))
  return { ...state, outdated: new Set([...state.outdated, ...begun]), effects: kept(state.effects), answers: kept(state.answers, 'failed:') }
}

function afterEffect(before: EffectState, event: EffectEvent): EffectState {
  const { tries } = before
  switch (event.kind) {
    case 'started':
      return { kind: 'started', tries: tries + 1, atMs: event.atMs }
    case 'inProgress': {
      const { atMs, lookAgainAtMs, percent } = event
      const sinceMs = before.kind === 'inProgress' ? before.sinceMs : atMs
      const begunMs = before.kind === 'inProgress' ? before.begunMs : before.kind === 'started' ? before.atMs : atMs
      return { kind: 'inProgress', tries, atMs, begunMs, sinceMs, lookAgainAtMs, ...(percent === undefined ? {} : { percent }) }
    }
    case 'done':
      return { kind: 'done', tries, atMs: event.atMs, evidence: event.evidence }
    case 'failed':
      return { kind: 'failed', tries, atMs: event.atMs, message: event.message, ...(event.again === 'later' ? { retryAtMs: event.atMs + pauseMs(tries) } : {}) }
    case 'notThere':
      return { kind: 'waiting', tries }
    case 'unclear':
      return { kind: 'unclear', tries, atMs: event.atMs, message: event.message }
    default:
      return assertNever(event)
  }
}

/** 5 s, 10 s, 20 s and so on to two minutes: a bank waits behind it. */
const pauseMs = (tries: number): number => Math.min(120, 5 * 2 ** Math.max(0, tries - 1)) * secondMs

/** A question's id ends in the effect that it is about; some answers move that effect. */
function answered(state: RunState, { question, choice, by, atMs }: Extract<RunEvent, { readonly kind: 'answered' }>): RunState {
  const next = { ...state, answers: new Map(state.answers).set(question, choice) }
  const id = question.slice(question.indexOf(':') + 1)
  const { tries } = effectState(state, id)
  // It was begun once already, and has its tries again.
  if (choice === 'retry') return forget(withEffect(next, id, { kind: 'waiting', tries: 1 }), question)
  if (choice === 'wasNotDone') return forget(withEffect(next, id, { kind: 'waiting', tries }), question)
  if (choice === 'wasDone') return withEffect(next, id, { kind: 'done', tries, atMs, evidence: [{ label: 'Said by', value: by }] })
  return next
}

/** What is tried again may fail again, and is asked again. */
function forget(state: RunState, question: string): RunState {
  const answers = new Map(state.answers)
  answers.delete(question)
  return { ...state, answers }
}
