import { createHash } from 'node:crypto'
import { err, ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Effect } from '#shared/maintenance/effects'
import type { Plan } from '#shared/maintenance/plan'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { Evidence } from '#shared/maintenance/run-event'
import type { ExecutionState } from '#electron/ports/operator/automation'
import type { Outcome } from '#electron/ports/operator/outcome'
import type { EffectHandler, Sighting } from '../effect-handler'
import { failedAttempt, untouchedAttempt } from './failures'
import type { RunContext } from './run-context'

type AutomationStep = Extract<PlanStep, { readonly kind: 'ssm.automation' }>

const lookAgainInMs = 15 * secondMs

/**
 * Runs a runbook, once in each account and Region that the plan touches: a runbook acts where it runs. Its token follows from run, effect and
 * place, and AWS answers the same token with the same execution: asking again finds it.
 */
export const automationEffect = (context: RunContext, step: AutomationStep): EffectHandler => {
  const start = (effect: Effect, { account, region }: PlanPlace): Promise<Outcome<string>> =>
    context.operators(account, region).automation.start(context.call, { document: step.document, parameters: step.parameters, token: tokenOf([context.run, effect.id, account, region]) })
  return {
    async perform(effect) {
      const places = placesOf(context.plan)
      if (places.length === 0) return { kind: 'failed', message: `The plan touches nothing in AWS, so it cannot be told where ${step.document} is to run. Put its databases or groups into the plan.`, again: 'never', untouched: true }
      for (const [at, place] of places.entries()) {
        const started = await start(effect, place)
        if (!started.ok) return at === 0 ? untouchedAttempt(started.error) : failedAttempt(started.error)
      }
      return { kind: 'inProgress', lookAgainInMs }
    },
    async observe(effect, { accepted }) {
      // Beginning again with the same token is how it is found: nothing is begun for the sake of looking.
      if (!accepted) return ok({ kind: 'notThere' })
      const seen: Execution[] = []
      for (const place of placesOf(context.plan)) {
        const started = await start(effect, place)
        if (!started.ok) return err(started.error.error)
        const found = await context.operators(place.account, place.region).automation.execution(context.call, started.value.value)
        if (!found.ok) return err(found.error.error)
        seen.push({ ...found.value.value, ...place })
      }
      return ok(sightingOf(step.document, seen))
    },
  }
}

interface PlanPlace {
  readonly account: string
  readonly region: string
}

type Execution = ExecutionState & PlanPlace

/** Every account and Region of the plan, each once, in order. */
export function placesOf({ databases, groups }: Pick<Plan, 'databases' | 'groups'>): readonly PlanPlace[] {
  const places = new Map<string, PlanPlace>()
  for (const { arn } of [...databases, ...groups]) {
    const [, , , region = '', account = ''] = arn.split(':')
    places.set(`${account}/${region}`, { account, region })
  }
  return [...places].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place)
}

/** A UUID of version 8: its bits are ours to choose. The same for the same parts. */
export function tokenOf(parts: readonly string[]): string {
  const digits = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const variant = ((Number.parseInt(digits.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `${variant}${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-')
}

const lost = new Set(['Failed', 'TimedOut', 'Cancelled', 'Cancelling', 'CompletedWithFailure', 'Rejected', 'Exited', 'ChangeCalendarOverrideRejected'])
const won = new Set(['Success', 'CompletedWithSuccess'])

function sightingOf(document: string, executions: readonly Execution[]): Sighting {
  const failed = executions.filter(({ status }) => lost.has(status))
  if (failed.length > 0) return { kind: 'failed', message: failed.map((execution) => failureWords(document, execution)).join(' '), again: 'never' }
  if (executions.every(({ status }) => won.has(status))) return { kind: 'done', evidence: executions.flatMap(evidenceOf) }
  const steps = executions.flatMap((execution) => execution.steps)
  const percent = steps.length === 0 ? undefined : Math.floor((100 * steps.filter(({ status }) => won.has(status)).length) / steps.length)
  return { kind: 'inProgress', lookAgainInMs, ...(percent === undefined ? {} : { percent }) }
}

const evidenceOf = ({ account, region, id, status }: Execution): readonly Evidence[] => [
  { label: `Execution in ${account}/${region}`, value: id },
  { label: 'Status', value: status },
]

function failureWords(document: string, { account, region, id, status, failure, steps }: Execution): string {
  const at = steps.find((each) => lost.has(each.status))
  return `${document} in ${account}/${region} is ${status}${at === undefined ? '' : ` at its step ${at.name}`}${failure === undefined ? '' : `: ${failure}`} Look at the execution ${id} in AWS.`
}
