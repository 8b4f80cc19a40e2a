import { clockText } from './grant-wording'
import type { GrantView } from './support-view'

/** What a tenant's client is given: who had access, when, for what, and the proof of its closing. */
export interface ClientStatement {
  readonly desk: string
  readonly tenant: string
  readonly tenantName: string
  readonly fromMs: number
  readonly toMs: number
  /** AWS time. */
  readonly writtenAtMs: number
  /** That were open within the span, oldest first. */
  readonly grants: readonly GrantView[]
  readonly trail: TrailPart
}

/** What AWS's own records (CloudTrail) say about the doors of the tenant in the span. */
export type TrailPart =
  | { readonly kind: 'notAsked'; readonly words: string }
  | { readonly kind: 'asked'; readonly atMs: number; readonly events: readonly DoorEvent[]; readonly missing: readonly string[] }

export interface DoorEvent {
  readonly id: string
  /** `PutParameter`, ... */
  readonly name: string
  readonly atMs: number
  readonly user?: string
  readonly sourceAddress?: string
  /** The parameter or security group. */
  readonly target: string
  readonly failure?: string
}

/** One row of the statement, as text. */
export interface StatementRow {
  readonly id: string
  readonly operator: string
  readonly environment: string
  readonly what: string
  readonly reference: string
  readonly askedBy: string
  readonly reason: string
  readonly from: string
  readonly until: string
  readonly approvedBy: string
  readonly opened: string
  readonly ended: string
  readonly closed: string
  readonly proof: string
}

export const statementRows = ({ grants }: ClientStatement): readonly StatementRow[] => grants.map(rowOf)

function rowOf(grant: GrantView): StatementRow {
  const opened = grant.lines.find(({ words }) => words.startsWith('Open, read back'))
  return {
    id: grant.id,
    operator: grant.by,
    environment: grant.environment,
    what: grant.what.map((kind) => (kind === 'ssh' ? `SSH from ${grant.cidr ?? 'one address'}` : 'application login')).join(', '),
    reference: grant.reference,
    askedBy: grant.askedBy,
    reason: grant.reason,
    from: clockText(grant.fromMs),
    until: clockText(grant.untilMs),
    approvedBy: grant.isBreakGlass ? `nobody (break-glass)${reviewText(grant)}` : grant.isSelfService ? 'not needed (self-service)' : grant.approvals.map(({ by }) => by).join(', '),
    opened: opened === undefined ? (grant.wasOpen === 'maybe' ? 'may have been open: AWS was asked to open it, and was never read as open' : 'not proven') : clockText(opened.atMs),
    ended: endText(grant),
    closed: grant.proof === undefined ? 'not proven yet' : clockText(grant.proof.atMs),
    proof: grant.proof?.words ?? '',
  }
}

const reviewText = ({ review }: GrantView): string => (review === undefined ? '; not reviewed yet' : `; reviewed by ${review.by}, ${review.isFine ? 'in order' : 'not in order'}: ${review.words}`)

function endText(grant: GrantView): string {
  const { ended } = grant
  if (ended === undefined) return grant.wasOpen === 'maybe' ? 'not ended yet' : 'still open'
  const at = clockText(ended.atMs)
  if (ended.how === 'expired') return `${at}, its time was up`
  if (ended.how === 'client') return `${at}, by the client${ended.by === undefined ? '' : ` (${ended.by})`}`
  return `${at}, by ${ended.by ?? 'an operator'}${ended.why === undefined ? '' : `: ${ended.why}`}`
}

/** What is said of CloudTrail, whatever it held. */
export function trailWords(trail: TrailPart): string {
  if (trail.kind === 'notAsked') return `AWS’s own records were not asked: ${trail.words}`
  const missing = trail.missing.length === 0 ? '' : ` Not complete: ${trail.missing.join('. ')}.`
  return `AWS’s own records (CloudTrail), asked at ${clockText(trail.atMs)}. They go back 90 days, and events may be 15 minutes late.${missing}`
}
