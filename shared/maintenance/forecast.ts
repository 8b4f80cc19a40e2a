import { expectationOf } from './expectation'
import { factsOf, type PlanStep } from './plan-step'
import { plannedCalls, type PlanReach } from './planned-calls'
import { tenantsOf, type Plan } from './plan'
import type { Forecast } from './window-view'

/** What a plan means before anybody approves it: times, risks, outages and every call. Expected, not measured. `reach`: of its tenants, as far as it is known. */
export function forecastOf(plan: Plan, reach?: PlanReach): Forecast {
  const { prepareMinutes, changeMinutes, restoreMinutes } = expectationOf(plan)
  return {
    prepareMinutes,
    changeMinutes,
    restoreMinutes,
    steps: plan.steps.map((step) => {
      const { title, target, changeMinutes: minutes, risk, riskWords } = factsOf(step)
      return { title, target, targets: targetsOf(plan, target), minutes, risk, ...(riskWords === undefined ? {} : { riskWords }) }
    }),
    outages: outagesOf(plan),
    calls: plannedCalls(plan, reach),
  }
}

const targetsOf = ({ databases, groups }: Plan, target: 'database' | 'group' | 'plan'): number => (target === 'database' ? databases.length : target === 'group' ? groups.length : 1)

/** Closed is closed from the first to the last; without closing only what restarts is felt. */
function outagesOf(plan: Plan): Forecast['outages'] {
  const { prepareMinutes, changeMinutes } = expectationOf(plan)
  if (plan.kind !== 'noDowntime') return tenantsOf(plan).map((tenant) => ({ tenant, minutes: prepareMinutes + changeMinutes, because: 'Access is closed until the change is verified.' }))
  const felt = plan.steps.map(outageOfStep).reduce((sum, minutes) => sum + minutes, 0)
  const withDatabases = new Set(plan.databases.map(({ tenant }) => tenant))
  const affected = tenantsOf(plan).map((tenant) => (withDatabases.has(tenant) && felt > 0 ? { tenant, minutes: felt, because: 'Its databases restart or fail over.' } : { tenant, minutes: 0, because: 'Nothing of it stops.' }))
  return affected.toSorted((left, right) => right.minutes - left.minutes)
}

/** Minutes in which one database of a step does not answer. */
function outageOfStep(step: PlanStep): number {
  switch (step.kind) {
    case 'db.engine-upgrade':
      return step.allowMajor ? 20 : 10
    case 'db.modify':
      return step.changes.instanceClass !== undefined || step.changes.parameterGroup !== undefined ? 2 : 0
    case 'db.apply-pending-maintenance':
      return 10
    case 'db.failover-drill':
      return 2
    case 'app.instance-refresh':
    case 'ssm.automation':
    case 'manual':
      return 0
  }
}
