import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Share } from '../../shares'
import { playKillCase, type KillBench } from './kill-case'
import { judgeKill } from './kill-judgement'
import { killsOf, type KillPlan } from './kills'
import { killScenarios } from './scenarios'

export interface KillDrillOptions extends KillBench {
  readonly isThin: boolean
  /** Only at every so many edges; 1: at all. */
  readonly every: number
  readonly share: Share
  /** Only cases whose name has this. */
  readonly only?: string
  /** `wrong`: in words; empty: nothing. */
  readonly onCase?: (name: string, wrong: readonly string[]) => void
}

/** How often processes died: by what they were at, and by what they died around: `before AWS`, `after store`, ... */
export type KillTally = Readonly<Record<string, Readonly<Record<string, number>>>>

export interface KillReport {
  readonly cases: number
  readonly died: KillTally
  /** In words. */
  readonly failed: readonly string[]
}

/** Each scenario once in which nobody dies, then again and again with processes that die elsewhere. */
export async function runKillDrill({ isThin, every, share, only = '', onCase, ...bench }: KillDrillOptions): Promise<Result<KillReport, AppError>> {
  const died: Record<string, Record<string, number>> = {}
  const failed: string[] = []
  let number = 0
  let cases = 0
  let known = 0
  let edges = 0
  for (const scenario of killScenarios) {
    const undisturbed = await playKillCase(bench, scenario)
    if (!undisturbed.ok) return undisturbed
    const plans = killsOf(scenario, undisturbed.value.passed, isThin).filter((plan) => nameOf(plan).includes(only) && (edges += 1) % every === 0)
    known += plans.length
    if ((number += 1) % share.of === share.part && only === '') {
      cases += 1
      failed.push(...judgeKill(undisturbed.value, undisturbed.value, 0).map((words) => `${scenario.name}: nobody dies: ${words}`))
    }
    for (const plan of plans) {
      if ((number += 1) % share.of !== share.part) continue
      const name = nameOf(plan)
      const facts = await playKillCase(bench, scenario, plan)
      if (!facts.ok) return facts
      const isDead = facts.value.diedAtMs !== undefined
      const wrong = [...(isDead ? [] : ['it did not come to this edge']), ...judgeKill(facts.value, undisturbed.value, plan.absentMs)]
      failed.push(...wrong.map((words) => `${name}: ${words}`))
      const tally = (died[plan.phase] ??= {})
      const kind = `${plan.when} ${plan.sort}`
      if (isDead) tally[kind] = (tally[kind] ?? 0) + 1
      cases += 1
      onCase?.(name, wrong)
    }
  }
  return known === 0 && only !== '' ? err(appError('invalidInput', `No case has “${only}” in its name. --list tells them all.`)) : ok({ cases, died, failed })
}

/** Names of all cases, in order. */
export async function listKills(bench: KillBench, isThin: boolean): Promise<Result<readonly string[], AppError>> {
  const names: string[] = []
  for (const scenario of killScenarios) {
    const undisturbed = await playKillCase(bench, scenario)
    if (!undisturbed.ok) return undisturbed
    names.push(`${scenario.name}: nobody dies`, ...killsOf(scenario, undisturbed.value.passed, isThin).map(nameOf))
  }
  return ok(names)
}

const nameOf = ({ scenario, edge, absentMs }: KillPlan): string => `${scenario.name}: dies ${edge.label}${edge.time === 1 ? '' : ` (${edge.time})`}, ${absentMs / secondMs} s absent`
