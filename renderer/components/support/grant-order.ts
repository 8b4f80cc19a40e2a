import { isTakenAway, type GrantStage, type GrantView, type SupportDeskView } from '#shared/support/support-view'

const over: ReadonlySet<GrantStage> = new Set(['refused', 'lapsed', 'withdrawn', 'closed'])
const behindDoors: ReadonlySet<GrantStage> = new Set(['opening', 'open', 'revoking'])

/** Nothing more happens to it by itself. */
export const isOver = ({ stage }: Pick<GrantView, 'stage'>): boolean => over.has(stage)

/** Something may stand open for it: it is being opened, open, or not proven closed. */
export const isOpenOrUnproven = ({ stage }: Pick<GrantView, 'stage'>): boolean => behindDoors.has(stage)

/** Somebody other than who broke the glass has to look at it afterwards. */
export const isReviewWanted = ({ isBreakGlass, review, stage }: Pick<GrantView, 'isBreakGlass' | 'review' | 'stage'>): boolean => isBreakGlass && review === undefined && stage === 'closed'

/** Whoever looks may approve it now. */
export const isApprovalWanted = ({ stage, may }: Pick<GrantView, 'stage' | 'may'>): boolean => stage === 'asked' && may.approve === true

const urgency: readonly GrantStage[] = ['revoking', 'open', 'opening', 'waiting', 'asked']

/** Those of one tenant that are not over, the one that matters most first: trouble and what was taken away, then what is open longest. */
export function liveGrantsOf(grants: readonly GrantView[], tenant: string): readonly GrantView[] {
  const rank = (grant: GrantView): number => (grant.trouble === undefined && !isTakenAway(grant) ? 1 : 0) * urgency.length + urgency.indexOf(grant.stage)
  return grants.filter((grant) => grant.tenant === tenant && !isOver(grant)).toSorted((left, right) => rank(left) - rank(right) || right.untilMs - left.untilMs)
}

/** What wants somebody now: what fails, what drifted, approvals that whoever looks may give, reviews that nobody has made. */
export function wantedOf({ grants, drifts }: Pick<SupportDeskView, 'grants' | 'drifts'>): number {
  return drifts.length + grants.filter((grant) => grant.trouble !== undefined || isApprovalWanted(grant) || isReviewWanted(grant)).length
}
