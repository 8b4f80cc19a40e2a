import { assertNever } from '../kernel/assert-never'
import { callsOf } from './effect-calls'
import { decide, type Decision } from './decide'
import { phases, type Effect, type Phase } from './effects'
import { frameOf } from './expectation'
import { isLonger, isOvertaken } from './longer'
import type { Plan } from './plan'
import type { Choice, RunEvent } from './run-event'
import { effectState, replay, type EffectState, type RunState } from './run-state'
import type { Span } from './window'
import type { EffectView, PhaseState, PhaseView, RunLine, RunView } from './window-view'

export interface RunStory {
  readonly plan: Plan
  readonly span: Span
  readonly events: readonly RunEvent[]
  readonly startedAtMs: number
  readonly startedBy: string
  readonly carriedBy: RunView['carriedBy']
  /** What tenants are called; a tenant that is left out is called by its id. */
  readonly names: ReadonlyMap<string, string>
}

/** As many lines of the journal as a person reads; the report has them all. */
const mostLines = 200

/** A run as a person looks at it, from its journal and the time. */
export function runView(story: RunStory, nowMs: number, { allLines = false }: { readonly allLines?: boolean } = {}): RunView {
  const { plan, span, events, startedAtMs, startedBy, carriedBy } = story
  const state = replay(events)
  const frame = frameOf(plan, span, state)
  const decision = decide(frame, state, { nowMs, inFlight: new Set() })
  const asked = new Set(decision.questions.map(({ effect }) => effect))
  const phaseViews = phases.flatMap((phase): readonly PhaseView[] => {
    const effects = frame.effects.filter((effect) => effect.phase === phase)
    return effects.length === 0 ? [] : [phaseView(phase, effects, { story, state, asked, isOver: decision.outcome !== undefined })]
  })
  const { outcome } = decision
  return {
    startedAtMs,
    startedBy,
    carriedBy,
    phases: phaseViews,
    questions: decision.questions,
    ...(outcome === undefined ? { next: nextOf(story, decision, state, nowMs) } : { outcome, endedAtMs: events.at(-1)?.atMs ?? startedAtMs }),
    toMs: state.toMs ?? span.toMs,
    cutOffMs: frame.cutOffMs,
    isPastCutOff: nowMs > frame.cutOffMs,
    ...(state.pausedBy === undefined ? {} : { pausedBy: state.pausedBy }),
    ...(state.cancelledBy === undefined ? {} : { cancelledBy: state.cancelledBy }),
    ...(decision.ending === undefined ? {} : { ending: decision.ending }),
    lines: runLines(story).slice(allLines ? 0 : -mostLines).toReversed(),
  }
}

/** Share of what was begun or is still to come that is done; what no longer happens is left out. 0 to 100. */
export function percentDone({ phases: all, outcome }: Pick<RunView, 'phases' | 'outcome'>): number {
  if (outcome !== undefined) return 100
  const counted = all.filter(({ phase, state }) => state !== 'notNeeded' && (phase !== 'restore' || state !== 'waiting'))
  const total = counted.reduce((sum, { effects }) => sum + effects.length, 0)
  const done = counted.reduce((sum, phase) => sum + phase.effects.reduce((part, { state, percent }) => part + (state === 'done' ? 1 : (percent ?? 0) / 100), 0), 0)
  return total === 0 ? 0 : Math.floor((done / total) * 100)
}

interface Sight {
  readonly story: RunStory
  readonly state: RunState
  readonly asked: ReadonlySet<string | undefined>
  readonly isOver: boolean
}

function phaseView(phase: Phase, effects: readonly Effect[], sight: Sight): PhaseView {
  const views = effects.map((effect) => effectView(effect, sight))
  const isMoot = effects.every((effect) => isLonger(effect) && effectState(sight.state, effect.id).kind === 'waiting' && isOvertaken(sight.state, effect))
  return { phase, state: isMoot ? 'notNeeded' : phaseState(views, sight), done: views.filter(({ state }) => state === 'done').length, effects: views }
}

