import { closingOf, fromOf, isBegun, isOver, reviewOf, type GrantFacts } from './grant-state'
import type { GrantStage, GrantView } from './support-view'

/** What whoever looks may do with a grant, and why not; the role is another matter (`commandCapabilities`). */
export function mayDo(facts: GrantFacts, stage: GrantStage, { me, offline, nowMs }: { readonly me?: string; readonly offline?: string; readonly nowMs: number }): GrantView['may'] {
  const unless = (...reasons: readonly (string | undefined)[]): true | string => reasons.find((reason) => reason !== undefined) ?? true
  const nobody = me === undefined ? 'It is not known who you are. Sign in first.' : undefined
  const isMine = me?.toLowerCase() === facts.asked.by.toLowerCase()
  const notWaiting = stage === 'asked' ? undefined : 'It does not wait for an approval.'
  return {
    approve: unless(offline, nobody, notWaiting, isMine ? 'You asked for this, so somebody else approves it.' : undefined),
    refuse: unless(offline, nobody, notWaiting, isMine ? 'You asked for this: take it back instead.' : undefined),
    end: unless(offline, nobody, isOver(stage) ? 'It is over.' : stage === 'revoking' ? 'It is being closed already.' : undefined),
    review: unless(offline, nobody, reviewRefusal(facts, nowMs), isMine ? 'You broke the glass, so somebody else reviews it.' : undefined),
  }
}

function reviewRefusal(facts: GrantFacts, nowMs: number): string | undefined {
  const { asked } = facts
  if (!asked.isBreakGlass) return 'Only what was opened without an approval is reviewed.'
  if (reviewOf(facts) !== undefined) return 'It has been reviewed.'
  if (!isBegun(facts) && nowMs < fromOf(asked)) return 'It has not been opened yet.'
  return isBegun(facts) && closingOf(facts) === undefined ? 'It is reviewed when it is closed.' : undefined
}
