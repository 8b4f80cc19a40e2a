import { isTakenAway, type DriftView, type GrantView, type SupportDeskView } from '#shared/support/support-view'
import { exitCodes } from '../exit-code'
import type { Answer } from '../maintenance/desk-command'
import { deskLines, driftLines, grantLines } from './grant-lines'

/** Nothing is left to do about it: no trouble, and nothing that should be closed and is not proven so. */
const isProven = ({ trouble, unread, stage }: GrantView): boolean => trouble === undefined && unread === undefined && stage !== 'revoking'

/** Nor did anybody else work on it in AWS: what was put right stays a finding until it ends, what was taken away until it is there again. */
const isWell = (grant: GrantView): boolean => isProven(grant) && grant.remark === undefined && !isTakenAway(grant)

/** One grant. `found`: drifts that stand, or that a comparison made on the way, of which those at the same tenant are told. */
export function grantAnswer(grant: GrantView, found: readonly DriftView[] = []): Answer {
  const near = found.filter((drift) => drift.grant === grant.id || drift.tenant === grant.tenant)
  return {
    json: near.length === 0 ? grant : { ...grant, drifts: near },
    lines: [...grantLines(grant), ...driftLines(near)],
    code: isWell(grant) && near.length === 0 ? exitCodes.fine : exitCodes.findings,
    // What was wanted of the grant has come about, whatever else was found beside it.
    ...(isProven(grant) ? { isDone: true } : {}),
  }
}

/** The same while AWS was not read as it is wanted yet. */
export const movingAnswer = (grant: GrantView): Answer => ({ ...grantAnswer(grant), code: exitCodes.findings, isDone: false })

/** All of the desk, after everything was compared: what it found beside the grants is news, and no failure of comparing. */
export const comparedAnswer = (desk: SupportDeskView): Answer => ({ ...deskAnswer(desk), isDone: desk.blindSpots.length === 0 && desk.offline === undefined && desk.grants.every(isProven) })

/** All of the desk, after one drift was repaired, whatever else there is. */
export const repairedAnswer = (desk: SupportDeskView, drift: string): Answer => ({ ...deskAnswer(desk), isDone: desk.offline === undefined && desk.drifts.every(({ id }) => id !== drift) })

/** All of the desk: well only when everything could be compared, and was as granted. */
export const deskAnswer = (desk: SupportDeskView): Answer => ({
  json: desk,
  lines: deskLines(desk),
  code: desk.drifts.length === 0 && desk.blindSpots.length === 0 && desk.offline === undefined && desk.grants.every(isWell) ? exitCodes.fine : exitCodes.findings,
})