function phaseState(effects: readonly EffectView[], { asked, isOver }: Sight): PhaseState {
  if (effects.some(({ id, state }) => state === 'unclear' || asked.has(id))) return 'asking'
  if (effects.every(({ state }) => state === 'done')) return 'done'
  if (effects.some(({ state }) => state === 'failed')) return 'failed'
  if (isOver) return effects.some(({ state }) => state === 'done') ? 'done' : 'notNeeded'
  return effects.some(({ state, tries }) => state !== 'waiting' || tries > 0) ? 'busy' : 'waiting'
}

function effectView(effect: Effect, { story, state }: Sight): EffectView {
  const now = effectState(state, effect.id)
  return {
    id: effect.id,
    name: nameOf(story, effect),
    ...(tenantOf(story, effect) === undefined ? {} : { tenant: tenantOf(story, effect)! }),
    state: now.kind,
    ...factsOfState(now),
    tries: now.tries,
    calls: callsOf(story.plan, effect),
  }
}

function factsOfState(now: EffectState): Pick<EffectView, 'percent' | 'message' | 'retryAtMs' | 'evidence' | 'atMs'> {
  switch (now.kind) {
    case 'waiting':
      return { evidence: [] }
    case 'started':
      return { evidence: [], atMs: now.atMs }
    case 'inProgress':
      return { evidence: [], atMs: now.sinceMs, ...(now.percent === undefined ? {} : { percent: now.percent }) }
    case 'done':
      return { evidence: now.evidence, atMs: now.atMs }
    case 'failed':
      return { evidence: [], atMs: now.atMs, message: now.message, ...(now.retryAtMs === undefined ? {} : { retryAtMs: now.retryAtMs }) }
    case 'unclear':
      return { evidence: [], atMs: now.atMs, message: now.message }
    default:
      return assertNever(now)
  }
}

/** Their subject is a tenant. */
const aboutTenants: ReadonlySet<Phase> = new Set(['close', 'mute', 'closeLonger', 'muteLonger', 'verify', 'verifyAgain', 'reopen', 'unmute', 'compare', 'tell'])

function tenantOf({ plan }: RunStory, { subject, tenant, phase }: Effect): string | undefined {
  if (tenant !== undefined) return tenant
  if (aboutTenants.has(phase)) return subject
  return plan.databases.find(({ arn }) => arn === subject)?.tenant
}

/** As an operator calls it: the database, the group, the bank. */
export function nameOf({ plan, names }: Pick<RunStory, 'plan' | 'names'>, { subject }: Pick<Effect, 'subject'>): string {
  if (subject === 'plan') return 'the whole plan'
  return plan.databases.find(({ arn }) => arn === subject)?.id ?? plan.groups.find(({ arn }) => arn === subject)?.name ?? names.get(subject) ?? subject
}

export const phaseWords: Record<Phase, { readonly doing: string; readonly name: string }> = {
  validate: { name: 'Check', doing: 'Checking that everything is as it was planned' },
  close: { name: 'Close access', doing: 'Closing access' },
  mute: { name: 'Mute alarms', doing: 'Muting alarms' },
  closeLonger: { name: 'Stay closed', doing: 'Saying on the pages that access stays closed for longer' },
  muteLonger: { name: 'Stay muted', doing: 'Keeping alarms muted for longer' },
  snapshot: { name: 'Snapshot', doing: 'Taking snapshots' },
  copy: { name: 'Copy', doing: 'Copying the snapshots to the other Region' },
  change: { name: 'Change', doing: 'Changing' },
  verify: { name: 'Verify', doing: 'Comparing with before' },
  restore: { name: 'Restore', doing: 'Restoring from the snapshots' },
  verifyAgain: { name: 'Verify again', doing: 'Comparing what was restored with before' },
  reopen: { name: 'Reopen', doing: 'Reopening access' },
  unmute: { name: 'Unmute alarms', doing: 'Switching alarms on again' },
  compare: { name: 'Compare', doing: 'Comparing with before, now that people are in again' },
  tell: { name: 'Tell', doing: 'Telling the tenants' },
}

