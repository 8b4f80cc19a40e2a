import type { FailurePolicy, OffsiteCopy } from './plan'
import type { PlanSelection } from './plan-scope'
import type { PlanStep } from './plan-step'
import type { WindowKind } from './notice-rule'
import type { WindowTimes } from './window'

/**
 * What a person fills in, on screen or in a file. It becomes a plan when its selection is looked up in the fleet: a plan names databases and
 * groups, so that what was approved is what is touched.
 */
export interface PlanDraft {
  /** Left out: made from the title and the day. */
  readonly id?: string
  readonly title: string
  readonly why: string
  readonly kind: WindowKind
  readonly window: WindowTimes
  readonly select: PlanSelection
  readonly steps: readonly PlanStep[]
  readonly onFailure: FailurePolicy
  readonly copyTo?: OffsiteCopy
  readonly emergencyReason?: string
}
