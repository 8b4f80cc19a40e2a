import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { RefreshState } from '#electron/ports/operator/groups'
import type { Before, EffectHandler, Sighting } from '../effect-handler'
import { untouchedAttempt } from './failures'
import { neverWas } from './not-yet'
import { operatorFor, type RunContext } from './run-context'

type RefreshStep = Extract<PlanStep, { readonly kind: 'app.instance-refresh' }>

const lookAgainInMs = 15 * secondMs
/** AWS's clock names the start, the journal's line was written before the request left: no more than this may lie between. */
const looseMs = minuteMs

/**
 * Replaces the machines of a group. AWS takes no name of ours for a refresh, so it is found by its time: the one that began after the
 * journal said that it would be begun. Only one runs at a time, so there is never a second of ours.
 */
export const instanceRefreshEffect = (context: RunContext, { minHealthyPercent }: RefreshStep): EffectHandler => ({
  async perform({ subject }) {
    const started = await operatorFor(context, subject).groups.startRefresh(context.call, nameOf(context, subject), { minHealthyPercent })
    if (started.ok) return { kind: 'inProgress', lookAgainInMs }
    if (started.error.why !== 'alreadyThere') return untouchedAttempt(started.error)
    return { kind: 'failed', message: `${nameOf(context, subject)} is being refreshed already, not by this run. Wait for it, or cancel it in AWS.`, again: 'later', untouched: true }
  },
  async observe({ subject }, before) {
    const name = nameOf(context, subject)
    const found = await operatorFor(context, subject).groups.refreshes(context.call, name)
    if (!found.ok) return err(found.error.error)
    const own = found.value.value.find(({ startedAtMs }) => startedAtMs !== undefined && startedAtMs >= before.begunMs - looseMs)
    return ok(own === undefined ? unseen(name, before, found.value.dateMs) : sightingOf(name, own))
  },
})

function nameOf({ plan }: RunContext, arn: string): string {
  const group = plan.groups.find((each) => each.arn === arn)
  if (group === undefined) throw new Error(`The plan ${plan.id} has no group ${arn}`)
  return group.name
}

const unseen = (name: string, before: Before, nowMs: number): Sighting =>
  before.accepted ? { kind: 'unclear', message: `AWS took a refresh of ${name} and does not list it. Look at the group in AWS.` } : neverWas(before, nowMs)

function sightingOf(name: string, { id, status, percent, reason }: RefreshState): Sighting {
  if (status === 'Successful') return { kind: 'done', evidence: [{ label: 'Refresh', value: id }, { label: 'Status', value: status }] }
  if (/^(Failed|Cancelled|Cancelling|Rollback)/.test(status)) return { kind: 'failed', message: `The refresh ${id} of ${name} is ${status}${reason === undefined ? '' : `: ${reason}`}.`, again: 'never' }
  return { kind: 'inProgress', lookAgainInMs, ...(percent === undefined ? {} : { percent }) }
}