/** What happens next and when, in words: waiting for a person comes first, then what is on its way, then what is wanted. */
function nextOf(story: RunStory, decision: Decision, state: RunState, nowMs: number): NonNullable<RunView['next']> {
  const { plan, carriedBy } = story
  if (carriedBy.kind === 'nobody') return { words: 'Nobody carries this run. Take it over, or start the console that had it.' }
  if (decision.questions.length > 0) return { words: decision.questions.length === 1 ? 'It waits for an answer.' : `It waits for ${decision.questions.length} answers.` }
  if (state.pausedBy !== undefined && decision.perform.length === 0 && decision.observe.length === 0) return { words: `Paused by ${state.pausedBy}. No change and no restore is begun until somebody resumes it.` }
  const effects = frameOf(plan, story.span, state).effects
  const onItsWay = effects.filter((effect) => ['started', 'inProgress'].includes(effectState(state, effect.id).kind) && !(isLonger(effect) && isOvertaken(state, effect)))
  const wanted = onItsWay.length > 0 ? onItsWay : effects.filter(({ id }) => decision.perform.includes(id))
  const first = wanted[0]
  const retries = effects.flatMap(({ id }) => {
    const now = effectState(state, id)
    return now.kind === 'failed' && now.retryAtMs !== undefined && now.retryAtMs > nowMs ? [now.retryAtMs] : []
  })
  if (first === undefined) return retries.length === 0 ? { words: 'Reading its journal.' } : { words: 'Something failed and is tried again.', atMs: Math.min(...retries) }
  const others = wanted.length - 1
  const step = first.step === undefined ? '' : ` (step ${first.step + 1} of ${plan.steps.length})`
  return { words: `${phaseWords[first.phase].doing}${step}: ${nameOf(story, first)}${others === 0 ? '' : ` and ${others} more`}.`, ...(decision.wakeAtMs === undefined ? {} : { atMs: decision.wakeAtMs }) }
}

const choiceWords: Record<Choice, string> = { retry: 'try again', restore: 'restore', keep: 'leave it as it is', wasDone: 'it was done', wasNotDone: 'it was not done' }

/** The journal in words, oldest first. Looking again at what is on its way makes no line. */
export function runLines(story: RunStory): readonly RunLine[] {
  const effects = new Map(frameOf(story.plan, story.span, replay(story.events)).effects.map((effect) => [effect.id, effect]))
  return story.events.flatMap((event, at) => {
    const words = lineWords(story, event, effects)
    return words === undefined ? [] : [{ seq: at + 1, atMs: event.atMs, words, ...('by' in event ? { by: event.by } : {}) }]
  })
}

function lineWords(story: RunStory, event: RunEvent, effects: ReadonlyMap<string, Effect>): string | undefined {
  const about = (id: string): string => {
    const effect = effects.get(id)
    return effect === undefined ? id : `${phaseWords[effect.phase].name}: ${nameOf(story, effect)}`
  }
  switch (event.kind) {
    case 'started':
      return `${about(event.effect)} begun`
    case 'inProgress':
      return undefined
    case 'done':
      return `${about(event.effect)} done${event.evidence.length === 0 ? '' : ` (${event.evidence.map(({ label, value }) => `${label}: ${value}`).join(', ')})`}`
    case 'failed':
      return `${about(event.effect)} failed: ${event.message}${event.again === 'later' ? ' It is tried again.' : ''}`
    case 'notThere':
      return `${about(event.effect)}: AWS was read, it had not happened`
    case 'unclear':
      return `${about(event.effect)} needs a person: ${event.message}`
    case 'answered':
      return `${about(event.question.slice(event.question.indexOf(':') + 1))}: answered “${choiceWords[event.choice]}”`
    case 'cancelled':
      return 'Cancelled'
    case 'paused':
      return 'Paused'
    case 'resumed':
      return 'Resumed'
    case 'extended':
      return `Extended to ${new Date(event.toMs).toISOString()}`
    default:
      return assertNever(event)
  }
}
