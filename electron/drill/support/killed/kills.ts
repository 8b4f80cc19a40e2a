import { secondMs } from '#shared/kernel/time'
import { supportLeaseMs } from '#electron/support/support-lease'
import type { Death } from './kill-case'
import type { KillScenario, Phase } from './scenarios'

/** What a process dies around. */
export const sorts = ['AWS', 'store', 'audit'] as const
export type Sort = (typeof sorts)[number]

export interface KillPlan extends Death {
  readonly scenario: KillScenario
  readonly phase: Phase
  readonly sort: Sort
  readonly when: 'before' | 'after'
}

/** Restarted at once, while its own lease runs; as soon as that has run out; or when what waits for a minute has been: less than a grant lasts. */
const absences = [2 * secondMs, supportLeaseMs + 2 * secondMs, 100 * secondMs]

/** Every edge of what the scenario is about; of what repeats itself while nothing happens the first of its name. Thinned: behind what opens and closes doors and makes schedules, and before the line that says so, once in each phase. */
export function killsOf(scenario: KillScenario, passed: readonly string[], isThin: boolean): readonly KillPlan[] {
  const times = new Map<string, number>()
  const all = passed.flatMap((label, at) => {
    const time = (times.get(label) ?? 0) + 1
    times.set(label, time)
    const read = readLabel(label)
    const isMeant = scenario.about.includes(read.phase) && (time === 1 || read.phase !== 'watching')
    return isMeant ? [{ scenario, ...read, edge: { label, time }, absentMs: absences[at % absences.length]! }] : []
  })
  if (!isThin) return all
  const telling = all.filter(({ edge, phase, sort }) => edge.time === 1 && phase !== 'watching' && isTelling(edge.label, sort))
  return telling.filter(({ phase, sort }, at) => telling.findIndex((other) => other.phase === phase && other.sort === sort) === at)
}

/** `opening: before network.authorize` */
function readLabel(label: string): Pick<KillPlan, 'phase' | 'sort' | 'when'> {
  const [phase, when, what] = /^(.+?): (before|after) (\w+)/.exec(label)!.slice(1) as [Phase, 'before' | 'after', string] // as guarded.ts names edges
  return { phase, when, sort: what === 'store' || what === 'audit' ? what : 'AWS' }
}

/** Where dying costs most: AWS has it, and nobody else knows. */
const isTelling = (label: string, sort: Sort): boolean => (sort === 'AWS' ? /: after \w+\.(put|authorize|revoke|create)$/.test(label) : /: before store\.append (opened|closed)/.test(label))
