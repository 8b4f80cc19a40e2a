import type { Effect, Phase } from './effects'
import { heldByLonger, isLonger, isOvertaken, longerWanted } from './longer'
import type { Choice } from './run-event'
import { effectState, isTouchedBy, type EffectState, type RunState } from './run-state'

/**
 * What a run does next, from its journal and the time alone.
 *
 * 1. Nothing is changed before every snapshot is there; nothing is begun after the cut-off, or once reopening has begun.
 * 2. An effect that was started and has no outcome is looked for before anything is done again.
 * 3. Whatever was closed is reopened and whatever was muted is unmuted, however the run goes; these two are tried for ever.
 * 4. A window that was extended has its pages and mute rules put again for the new end; that holds nothing up.
 * 5. Where it cannot be told what is right, a person is asked, and nothing that hangs on the answer moves.
 */
export interface RunFrame {
  readonly effects: readonly Effect[]
  readonly onFailure: 'restore' | 'stopAndAsk'
  /** The last safe start of a change, for the window's end as it stands. */
  readonly cutOffMs: number
}

export interface Moment {
  readonly nowMs: number
  /** Effects that this console is performing or looking for right now. */
  readonly inFlight: ReadonlySet<string>
}

export interface Question {
  /** `failed:<effect>`, `unclear:<effect>`, `rest:plan`. */
  readonly id: string
  readonly why: 'failed' | 'unclear' | 'cancelled' | 'cutOff'
  readonly effect?: string
  readonly message?: string
  readonly choices: readonly Choice[]
}

export type Outcome = 'succeeded' | 'restored' | 'partly' | 'unchanged'

export interface Decision {
  readonly perform: readonly string[]
  readonly observe: readonly string[]
  readonly questions: readonly Question[]
  /** When to decide again although nothing happened; a hint, computed anew each time. */
  readonly wakeAtMs?: number
  /** How it will have ended once everything is taken back and told. */
  readonly ending?: Outcome
  readonly outcome?: Outcome
}

export function decide(frame: RunFrame, state: RunState, moment: Moment): Decision {
  const sight = lookAt(frame, state, moment)
  const course = courseOf(sight)
  const { ending, outcome } = course
  const longer = ending === undefined ? lasting(sight) : nothing
  const wanted = [...course.wanted, ...longer.wanted]
  const questions = [...course.questions, ...longer.questions]
  const perform = wanted.filter(({ id }) => isReady(sight.of(id), moment.nowMs) && !moment.inFlight.has(id)).map(({ id }) => id)
  const observe = frame.effects.filter((effect) => toLookAt(sight.of(effect.id), moment.nowMs) && !moment.inFlight.has(effect.id) && !isForgone(sight, effect)).map(({ id }) => id)
  // Past ones are of effects that nobody wants any more.
  const ahead = [...frame.effects.flatMap(({ id }) => wakeOf(sight.of(id))), frame.cutOffMs + 1].filter((atMs) => atMs > moment.nowMs)
  const wakeAtMs = Math.min(...ahead)
  return { perform, observe, questions: [...unclearQuestions(sight), ...questions], ...(Number.isFinite(wakeAtMs) ? { wakeAtMs } : {}), ...(ending === undefined ? {} : { ending }), ...(outcome === undefined ? {} : { outcome }) }
}

const isReady = (effect: EffectState, nowMs: number): boolean => effect.kind === 'waiting' || (effect.kind === 'failed' && (effect.retryAtMs ?? Infinity) <= nowMs)
const toLookAt = (effect: EffectState, nowMs: number): boolean => effect.kind === 'started' || (effect.kind === 'inProgress' && effect.lookAgainAtMs <= nowMs)
/** Some faults pass by themselves; after five times a person should know. Reopening and unmuting have no such end. */
const mostTries = 5
const wakeOf = (effect: EffectState): readonly number[] => {
  if (effect.kind === 'inProgress') return [effect.lookAgainAtMs]
  return effect.kind === 'failed' && effect.retryAtMs !== undefined ? [effect.retryAtMs] : []
}

