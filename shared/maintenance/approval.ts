import type { WindowKind } from './notice-rule'

/**
 * Whether a plan may run, by who has agreed to it.
 *
 * 1. Nobody approves what they wrote, in whichever role they come: people are compared, not ARNs.
 * 2. An approval is for one hash: whoever edits the plan voids it.
 * 3. An emergency skips the notice, so it needs a reason and two people; one person agreeing twice is one.
 */
export interface Approval {
  /** The person: `OperatorIdentity.operator`, upper and lower case alike. */
  readonly by: string
  readonly planHash: string
  /** Of the window: an edit that is taken back is an edit all the same. Left out: the first. */
  readonly edition?: number
  /** AWS time. */
  readonly atMs: number
}

export interface ApprovalQuestion {
  readonly kind: WindowKind
  readonly author: string
  readonly planHash: string
  /** Left out: the first. */
  readonly edition?: number
  /** Why it cannot wait; counts in an emergency only. */
  readonly reason?: string
  readonly approvals: readonly Approval[]
}

export interface ApprovalStanding {
  readonly isApproved: boolean
  readonly approvers: readonly string[]
  readonly missing: number
  /** Approvals that count for nothing, and why. */
  readonly void: readonly { readonly approval: Approval; readonly because: 'author' | 'planChanged' | 'again' }[]
  readonly needsReason: boolean
}

export const approversNeeded: Record<WindowKind, number> = { downtime: 1, noDowntime: 1, emergency: 2 }

export function approvalStanding({ kind, author, planHash, edition = 1, reason, approvals }: ApprovalQuestion): ApprovalStanding {
  const inOrder = approvals.toSorted((left, right) => left.atMs - right.atMs)
  const counted = new Set<string>()
  const voided: ApprovalStanding['void'][number][] = []
  for (const approval of inOrder) {
    const because = whyVoid(approval, { author, planHash, edition, counted })
    if (because === undefined) counted.add(personOf(approval.by))
    else voided.push({ approval, because })
  }
  const missing = Math.max(0, approversNeeded[kind] - counted.size)
  const needsReason = kind === 'emergency' && (reason ?? '').trim() === ''
  return { isApproved: missing === 0 && !needsReason, approvers: [...counted], missing, void: voided, needsReason }
}

function whyVoid({ by, planHash, edition = 1 }: Approval, now: { readonly author: string; readonly planHash: string; readonly edition: number; readonly counted: ReadonlySet<string> }) {
  if (personOf(by) === personOf(now.author)) return 'author' as const
  if (planHash !== now.planHash || edition !== now.edition) return 'planChanged' as const
  return now.counted.has(personOf(by)) ? ('again' as const) : undefined
}

const personOf = (name: string): string => name.toLowerCase()
