import { isoOf } from './instant'
import { lengthText } from './length-text'
import { approvalsOf, closingOf, endOf, fromOf, type GrantFacts, type GrantLimit } from './grant-state'
import type { DoorView, GrantStage } from './support-view'

/** `2026-11-22 12:00:05 UTC`: words are kept and sent; screens format times themselves. */
export const clockText = (atMs: number): string => `${isoOf(atMs).slice(0, 19).replace('T', ' ')} UTC`

/** One sentence for an operator at 3 a.m. `doors`: as they were last read. */
export function stageWords(facts: GrantFacts, stage: GrantStage, nowMs: number, doors: readonly DoorView[]): string {
  const { asked, words } = facts
  if (facts.unread !== undefined) return `${facts.unread} Whether it is open is not known from here, and it is not claimed to be closed.`
  const until = clockText(asked.untilMs)
  switch (stage) {
    case 'asked':
      return `Waits for an approval by somebody else than ${asked.by}.`
    case 'refused': {
      const refused = words.find((word) => word.kind === 'refused')
      if (refused === undefined && facts.limit !== undefined) return `Refused by this console: ${overPolicyWords(facts.limit)} It is not opened here. Ask anew, for less.`
      return `Refused by ${refused?.by ?? 'somebody'}: ${refused?.why ?? ''}`
    }
    case 'lapsed':
      return approvalsOf(facts).length > 0 || asked.isBreakGlass || asked.isSelfService ? `No console was there to open it before its end, ${until}. It was never open.` : `Nobody approved it before its end, ${until}. It was never open.`
    case 'withdrawn': {
      const end = endOf(facts)
      return `Taken back${end?.kind === 'ended' ? ` by ${end.by}: ${end.why}` : ''}. It was never open.`
    }
    case 'waiting':
      return `Opens at ${clockText(fromOf(asked))} while a console is signed in, and closes at ${until}.`
    case 'opening':
      return 'Being opened; AWS has not shown it open yet.'
    case 'open':
      return `${openWords(doors)}${addressWords(facts)}${facts.limit === undefined ? '' : ` ${overPolicyWords(facts.limit)} It ends at ${until}.`}`
    case 'revoking':
      return `Revoking (unverified): ${endWords(facts, nowMs)} AWS has not been read as closed yet.`
    case 'closed':
      return `Closed and read back at ${clockText(closingOf(facts)?.atMs ?? nowMs)}. ${endWords(facts, nowMs)}`
  }
}

export const overPolicyWords = ({ askedUntilMs, longestMinutes }: GrantLimit): string => `It was asked for until ${clockText(askedUntilMs)}, which is longer than this desk’s fleet file allows (${lengthText(longestMinutes)}).`

/** Of what was read alone: a schedule that nobody saw closes nothing. */
function openWords(doors: readonly DoorView[]): string {
  const troubled = doors.find(({ trouble }) => trouble !== undefined)
  if (troubled !== undefined) return `It was read as open; since then ${troubled.target} is in trouble: ${troubled.trouble ?? ''}`
  const gone = doors.filter(({ state }) => state !== 'open').map(({ target }) => target)
  if (gone.length > 0) return `Granted, but AWS does not show it open any more: ${gone.join(', ')}. Somebody took it away.`
  const bare = doors.filter(({ closesByItselfAtMs }) => closesByItselfAtMs === undefined).map(({ target }) => target)
  if (bare.length > 0) return `Open, read back from AWS. No schedule was read that closes ${bare.join(', ')}.`
  return `Open, read back from AWS. AWS closes it by itself at ${clockText(Math.max(...doors.map(({ closesByItselfAtMs = 0 }) => closesByItselfAtMs)))}.`
}

function addressWords({ asked, events }: GrantFacts): string {
  const last = events.findLast((event) => event.kind === 'addressChanged')
  return last?.kind === 'addressChanged' && last.cidr !== asked.cidr ? ` The operator’s address is ${last.cidr} now, and SSH is open for ${asked.cidr ?? 'another one'}: end this and ask anew.` : ''
}

function endWords(facts: GrantFacts, nowMs: number): string {
  const end = endOf(facts)
  if (end?.kind === 'ended') return `${end.by} ended it: ${end.why}`.replace(/([^.!?])$/, '$1.')
  if (end?.kind === 'endedByClient') return `The client ended it${end.who === undefined ? '' : ` (${end.who})`}.`
  if (nowMs >= facts.asked.untilMs) return `Its time was up.${facts.limit === undefined ? '' : ` ${overPolicyWords(facts.limit)}`}`
  return 'It is not granted any more.'
}