/** The journal seen by phase. */
interface Sight {
  readonly frame: RunFrame
  readonly state: RunState
  readonly nowMs: number
  readonly of: (id: string) => EffectState
  /** Whether it did something to what it is about, or may have. */
  readonly hasTouched: (effect: Effect) => boolean
  readonly phase: (phase: Phase) => readonly Effect[]
}

function lookAt(frame: RunFrame, state: RunState, { nowMs }: Moment): Sight {
  const byPhase = new Map<Phase, Effect[]>()
  for (const effect of frame.effects) byPhase.set(effect.phase, [...(byPhase.get(effect.phase) ?? []), effect])
  return { frame, state, nowMs, of: (id) => effectState(state, id), hasTouched: ({ id }) => isTouchedBy(state, id), phase: (phase) => byPhase.get(phase) ?? [] }
}

interface Course {
  readonly wanted: readonly Effect[]
  readonly questions: readonly Question[]
  readonly ending?: Outcome
  readonly outcome?: Outcome
}

const nothing: Course = { wanted: [], questions: [] }
const want = (wanted: readonly Effect[]): Course => ({ wanted, questions: [] })

const isDone = (effect: EffectState): boolean => effect.kind === 'done'
const isTried = (effect: EffectState): boolean => effect.kind !== 'waiting' || effect.tries > 0
const isFinal = (effect: EffectState): boolean => effect.kind === 'failed' && (effect.retryAtMs === undefined || effect.tries >= mostTries)
const isBusy = (effect: EffectState): boolean => effect.kind === 'started' || effect.kind === 'inProgress' || effect.kind === 'unclear'

function courseOf(sight: Sight): Course {
  const changes = sight.phase('change')
  if (!changes.some(({ id }) => isTried(sight.of(id)))) return beforeChange(sight)
  if (!changes.some(sight.hasTouched)) return refusedChange(sight, changes)
  return afterFirstChange(sight, changes)
}

/** Until the first change everything can be given up without a trace. */
function beforeChange(sight: Sight): Course {
  const preparing = (['validate', 'close', 'mute', 'snapshot', 'copy'] as const).map((phase) => sight.phase(phase))
  const failed = preparing.flat().some(({ id }) => isFinal(sight.of(id)))
  if (failed || isGivenUp(sight)) {
    // What is on its way must have arrived before it can be taken back; nobody waits for snapshots.
    return [...sight.phase('close'), ...sight.phase('mute')].some(({ id }) => isBusy(sight.of(id))) ? nothing : windUp(sight, 'unchanged')
  }
  if (sight.state.pausedBy !== undefined) return nothing
  const open = preparing.find((effects) => !effects.every(({ id }) => isDone(sight.of(id))))
  return want(open ?? firstStep(sight))
}

const firstStep = (sight: Sight): readonly Effect[] => sight.phase('change').filter(({ step }) => step === 0)

/** Changes were asked for and AWS did none of them: there is nothing to restore, and nothing to verify. */
function refusedChange(sight: Sight, changes: readonly Effect[]): Course {
  const lost = changes.filter(({ id }) => isFinal(sight.of(id)))
  if (isGivenUp(sight)) return windUp(sight, 'unchanged')
  if (lost.length === 0) return sight.state.pausedBy === undefined ? want(firstStep(sight)) : nothing
  const questions = lost.flatMap((effect) => failureQuestions(sight, effect))
  return questions.length > 0 ? { wanted: [], questions } : windUp(sight, 'unchanged')
}

