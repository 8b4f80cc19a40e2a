import { clockText } from '#shared/support/grant-wording'
import type { DriftView, GrantView, SupportDeskView } from '#shared/support/support-view'

/** Support access as a terminal shows it. All times are AWS time, UTC. */
export function deskLines({ grants, drifts, openReviews, comparedAtMs, blindSpots, offline }: SupportDeskView): readonly string[] {
  return [
    ...(offline === undefined ? [] : [offline]),
    ...(grants.length === 0 ? ['Nobody has support access, or had it within thirty days.'] : grants.map(grantLine)),
    ...driftLines(drifts),
    ...blindSpots.map((words) => `not known ${words}`),
    ...(openReviews === 0 ? [] : [`${openReviews} break-glass ${openReviews === 1 ? 'grant waits' : 'grants wait'} for a review.`]),
    comparedAtMs === undefined ? 'AWS has not been compared with the grants yet: `support reconcile` does it.' : `Compared with AWS at ${clockText(comparedAtMs)}.`,
  ]
}

export const driftLines = (drifts: readonly DriftView[]): readonly string[] => drifts.flatMap(({ words, repair, id }) => [`drift     ${words}`, `          ${repair}: support repair '${id}'`])

const grantLine = ({ id, stage, tenant, environment, by, what, untilMs, reference, trouble, remark }: GrantView): string =>
  `${(stage === 'revoking' ? 'REVOKING' : stage).padEnd(10)} ${id}  ${tenant}, ${environment}  ${what.join('+')}  ${by}  until ${clockText(untilMs)}  ${reference}${trouble === undefined ? '' : `  TROUBLE: ${trouble.words}`}${remark === undefined ? '' : `  FOUND: ${remark.words}`}`

export function grantLines(grant: GrantView): readonly string[] {
  const { id, stage, tenantName, environment, what, by, reference, askedBy, reason, fromMs, untilMs, cidr, hash, approvals, doors, trouble, remark, proof, review, lines, words, isBreakGlass, isSelfService } = grant
  return [
    `${id}  [${stage}]  ${words}`,
    `  tenant    ${tenantName}, ${environment}`,
    `  what      ${what.join(', ')}${cidr === undefined ? '' : ` from ${cidr}`}`,
    `  who       ${by}, for ${askedBy} (${reference}): ${reason}`,
    `  when      ${clockText(fromMs)} to ${clockText(untilMs)}`,
    `  approved  ${isBreakGlass ? 'by nobody (break-glass)' : isSelfService ? 'not needed (self-service)' : approvals.map((each) => each.by).join(', ') || 'by nobody'}`,
    `  hash      ${hash}`,
    ...doors.map(({ target, state, readAtMs, closesByItselfAtMs, trouble: wrong }) => `  door      ${target}: ${state}${readAtMs === undefined ? '' : `, read ${clockText(readAtMs)}`}${closesByItselfAtMs === undefined ? '' : `, closes by itself ${clockText(closesByItselfAtMs)}`}${wrong === undefined ? '' : `; ${wrong}`}`),
    ...(trouble === undefined ? [] : [`  TROUBLE   ${trouble.words} (${trouble.tries} tries)`]),
    ...(remark === undefined ? [] : [`  FOUND     ${clockText(remark.atMs)}: ${remark.words}`]),
    ...(proof === undefined ? [] : [`  proof     ${clockText(proof.atMs)}: ${proof.words}`]),
    ...(review === undefined ? [] : [`  review    ${review.by}: ${review.isFine ? 'in order' : 'not in order'}. ${review.words}`]),
    ...lines.map((line) => `  ${clockText(line.atMs)}  ${line.by === undefined ? '' : `${line.by}: `}${line.words}`),
  ]
}
