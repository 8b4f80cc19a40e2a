import type { Blocker } from './blocker'
import type { Plan, PlanDatabase } from './plan'

/** What a step needs of a database that AWS would refuse only after its clients were locked out. */
export interface StepReady {
  readonly storageGib?: number
  readonly multiAz?: boolean
}

/** Steps that AWS would refuse for this database as it is now. What AWS did not tell blocks nothing. */
export function stepBlockers({ steps }: Pick<Plan, 'steps'>, { arn, id, tenant }: PlanDatabase, now: StepReady): readonly Blocker[] {
  const blocker = (message: string): Blocker => ({ kind: 'database', database: arn, tenant, message })
  let { multiAz } = now
  return steps.flatMap((step): readonly Blocker[] => {
    if (step.kind === 'db.failover-drill' && multiAz === false) return [blocker(`${id} has no standby: there is nothing to fail over to. Make it Multi-AZ in an earlier step, or take it out of the plan.`)]
    if (step.kind !== 'db.modify') return []
    multiAz = step.changes.multiAz ?? multiAz
    const { storageGib } = step.changes
    return storageGib !== undefined && now.storageGib !== undefined && storageGib < now.storageGib
      ? [blocker(`${id} has ${now.storageGib} GiB of storage, and the plan gives it ${storageGib}: AWS makes storage larger only. Correct the step, or restore into a smaller database by hand.`)]
      : []
  })
}