function afterFirstChange(sight: Sight, changes: readonly Effect[]): Course {
  const trouble = troubleOf(sight, changes)
  const questions = trouble.flatMap((effect) => failureQuestions(sight, effect))
  const isHalted = trouble.length > 0 || isGivenUp(sight)
  const isPaused = sight.state.pausedBy !== undefined
  const open = changes.filter(({ id }) => !isDone(sight.of(id)))
  if (!isHalted && open.length > 0) return isPaused ? nothing : want(open.filter(({ step }) => step === open[0]!.step))
  if (questions.length > 0 || changes.some(({ id }) => isBusy(sight.of(id)))) return { wanted: [], questions }
  // Never begun, or begun and never there.
  const left = changes.filter(({ id }) => sight.of(id).kind === 'waiting')
  const rest = left.length > 0 && trouble.length === 0 ? restQuestion(sight) : []
  return rest.length > 0 ? { wanted: [], questions: rest } : finish(sight, { changes, trouble, left })
}

/** Winding up is one-way: once access may be open again, neither an extension nor a clock that was set back begins a change. */
const isGivenUp = (sight: Sight): boolean => sight.state.cancelledBy !== undefined || sight.nowMs > sight.frame.cutOffMs || isWindingUp(sight)
const isWindingUp = ({ of, phase }: Sight): boolean => (['reopen', 'unmute', 'tell'] as const).flatMap(phase).some(({ id }) => isTried(of(id)))

/** What failed for good; once nothing more is begun, what would have been tried again has failed too. */
function troubleOf(sight: Sight, changes: readonly Effect[]): readonly Effect[] {
  const lost = [...changes, ...sight.phase('verify')].filter(({ id }) => isFinal(sight.of(id)))
  if (lost.length === 0 && !isGivenUp(sight)) return lost
  return [...changes.filter(({ id }) => sight.of(id).kind === 'failed'), ...lost.filter(({ phase }) => phase === 'verify')]
}

/** The plan's own answer to a failure, or a question for a person. */
function failureQuestions(sight: Sight, { id, subject }: Effect): readonly Question[] {
  const { frame, state, of, nowMs, phase, hasTouched } = sight
  const question = `failed:${id}`
  if (state.answers.has(question)) return []
  const own = restoresOf(phase('restore'), subject)
  const hasChanged = phase('change').some(hasTouched)
  const isRestored = isOfRestored(sight, id, own)
  if (frame.onFailure === 'restore' && (own.length > 0 || !hasChanged) && !isRestored) return []
  const canRestore = hasChanged && (own.length > 0 ? own.some((restore) => isAffected(sight, restore) && !isDone(of(restore.id))) : phase('restore').length > 0)
  const failed = of(id)
  const choices: readonly Choice[] = [...(nowMs <= frame.cutOffMs || isRestored ? (['retry'] as const) : []), ...(canRestore ? (['restore'] as const) : []), 'keep']
  return [{ id: question, why: 'failed', effect: id, ...(failed.kind === 'failed' ? { message: failed.message } : {}), choices }]
}

/** It was first verified after its restore: another restore would find nothing else. */
const isOfRestored = ({ state }: Sight, id: string, own: readonly Effect[]): boolean => id.startsWith('verify:') && !state.outdated.has(id) && own.some((restore) => state.effects.has(restore.id))

/** Some targets have the change and some never will: a person says which of the two all should have. App groups keep what they have. */
function restQuestion({ state, phase, hasTouched }: Sight): readonly Question[] {
  if (state.answers.has('rest:plan')) return []
  const touched = new Set(phase('change').filter(hasTouched).map(({ subject }) => subject))
  const canRestore = phase('restore').some(({ subject }) => touched.has(subject))
  return [{ id: 'rest:plan', why: state.cancelledBy === undefined ? 'cutOff' : 'cancelled', choices: canRestore ? ['restore', 'keep'] : ['keep'] }]
}

const unclearQuestions = ({ frame, of }: Sight): readonly Question[] =>
  frame.effects.flatMap(({ id }) => {
    const effect = of(id)
    return effect.kind === 'unclear' ? [{ id: `unclear:${id}`, why: 'unclear', effect: id, message: effect.message, choices: ['wasDone', 'wasNotDone'] }] : []
  })

interface Changed {
  readonly changes: readonly Effect[]
  readonly trouble: readonly Effect[]
  readonly left: readonly Effect[]
}

