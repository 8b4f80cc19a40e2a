import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { EffectHandler } from '../effect-handler'
import { untouchedAttempt } from './failures'
import { neverWas } from './not-yet'
import { databaseOf, operatorFor, type RunContext } from './run-context'

type MaintenanceStep = Extract<PlanStep, { readonly kind: 'db.apply-pending-maintenance' }>

const lookAgainInMs = 15 * secondMs
/** How long AWS may take from the request to the beginning. */
const graceMs = 30 * minuteMs

/** Lets AWS do now what it had pending. Done is what is pending no more, on a database that is `available`. */
export const databaseMaintenanceEffect = (context: RunContext, { action }: MaintenanceStep): EffectHandler => ({
  async perform({ subject }) {
    const { databases } = operatorFor(context, subject)
    const taken = await databases.applyPendingMaintenance(context.call, subject, action, 'immediate')
    return taken.ok ? { kind: 'inProgress', lookAgainInMs } : untouchedAttempt(taken.error)
  },
  async observe({ subject }, before) {
    const { accepted, sinceMs } = before
    const { id } = databaseOf(context, subject)
    const { databases } = operatorFor(context, subject)
    const pending = await databases.pendingMaintenance(context.call, subject)
    if (!pending.ok) return err(pending.error.error)
    const found = await databases.database(context.call, id)
    if (!found.ok) return err(found.error.error)
    const { status } = found.value.value
    const waits = pending.value.value.find((each) => each.action === action)
    if (status !== 'available') return ok({ kind: 'inProgress', lookAgainInMs })
    if (waits === undefined) return ok({ kind: 'done', evidence: [{ label: 'Pending', value: `${action} no more` }, { label: 'Status', value: status }] })
    // AWS has taken it and not begun: asked for by whoever died before the answer.
    const isTaken = accepted || waits.optInStatus === 'immediate'
    if (!isTaken) return ok(neverWas(before, found.value.dateMs))
    if (found.value.dateMs - sinceMs < graceMs) return ok({ kind: 'inProgress', lookAgainInMs })
    return ok({ kind: 'failed', message: `AWS took ${action} of ${id} and has not begun it after ${graceMs / minuteMs} min.`, again: 'never' })
  },
})
