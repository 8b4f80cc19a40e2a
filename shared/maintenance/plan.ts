import type { WindowKind } from './notice-rule'
import type { PlanStep } from './plan-step'
import type { WindowTimes } from './window'

/** A database that a plan touches, as it was when the plan was made: compared again at the start. */
export interface PlanDatabase {
  readonly arn: string
  /** DBInstanceIdentifier. */
  readonly id: string
  readonly tenant: string
  readonly environment: string
  readonly engine: string
  readonly engineVersion: string
}

export interface PlanGroup {
  readonly arn: string
  /** AutoScalingGroupName. */
  readonly name: string
  /** Several where the group is shared. */
  readonly tenants: readonly string[]
  readonly environment: string
}

/** What is done when a change or its verification fails. */
export type FailurePolicy = 'restore' | 'stopAndAsk'

/** Where every snapshot of a run is copied before anything is changed. */
export interface OffsiteCopy {
  readonly region: string
  /** Of that Region: AWS wants one for encrypted snapshots of another. */
  readonly kmsKeyId?: string
}

/** A maintenance window before it runs. Everything in it is part of what is approved: an edit is another plan. */
export interface Plan {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly kind: WindowKind
  readonly author: string
  readonly window: WindowTimes
  readonly databases: readonly PlanDatabase[]
  readonly groups: readonly PlanGroup[]
  readonly steps: readonly PlanStep[]
  readonly onFailure: FailurePolicy
  /** Left out: snapshots stay where they are made. */
  readonly copyTo?: OffsiteCopy
  /** Why it cannot wait for the notice: emergencies only. */
  readonly emergencyReason?: string
}

/** Every tenant that the plan touches, each once, by name. */
export const tenantsOf = ({ databases, groups }: Plan): readonly string[] =>
  [...new Set([...databases.map(({ tenant }) => tenant), ...groups.flatMap(({ tenants }) => tenants)])].sort()
