import { cutOffMs, type Expectation } from './cut-off'
import type { RunFrame } from './decide'
import { effectsOf } from './effects'
import { longerEffects } from './longer'
import type { FailurePolicy, Plan } from './plan'
import { factsOf, restoreMinutes } from './plan-step'
import type { RunState } from './run-state'
import { againEffects } from './verify-again'
import type { Span } from './window'

/** Closing and muting take seconds; a snapshot of a database that has one from last night takes minutes. */
const prepareMinutes = 15
/** A copy waits in its Region's queue and takes longer than the snapshot; the change waits for it. */
const copyMinutes = 60

/**
 * Steps follow each other, their targets run side by side; one restore brings back whatever any of them did. Where a failed verification restores
 * without asking, its time is kept whatever the steps are.
 */
export function expectationOf(plan: Pick<Plan, 'kind' | 'onFailure' | 'databases' | 'steps' | 'copyTo'>): Expectation {
  const facts = plan.steps.map(factsOf)
  return {
    prepareMinutes: prepareMinutes + (plan.copyTo === undefined ? 0 : copyMinutes),
    changeMinutes: facts.reduce((sum, each) => sum + each.changeMinutes, 0),
    restoreMinutes: Math.max(failurePolicyOf(plan) === 'restore' ? restoreMinutes : 0, ...facts.map((each) => each.restoreMinutes)),
  }
}

/**
 * Without downtime people go on writing: a restore would lose that, so a person is asked whatever the plan says. App groups alone have nothing
 * to be restored from.
 */
export const failurePolicyOf = ({ kind, onFailure, databases }: Pick<Plan, 'kind' | 'onFailure' | 'databases'>): FailurePolicy => (kind === 'noDowntime' || databases.length === 0 ? 'stopAndAsk' : onFailure)

/** What `decide` needs of a plan, for the window's end as the run's journal has it. */
export const frameOf = (plan: Plan, span: Span, { toMs, ...state }: Pick<RunState, 'toMs' | 'extensions' | 'effects' | 'answers' | 'outdated'>): RunFrame => ({
  effects: [...effectsOf(plan), ...longerEffects(plan, state), ...againEffects(plan, state)],
  onFailure: failurePolicyOf(plan),
  cutOffMs: cutOffMs({ fromMs: span.fromMs, toMs: toMs ?? span.toMs }, expectationOf(plan)),
})
