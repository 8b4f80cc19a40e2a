import type { OperatorCall, Outcome, Tags } from './outcome'

/**
 * Closing access: a rule of the load balancer's listener answers a tenant's host names with a fixed page. AWS makes up a rule's ARN, so a
 * rule is known again by its tags.
 */
export interface AccessOperator {
  listeners(call: OperatorCall, loadBalancerArn: string): Promise<Outcome<readonly ListenerState[]>>
  /** All rules of a listener, the default one too, in AWS's order. Without tags: `ruleTags`. */
  rules(call: OperatorCall, listenerArn: string): Promise<Outcome<readonly RuleState[]>>
  /** Tags by ARN; of at most twenty. */
  ruleTags(call: OperatorCall, ruleArns: readonly string[]): Promise<Outcome<Readonly<Record<string, Tags>>>>
  /** `conflict`: the priority is somebody else's. */
  createRule(call: OperatorCall, rule: NewRule): Promise<Outcome<RuleState>>
  /** Puts another page in the place of a rule's. */
  setPage(call: OperatorCall, ruleArn: string, html: string): Promise<Outcome<RuleState>>
  deleteRule(call: OperatorCall, ruleArn: string): Promise<Outcome<null>>
  setRulePriorities(call: OperatorCall, priorities: Readonly<Record<string, number>>): Promise<Outcome<readonly RuleState[]>>
}

export interface ListenerState {
  readonly arn: string
  readonly port?: number
  readonly protocol?: string
}

export interface RuleState {
  readonly arn: string
  /** `default`, or 1 (first) to 50,000. */
  readonly priority: 'default' | number
  readonly hosts: readonly string[]
  /** Fixed responses only: the HTTP status, and the page. */
  readonly status?: number
  readonly body?: string
}

export interface NewRule {
  readonly listenerArn: string
  /** 1 to 50,000, smaller counts first. */
  readonly priority: number
  /** At most five, `*` and `?` allowed. */
  readonly hosts: readonly string[]
  /** At most 1,024 bytes. */
  readonly html: string
  readonly tags: Tags
}
