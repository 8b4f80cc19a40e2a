import { secondMs } from '../kernel/time'
import { clockText } from './grant-wording'
import { closingOf, isBegun, reviewOf, type GrantFacts } from './grant-state'
import type { DriftView, GrantView } from './support-view'

/** What everybody on the desk is told of support access: the watch makes findings of it, which stand on screens and in the tray. */
export interface SupportMatter {
  readonly tenant: string
  /** The same for the same matter. */
  readonly id: string
  readonly kind: 'trouble' | 'drift' | 'breakGlass' | 'review'
  readonly grant?: string
  /** Trouble of closing, not of opening. */
  readonly isClosing?: true
  readonly words: string
  /** AWS time of its first sight. */
  readonly sinceMs: number
}

/** Something of it may have to be told. Years of closed grants are not made into views for that. */
export const mayMatter = (facts: GrantFacts, nowMs: number): boolean =>
  closingOf(facts) === undefined ? isBegun(facts) || nowMs < (facts.limit?.askedUntilMs ?? facts.asked.untilMs) : facts.asked.isBreakGlass && reviewOf(facts) === undefined

/** AWS may refuse once; what fails twice, or for a minute, somebody has to know. */
const triesUntilTold = 2
const toldAfterMs = 60 * secondMs

export function supportMatters(grants: readonly GrantView[], drifts: readonly DriftView[], nowMs: number): readonly SupportMatter[] {
  return [...grants.flatMap((grant) => mattersOf(grant, nowMs)), ...drifts.flatMap((drift) => (drift.tenant === undefined ? [] : [{ tenant: drift.tenant, id: `drift|${drift.id}`, kind: 'drift' as const, ...(drift.grant === undefined ? {} : { grant: drift.grant }), words: `${drift.words} Repair: ${drift.repair}, on the support screen.`, sinceMs: drift.foundAtMs }]))]
}

function mattersOf(grant: GrantView, nowMs: number): readonly SupportMatter[] {
  const { id, tenant, askedUntilMs, unread, remark, trouble, stage, isBreakGlass, review, environment, by } = grant
  const about = { tenant, grant: id }
  const sinceMs = grant.lines.findLast(({ isTrouble }) => !isTrouble)?.atMs ?? grant.atMs
  const firstTrouble = grant.lines.filter(({ atMs, isTrouble }) => isTrouble && atMs >= sinceMs)[0]?.atMs ?? nowMs
  const isTold = trouble !== undefined && (trouble.tries >= triesUntilTold || nowMs - firstTrouble >= toldAfterMs)
  const isRunning = stage === 'opening' || stage === 'open' || stage === 'revoking'
  const closing = stage === 'revoking' ? 'Support access is not proven closed' : 'Support access is not as it should be'
  return [
    ...(isTold ? [{ ...about, id: `trouble|${id}`, kind: 'trouble' as const, ...(stage === 'revoking' ? { isClosing: true as const } : {}), words: `${closing} (${environment}, ${id}), after ${trouble.tries} tries: ${trouble.words}`, sinceMs: firstTrouble }] : []),
    ...(remark === undefined ? [] : [{ ...about, id: `remark|${id}|${remark.atMs}`, kind: 'drift' as const, words: `Support access to ${environment} (${id}, ${by}): ${remark.words}`, sinceMs: remark.atMs }]),
    ...(unread === undefined ? [] : [{ ...about, id: `unread|${id}`, kind: 'drift' as const, words: `Support access to ${environment} (${id}, ${by}): ${grant.words} Look at ${grant.doors.map(({ target }) => target).join(' and ')} in AWS.`, sinceMs: grant.atMs }]),
    ...(askedUntilMs !== undefined && stage === 'refused' && nowMs < askedUntilMs ? [{ ...about, id: `overPolicy|${id}`, kind: 'drift' as const, words: `Support access to ${environment} (${id}, asked by ${by}): ${grant.words} Take care that no console with an older fleet file opens it.`, sinceMs: grant.atMs }] : []),
    ...(isBreakGlass && (isRunning || stage === 'waiting') ? [{ ...about, id: `breakGlass|${id}`, kind: 'breakGlass' as const, words: `${by} ${isRunning ? 'opened' : 'wants to open'} ${environment} without an approval (break-glass, ${id}${isRunning ? '' : `, at ${clockText(grant.fromMs)}`}): ${grant.reason}`, sinceMs: grant.atMs }] : []),
    ...(isBreakGlass && stage === 'closed' && review === undefined ? [{ ...about, id: `review|${id}`, kind: 'review' as const, words: `The break-glass access of ${by} to ${environment} (${id}) has not been reviewed by anybody. Review it on the support screen.`, sinceMs: grant.proof?.atMs ?? grant.untilMs }] : []),
  ]
}
