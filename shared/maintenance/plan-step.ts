import { assertNever } from '../kernel/assert-never'

/** One change that a plan makes, on all of its databases, on all of its groups, or once. */
export type PlanStep =
  | { readonly kind: 'db.engine-upgrade'; readonly toVersion: string; readonly allowMajor: boolean }
  | { readonly kind: 'db.modify'; readonly changes: DatabaseChanges }
  | { readonly kind: 'db.apply-pending-maintenance'; readonly action: string }
  | { readonly kind: 'db.failover-drill' }
  | { readonly kind: 'app.instance-refresh'; readonly minHealthyPercent: number }
  | { readonly kind: 'ssm.automation'; readonly document: string; readonly parameters: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'manual'; readonly instructions: string }

/** What may be changed of an instance; retention from or to 0 is not among them: that is an outage of its own. */
export interface DatabaseChanges {
  /** `db.m6i.large` */
  readonly instanceClass?: string
  readonly storageGib?: number
  readonly multiAz?: boolean
  readonly parameterGroup?: string
  /** 1 to 35 */
  readonly retentionDays?: number
}

export type StepTarget = 'database' | 'group' | 'plan'
export type Risk = 'low' | 'medium' | 'high'

/** What a step means for a window. Minutes are of the slowest target; targets run side by side. */
export interface StepFacts {
  readonly target: StepTarget
  /** In words an operator reads: what is done. */
  readonly title: string
  readonly changeMinutes: number
  /** To put it back; 0 where nothing can be or needs to be. */
  readonly restoreMinutes: number
  readonly risk: Risk
  /** Why the risk is not low. */
  readonly riskWords?: string
  /** AWS operations in the order of their calls. */
  readonly calls: readonly string[]
}

export const restoreMinutes = 45

export function factsOf(step: PlanStep): StepFacts {
  switch (step.kind) {
    case 'db.engine-upgrade':
      return {
        target: 'database',
        title: `Upgrade the engine to ${step.toVersion}`,
        changeMinutes: step.allowMajor ? 40 : 20,
        restoreMinutes,
        risk: step.allowMajor ? 'high' : 'medium',
        riskWords: step.allowMajor ? 'A major upgrade cannot be undone in place: only a restore brings the old version back.' : 'Both instances restart: the database is away for minutes.',
        calls: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance'],
      }
    case 'db.modify':
      return modifyFacts(step.changes)
    case 'db.apply-pending-maintenance':
      return {
        target: 'database',
        title: `Apply pending maintenance: ${step.action}`,
        changeMinutes: 20,
        restoreMinutes,
        risk: 'medium',
        riskWords: 'AWS decides whether the database restarts.',
        calls: ['rds:ApplyPendingMaintenanceAction', 'rds:DescribePendingMaintenanceActions', 'rds:DescribeDBInstances'],
      }
    case 'db.failover-drill':
      return {
        target: 'database',
        title: 'Fail over to the standby',
        changeMinutes: 5,
        restoreMinutes: 0,
        risk: 'medium',
        riskWords: 'Clients lose their connections for one to two minutes.',
        calls: ['rds:RebootDBInstance', 'rds:DescribeDBInstances', 'rds:DescribeEvents'],
      }
    case 'app.instance-refresh':
      return {
        target: 'group',
        title: `Replace the app servers, at least ${step.minHealthyPercent} % in service`,
        changeMinutes: 30,
        restoreMinutes: 0,
        risk: step.minHealthyPercent < 90 ? 'medium' : 'low',
        ...(step.minHealthyPercent < 90 ? { riskWords: 'There is less capacity while servers are replaced.' } : {}),
        calls: ['autoscaling:StartInstanceRefresh', 'autoscaling:DescribeInstanceRefreshes'],
      }
    case 'ssm.automation':
      return {
        target: 'plan',
        title: `Run the automation ${step.document}`,
        changeMinutes: 15,
        restoreMinutes,
        risk: 'high',
        riskWords: 'What it does is written in its document; it cannot be told from here whether that can be undone.',
        calls: ['ssm:StartAutomationExecution', 'ssm:GetAutomationExecution'],
      }
    case 'manual':
      return { target: 'plan', title: 'By hand', changeMinutes: 15, restoreMinutes, risk: 'medium', riskWords: 'Only the operator can tell whether it was done.', calls: [] }
    default:
      return assertNever(step)
  }
}

function modifyFacts(changes: DatabaseChanges): StepFacts {
  const restarts = changes.instanceClass !== undefined || changes.parameterGroup !== undefined
  const names = [
    changes.instanceClass === undefined ? [] : [`class to ${changes.instanceClass}`],
    changes.storageGib === undefined ? [] : [`storage to ${changes.storageGib} GiB`],
    changes.multiAz === undefined ? [] : [changes.multiAz ? 'Multi-AZ on' : 'Multi-AZ off'],
    changes.parameterGroup === undefined ? [] : [`parameter group to ${changes.parameterGroup}`],
    changes.retentionDays === undefined ? [] : [`backup retention to ${changes.retentionDays} d`],
  ].flat()
  return {
    target: 'database',
    title: `Change ${names.join(', ')}`,
    changeMinutes: restarts ? 20 : 10,
    restoreMinutes: restarts ? restoreMinutes : 0,
    risk: changes.multiAz === false ? 'high' : restarts ? 'medium' : 'low',
    ...(changes.multiAz === false ? { riskWords: 'Without its standby the tenant has not what its contract promises.' } : restarts ? { riskWords: 'The database restarts.' } : {}),
    // RDS leaves the restart for a parameter group to whoever asked for it.
    calls: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', ...(changes.parameterGroup === undefined ? [] : ['rds:RebootDBInstance'])],
  }
}
