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

/** Each edge of what the scenario is about, of those that a wait repeats the first and the last; or (`isFull`) every edge of the run. */
export const singleDeaths = (scenario: CrashScenario, edges: readonly string[], isFull: boolean): readonly DeathPlan[] =>
  edges.flatMap((at, edge) => {
    const isEnd = edges.indexOf(at) === edge || edges.lastIndexOf(at) === edge
    if (!isFull && !(isEnd && scenario.about.includes(phaseOf(at)))) return []
    return absences(at, edge).map((absentMs) => ({ deaths: [edge], absentMs, kind: kindOf(scenario, at), at }))
  })

/** Two deaths each, drawn by the seed; whoever takes over has less before it than who began. */
export function doubleDeaths(scenario: CrashScenario, edges: readonly string[], many: number, ids: Pick<Ids, 'random'>): readonly DeathPlan[] {
  return Array.from({ length: many }, () => {
    const first = Math.floor(ids.random() * edges.length)
    const second = Math.floor(ids.random() * Math.max(1, edges.length - first))
    const at = edges[first]!
    return { deaths: [first, second], absentMs: ids.random() < 0.5 ? soonMs : lateMs, kind: kindOf(scenario, at), at }
  })
}
