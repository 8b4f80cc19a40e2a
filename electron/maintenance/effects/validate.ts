import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { tenantsOf } from '#shared/maintenance/plan'
import type { Attempt, EffectHandler } from '../effect-handler'
import { failedAttempt, failedBecause } from './failures'
import { operatorFor, type RunContext } from './run-context'

/**
 * Asks once more whether the plan may begin, and keeps how everything is: every database, for a restore to come back to, and every tenant, for
 * what is found later to be compared with. Done again it keeps what it kept first.
 */
export const validateEffect = (context: RunContext): EffectHandler => ({
  async perform() {
    const blockers = await context.preflight()
    if (!blockers.ok) return failedBecause(blockers.error)
    if (blockers.value.length > 0) return { kind: 'failed', message: blockers.value.map(({ message }) => message).join(' '), again: 'never' }
    const databases = await keepDatabases(context)
    if (databases !== undefined) return databases
    const known = await keepConditions(context)
    if (!known.ok) return failedBecause(known.error)
    return {
      kind: 'done',
      evidence: [
        { label: 'In the way of the plan', value: 'nothing' },
        { label: 'Databases kept as they were', value: String(context.plan.databases.length) },
        { label: 'Problems before', value: String(known.value) },
      ],
    }
  },
  // It changes nothing, so that it is simply done again.
  observe: async () => ok({ kind: 'notThere' }),
})

/** Undefined: all are kept. */
async function keepDatabases(context: RunContext): Promise<Attempt | undefined> {
  for (const { arn, id } of context.plan.databases) {
    const found = await operatorFor(context, arn).databases.database(context.call, id)
    // Nothing was asked of AWS but to read: what is unknown now may be known later.
    if (!found.ok) return found.error.why === 'unknown' ? failedBecause(found.error.error) : failedAttempt(found.error)
    const kept = await context.before.keep([found.value.value])
    if (!kept.ok) return failedBecause(kept.error)
  }
  return undefined
}

/** How many problems there were. */
async function keepConditions({ plan, health }: RunContext): Promise<Result<number, AppError>> {
  let problems = 0
  for (const tenant of tenantsOf(plan)) {
    const now = await health.now(tenant)
    if (!now.ok) return err(now.error)
    const kept = await health.keep(tenant, now.value)
    if (!kept.ok) return err(kept.error)
    problems += kept.value.problems.length
  }
  return ok(problems)
}