function finish(sight: Sight, changed: Changed): Course {
  const restores = chosenRestores(sight, changed)
  if (restores.some(({ id }) => !isDone(sight.of(id)))) return restoring(sight, restores)
  // A journal of before may be winding up with nothing verified again: access may be open, and it is left at that.
  const again = isWindingUp(sight) ? [] : sight.phase('verifyAgain')
  const open = [...sight.phase('verify'), ...again].filter(({ id }) => !isDone(sight.of(id)) && !isFinal(sight.of(id)))
  const questions = again.flatMap((effect) => againQuestions(sight, effect))
  if (open.length > 0 || questions.length > 0) return { wanted: open, questions }
  const isWhole = changed.trouble.length === 0 && changed.left.length === 0
  const isBack = restores.length > 0 && changed.changes.every((change) => !sight.hasTouched(change) || restores.some(({ subject }) => subject === change.subject))
  return windUp(sight, isKeptWrong(sight, changed) ? 'partly' : isWhole && restores.length === 0 ? 'succeeded' : isBack ? 'restored' : 'partly')
}

/** What is still wrong after a restore, or once people are in again, is not restored: a person looks, and says. */
function againQuestions({ state, of }: Sight, { id }: Effect): readonly Question[] {
  const failed = of(id)
  if (failed.kind !== 'failed' || !isFinal(failed) || state.answers.has(`failed:${id}`)) return []
  return [{ id: `failed:${id}`, why: 'failed', effect: id, message: failed.message, choices: ['retry', 'keep'] }]
}

/** Somebody left a tenant as it is although it is not as it was before. */
const isKeptWrong = ({ state, of, phase }: Sight, { trouble }: Changed): boolean =>
  [...phase('verifyAgain'), ...phase('compare')].some(({ id }) => isFinal(of(id))) || trouble.some((effect) => effect.phase === 'verify' && state.answers.get(`failed:${effect.id}`) === 'keep')

/**
 * A restore that fails for good is asked about: there is nothing behind it. A pause holds the restores that were not begun; a database that is
 * set aside already goes on to be brought back.
 */
function restoring(sight: Sight, restores: readonly Effect[]): Course {
  const open = restores.filter(({ id }) => !isDone(sight.of(id)))
  const lost = open.filter(({ id }) => isFinal(sight.of(id)))
  const isHeld = (effect: Effect): boolean => sight.state.pausedBy !== undefined && !sight.hasTouched(effect)
  return { wanted: open.filter((effect) => !lost.includes(effect) && !isHeld(effect)), questions: lost.map((effect) => stuckQuestion(sight, effect)) }
}

function chosenRestores(sight: Sight, { changes, trouble, left }: Changed): readonly Effect[] {
  const restores = sight.phase('restore')
  const touched = new Set(changes.filter(sight.hasTouched).map(({ subject }) => subject))
  const { answers } = sight.state
  if (left.length > 0 && answers.get('rest:plan') === 'restore') return restores.filter(({ subject }) => touched.has(subject))
  const chosen = new Set(
    trouble.flatMap(({ id, subject }) => {
      const answer = answers.get(`failed:${id}`) ?? sight.frame.onFailure
      if (answer !== 'restore') return []
      const own = restoresOf(restores, subject)
      // A step of a group or of the whole plan leads to every database that was touched.
      return (own.length > 0 ? own.filter((restore) => isAffected(sight, restore)) : restores.filter((restore) => touched.has(restore.subject))).map(({ id: restore }) => restore)
    }),
  )
  return restores.filter(({ id }) => chosen.has(id))
}

/** A database that AWS never touched is not brought back. What was done to groups, or to the whole plan, may have reached any database. */
function isAffected({ phase, hasTouched }: Sight, { subject }: Effect): boolean {
  const databases = new Set(phase('restore').map((restore) => restore.subject))
  return phase('change').some((change) => (change.subject === subject || !databases.has(change.subject)) && hasTouched(change))
}

