import type { OperatorCall, Outcome } from './outcome'

/** Rules of security groups: who may reach a port. */
export interface NetworkOperator {
  /** Inbound rules of a group, whole pages. A group that is not there has none; `authorize` says `gone` of it. */
  ingress(call: OperatorCall, securityGroup: string): Promise<Outcome<readonly IngressRule[]>>
  /** `alreadyThere`: the same addresses and port are let in already, whatever the rule's description says. */
  authorize(call: OperatorCall, rule: NewIngressRule): Promise<Outcome<IngressRule>>
  describe(call: OperatorCall, securityGroup: string, ruleId: string, description: string): Promise<Outcome<null>>
  /** `gone`: there is no such rule (any more). */
  revoke(call: OperatorCall, securityGroup: string, ruleId: string): Promise<Outcome<null>>
}

export interface NewIngressRule {
  readonly securityGroup: string
  /** One address: `/32` of IPv4, `/128` of IPv6. */
  readonly cidr: string
  readonly port: number
  /** At most 255 of AWS's characters. */
  readonly description: string
}

export interface IngressRule {
  readonly id: string
  readonly securityGroup: string
  readonly protocol: string
  readonly fromPort?: number
  readonly toPort?: number
  /** Absent: it lets in a group or a prefix list. */
  readonly cidr?: string
  readonly description?: string
}
