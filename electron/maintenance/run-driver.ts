import { assertNever } from '#shared/kernel/assert-never'
import { appError, type AppError } from '#shared/kernel/app-error'
import { secondMs } from '#shared/kernel/time'
import { decide, type Decision, type RunFrame } from '#shared/maintenance/decide'
import type { Effect } from '#shared/maintenance/effects'
import type { EffectEvent } from '#shared/maintenance/run-event'
import { effectState, newRun, type EffectState, type RunState } from '#shared/maintenance/run-state'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Attempt, Before, EffectHandlers, Sighting } from './effect-handler'
import { createRunBook, type RunBook } from './run-book'
import type { RunJournal } from './run-journal'

/** How long after a journal or AWS that could not be read it is tried again, and how often other consoles' words are looked for. */
const pauseMs = 5 * secondMs

export interface RunDriverOptions {
  readonly journal: RunJournal
  /** For the state so far: an extension moves the cut-off. */
  readonly frame: (state: RunState) => RunFrame
  readonly handlers: EffectHandlers
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
  /** After every turn: what the run's screen shows. */
  readonly onTurn?: (state: RunState, decision: Decision) => void
  /** The journal or AWS could not be read; it is tried again. */
  readonly onTrouble?: (error: AppError) => void
}

export type RunEnding =
  | { readonly kind: 'ended'; readonly outcome: NonNullable<Decision['outcome']>; readonly state: RunState }
  /** Another console holds the run now: nothing more is written or begun here. */
  | { readonly kind: 'fenced' }
  | { readonly kind: 'stopped' }

/**
 * Carries one run to its end: decides from the journal, writes what it is about to do, does it, writes what came of it.
 *
 * 1. Nothing is done that was not written first, at the place in the journal that the decision was made from.
 * 2. After a crash nothing is known but the journal: an effect that was started is looked for.
 * 3. Effects of one phase go side by side; the journal takes one line at a time.
 */
export async function driveRun(options: RunDriverOptions, signal: AbortSignal): Promise<RunEnding> {
  const book = createRunBook(options.journal, newRun)
  const inFlight = new Map<string, Promise<void>>()
  const bell = createBell(options.timers)
  const work = { ...options, book, ring: bell.ring }
  while (!signal.aborted) {
    const read = await book.catchUp()
    if (!read.ok) {
      options.onTrouble?.(read.error)
      await bell.wait(pauseMs, 'journal could not be read', signal)
      continue
    }
    const frame = options.frame(book.state())
    const decision = decide(frame, book.state(), { nowMs: options.clock.nowMs(), inFlight: new Set(inFlight.keys()) })
    options.onTurn?.(book.state(), decision)
    if (decision.outcome !== undefined && inFlight.size === 0) return { kind: 'ended', outcome: decision.outcome, state: book.state() }
    const effects = new Map(frame.effects.map((effect) => [effect.id, effect]))
    const begun = await begin(decision, { ...work, effects, inFlight })
    if (begun === 'fenced' || book.isFenced()) return { kind: 'fenced' }
    if (begun === 'again') continue
    const untilMs = Math.min(pauseMs, (decision.wakeAtMs ?? Infinity) - options.clock.nowMs())
    await bell.wait(Math.max(0, untilMs), 'next turn of a run', signal)
  }
  // What is on its way may still be written; whoever goes on looks for it either way.
  return { kind: 'stopped' }
}

interface Work extends RunDriverOptions {
  readonly book: RunBook
  readonly ring: () => void
  readonly effects: ReadonlyMap<string, Effect>
  readonly inFlight: Map<string, Promise<void>>
}

/** `again`: somebody wrote in between, and what was decided may not hold any more. */
async function begin(decision: Decision, work: Work): Promise<'begun' | 'again' | 'fenced'> {
  for (const id of decision.observe) fly(work, id, () => lookFor(work, id))
  for (const id of decision.perform) {
    const written = await work.book.writeNext({ kind: 'started', effect: id, atMs: work.clock.nowMs() })
    if (!written.ok) {
      work.onTrouble?.(written.error)
      return 'begun'
    }
    if (written.value === 'fenced') return 'fenced'
    if (written.value === 'taken') return 'again'
    fly(work, id, () => carryOut(work, id))
  }
  return 'begun'
}

