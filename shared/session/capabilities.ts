/** What a signed-in role may do. Everybody who can sign in may read; the rest is named by the fleet file. */
export type Capability = 'read' | 'operate' | 'approve'

export interface CapabilityRules {
  readonly operator: readonly string[]
  readonly approver: readonly string[]
}

/**
 * 1. A role that the fleet file does not name may only read.
 * 2. Approving does not include operating: who plans does not approve, unless the desk gives both to one role.
 * 3. Names are compared exactly, as AWS does.
 */
export function capabilitiesOf(roleNames: readonly string[], rules: CapabilityRules): ReadonlySet<Capability> {
  const named = (list: readonly string[]): boolean => roleNames.some((role) => list.includes(role))
  return new Set<Capability>(['read', ...(named(rules.operator) ? (['operate'] as const) : []), ...(named(rules.approver) ? (['approve'] as const) : [])])
}

/** Why a command is not offered, in the operator's words; undefined when it is allowed. */
export function refusalOf(needed: Capability, held: ReadonlySet<Capability>): string | undefined {
  if (held.has(needed)) return undefined
  switch (needed) {
    case 'read':
      return 'Sign in first.'
    case 'operate':
      return 'Your role may only look. Ask for a role that the fleet file lists under capabilities.operator.'
    case 'approve':
      return 'Your role may not approve. Ask for a role that the fleet file lists under capabilities.approver.'
  }
}
