import { clockText } from './grant-wording'
import type { GrantView } from './support-view'

/** A grant in the statement, as text. */
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

export const statementRows = ({ grants }: { readonly grants: readonly GrantView[] }): readonly StatementRow[] => grants.map(rowOf)

/** `SSH from 198.51.100.7/32, application login` */
export const accessText = ({ what, cidr }: Pick<GrantView, 'what' | 'cidr'>): string => what.map((kind) => (kind === 'ssh' ? `SSH from ${cidr ?? 'one address'}` : 'application login')).join(', ')

function rowOf(grant: GrantView): StatementRow {
  const opened = grant.lines.find(({ words }) => words.startsWith('Open, read back'))
  return {
    id: grant.id,
    operator: grant.by,
    environment: grant.environment,
    what: accessText(grant),
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