function fly({ inFlight, ring, onTrouble, timers }: Work, id: string, run: () => Promise<void>): void {
  const flight = run()
    .catch((cause: unknown) => {
      // A fault of ours; what became of the effect is looked for like any other that got no answer.
      onTrouble?.(appError('internal', `${id} broke off: ${cause instanceof Error ? cause.message : String(cause)}. It is looked for again; report this.`))
      return timers.sleep(pauseMs, 'an effect broke off')
    })
    .finally(() => {
      inFlight.delete(id)
      ring()
    })
  inFlight.set(id, flight)
}

async function carryOut(work: Work, id: string): Promise<void> {
  const effect = work.effects.get(id)!
  const attempt = await work.handlers(effect).perform(effect)
  // Started and without an outcome: the next turn looks for it.
  if (attempt.kind === 'unknown') return
  await record(work, eventOf(id, attempt, work.clock.nowMs()))
}

async function lookFor(work: Work, id: string): Promise<void> {
  const effect = work.effects.get(id)!
  const seen = await work.handlers(effect).observe(effect, beforeOf(effectState(work.book.state(), id)))
  if (!seen.ok) {
    work.onTrouble?.(seen.error)
    return work.timers.sleep(pauseMs, 'AWS could not be read')
  }
  const sighting = seen.value
  if (sighting.kind === 'tooEarly') return work.timers.sleep(sighting.lookAgainInMs, 'AWS may not show it yet')
  return record(work, eventOf(id, sighting, work.clock.nowMs()))
}

function beforeOf(state: EffectState): Before {
  const { kind, tries } = state
  if (kind === 'inProgress') return { accepted: true, sinceMs: state.sinceMs, begunMs: state.begunMs, tries }
  const atMs = kind === 'waiting' ? 0 : state.atMs
  return { accepted: false, sinceMs: atMs, begunMs: atMs, tries }
}

/** What happened is true whoever wrote in between; when the journal cannot be written, it is found again by looking. */
async function record({ book, onTrouble }: Work, event: EffectEvent): Promise<void> {
  const written = await book.writeLater(event)
  if (!written.ok) onTrouble?.(written.error)
}

function eventOf(effect: string, seen: Exclude<Attempt | Sighting, { readonly kind: 'unknown' | 'tooEarly' }>, atMs: number): EffectEvent {
  switch (seen.kind) {
    case 'done':
      return { kind: 'done', effect, atMs, evidence: seen.evidence }
    case 'inProgress':
      return { kind: 'inProgress', effect, atMs, lookAgainAtMs: atMs + seen.lookAgainInMs, ...(seen.percent === undefined ? {} : { percent: seen.percent }) }
    case 'failed':
      return { kind: 'failed', effect, atMs, message: seen.message, again: seen.again, ...(seen.untouched === undefined ? {} : { untouched: seen.untouched }) }
    case 'notThere':
      return { kind: 'notThere', effect, atMs, ...(seen.untouched === undefined ? {} : { untouched: seen.untouched }) }
    case 'unclear':
      return { kind: 'unclear', effect, atMs, message: seen.message }
    default:
      return assertNever(seen)
  }
}

/** Waits that end early when something has come in. */
function createBell(timers: Timers) {
  let wake: (() => void) | undefined
  let rung = false
  return {
    ring: (): void => {
      rung = true
      wake?.()
    },
    wait: async (delayMs: number, reason: string, signal: AbortSignal): Promise<void> => {
      const ends = new AbortController()
      const end = () => ends.abort()
      wake = end
      signal.addEventListener('abort', end)
      if (rung || signal.aborted) end()
      await timers.sleep(delayMs, reason, ends.signal)
      signal.removeEventListener('abort', end)
      wake = undefined
      rung = false
    },
  }
}