/** Of a database, or of a tenant whose verification failed. */
const restoresOf = (restores: readonly Effect[], subject: string): readonly Effect[] => restores.filter((restore) => restore.subject === subject || restore.tenant === subject)

/** Reopen what was closed, unmute what was muted, then tell the tenants. Only then is a run over. */
const windUp = (sight: Sight, outcome: Outcome): Course => ({ ending: outcome, ...takenBack(sight, outcome) })

function takenBack(sight: Sight, outcome: Outcome): Course {
  const reopening = takeBack(sight, 'close', 'reopen')
  const unmuting = takeBack(sight, 'mute', 'unmute')
  // A door that does not open by itself keeps no alarm silent.
  const isHopeless = reopening.every(({ id }) => isFinal(sight.of(id)))
  if (reopening.length > 0) return unending(sight, isHopeless ? [...reopening, ...unmuting] : reopening)
  if (unmuting.length > 0) return unending(sight, unmuting)
  const comparing = outcome === 'unchanged' ? nothing : compared(sight)
  if (comparing.wanted.length > 0 || comparing.questions.length > 0) return comparing
  const telling = sight.phase('tell').filter(({ id }) => !isDone(sight.of(id)) && !isFinal(sight.of(id)))
  return telling.length > 0 ? want(telling) : { ...nothing, outcome }
}

/** With people in again a tenant is looked at once more before anybody is told. A journal of before that tells already is left at that. */
function compared(sight: Sight): Course {
  const comparing = toCompare(sight)
  const open = comparing.filter(({ id }) => !isDone(sight.of(id)) && !isFinal(sight.of(id)))
  return { wanted: open, questions: comparing.flatMap((effect) => againQuestions(sight, effect)) }
}

function toCompare({ of, phase }: Sight): readonly Effect[] {
  if (phase('tell').some(({ id }) => isTried(of(id))) && !phase('compare').some(({ id }) => isTried(of(id)))) return []
  const reopened = new Set(phase('reopen').filter(({ id }) => isDone(of(id))).map(({ subject }) => subject))
  return phase('compare').filter(({ subject }) => reopened.has(subject))
}

/** What an extension puts again; tried until the run winds up, and a person hears of it when that does not help. */
function lasting(sight: Sight): Course {
  const open = longerWanted(sight.state, sight.frame.effects).filter(({ id }) => !isDone(sight.of(id)))
  const lost = open.filter(({ id }) => isFinal(sight.of(id)))
  return { wanted: open.filter((effect) => !lost.includes(effect)), questions: lost.map((effect) => stuckQuestion(sight, effect)) }
}

/** AWS took it, and it is about nothing any more. */
const isForgone = ({ state, of }: Sight, effect: Effect): boolean => isLonger(effect) && of(effect.id).kind === 'inProgress' && isOvertaken(state, effect)

/** What is still to be undone. */
function takeBack(sight: Sight, made: 'close' | 'mute', undone: 'reopen' | 'unmute'): readonly Effect[] {
  const touched = new Set(sight.phase(made).filter(({ id }) => isTried(sight.of(id))).map(({ subject }) => subject))
  return sight.phase(undone).filter(({ id, subject }) => touched.has(subject) && !isDone(sight.of(id)))
}

/** Tried until it works; where trying again cannot help, a person puts it right and says so. */
function unending(sight: Sight, effects: readonly Effect[]): Course {
  const stuck = effects.filter(({ id }) => isStuck(sight.of(id)))
  const held = heldByLonger(sight.state, sight.frame.effects)
  return { wanted: effects.filter(({ id }) => !held.has(id)), questions: stuck.map((effect) => stuckQuestion(sight, effect)) }
}

const isStuck = (effect: EffectState): boolean => effect.kind === 'failed' && effect.retryAtMs === undefined

function stuckQuestion({ of }: Sight, { id }: Effect): Question {
  const failed = of(id)
  return { id: `failed:${id}`, why: 'failed', effect: id, ...(failed.kind === 'failed' ? { message: failed.message } : {}), choices: ['retry', 'wasDone'] }
}
