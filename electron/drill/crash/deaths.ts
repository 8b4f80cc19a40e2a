import type { Phase } from '#shared/maintenance/effects'
import type { Ids } from '#electron/ports/clock'
import { secondMs } from '#shared/kernel/time'
import { leaseMs } from '#electron/maintenance/run-lease'
import type { CrashScenario } from './scenarios'

/** Where consoles die in one case: an edge of the first, then one of the second. */
export interface DeathPlan {
  readonly deaths: readonly number[]
  /** Until another console takes over. */
  readonly absentMs: number
  /** The kind of effect in which the first dies. */
  readonly kind: string
  /** The edge's own label. */
  readonly at: string
}

/** `close`, or of a change its step: `db.modify`. */
export function kindOf({ step }: Pick<CrashScenario, 'step'>, edge: string): string {
  const phase = phaseOf(edge)
  return phase === 'change' ? step.kind : phase
}

/** Labels begin with an effect's id. */
const phaseOf = (edge: string): Phase => edge.slice(0, edge.indexOf(':')) as Phase // ids are made so

/** As soon as the lease has run out, while AWS is still at it; or when what takes AWS a minute or two is done, and what takes longer is not. */
const soonMs = leaseMs + secondMs
const lateMs = 150 * secondMs

/** Requests to AWS: whether one left is what those who take over cannot know, soon or late. */
const isRequest = (edge: string): boolean => !/the line$|: (before|after) (performing$|remembering )/.test(edge)
const absences = (edge: string, number: number): readonly number[] => (isRequest(edge) ? [soonMs, lateMs] : [number % 3 === 0 ? lateMs : soonMs])

/** `thin`: of the lines that a wait repeats the first and the last. `whole`: every edge of what the scenario is about. `full`: every edge of the run. */
export type Reach = 'thin' | 'whole' | 'full'

export const singleDeaths = (scenario: CrashScenario, edges: readonly string[], reach: Reach): readonly DeathPlan[] =>
  edges.flatMap((at, edge) => {
    const isMeant = reach === 'full' || (scenario.about.includes(phaseOf(at)) && (reach === 'whole' || isEndOfWait(edges, edge)))
    return isMeant ? absences(at, edge).map((absentMs) => ({ deaths: [edge], absentMs, kind: kindOf(scenario, at), at })) : []
  })

/** The first or the last edge of its name. */
const isEndOfWait = (edges: readonly string[], edge: number): boolean => edges.indexOf(edges[edge]!) === edge || edges.lastIndexOf(edges[edge]!) === edge

/**
 * All pairs within one kind of step: after a first death at an edge of the kind (of a wait's lines at the first and the last), a second one at every
 * edge of the same kind that whoever took over passes, by name.
 *
 * `before`: edges of the console that first died; `after`: of the one that took over from it.
 */
export function pairedDeaths(scenario: CrashScenario, first: DeathPlan, before: readonly string[], after: readonly string[]): readonly DeathPlan[] {
  const [edge] = first.deaths
  if (edge === undefined || first.absentMs !== absences(first.at, edge)[0] || !scenario.about.includes(phaseOf(first.at)) || !isEndOfWait(before, edge)) return []
  return after.flatMap((at, second) => {
    if (kindOf(scenario, at) !== first.kind || after.indexOf(at) !== second) return []
    return [{ ...first, deaths: [edge, second], absentMs: (edge + second) % 3 === 0 ? lateMs : soonMs }]
  })
}

/** Where consoles die once, and then twice. */
export interface DeathChoice {
  once(scenario: CrashScenario, edges: readonly string[]): readonly DeathPlan[]
  /** What follows from a first death. `before`: edges of the console that first died; `after`: of the one that took over from it. */
  twice(scenario: CrashScenario, first: DeathPlan, before: readonly string[], after: readonly string[]): readonly DeathPlan[]
}

export const choiceOf = (reach: Reach): DeathChoice => ({ once: (scenario, edges) => singleDeaths(scenario, edges, reach), twice: reach === 'thin' ? () => [] : pairedDeaths })

/** Two deaths anywhere, drawn by the seed; whoever takes over has less before it than who began. */
export function doubleDeaths(scenario: CrashScenario, edges: readonly string[], many: number, ids: Pick<Ids, 'random'>): readonly DeathPlan[] {
  return Array.from({ length: many }, () => {
    const first = Math.floor(ids.random() * edges.length)
    const second = Math.floor(ids.random() * Math.max(1, edges.length - first))
    const at = edges[first]!
    return { deaths: [first, second], absentMs: ids.random() < 0.5 ? soonMs : lateMs, kind: kindOf(scenario, at), at }
  })
}
