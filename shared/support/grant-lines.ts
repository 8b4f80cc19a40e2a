import type { GrantWord } from './grant'
import { kindOfKey, type GrantEvent } from './grant-event'
import type { GrantFacts } from './grant-state'
import { clockText } from './grant-wording'
import type { GrantView } from './support-view'

type Line = GrantView['lines'][number]

/** The story of a grant, oldest first: what people said and what was done, in words. */
export function grantLines({ asked, words, events }: GrantFacts): readonly Line[] {
  const first: Line = { atMs: asked.atMs, by: asked.by, words: askedWords(asked), isTrouble: false }
  return [first, ...words.map(lineOfWord), ...events.flatMap((event) => linesOfEvent(event, asked.cidr))].toSorted((left, right) => left.atMs - right.atMs)
}

const askedWords = ({ isBreakGlass, isSelfService, reference, askedBy, reason, untilMs }: GrantFacts['asked']): string =>
  `${isBreakGlass ? 'Broke the glass' : isSelfService ? 'Gave access (self-service)' : 'Asked for access'} until ${clockText(untilMs)}: ${reference}, asked for by ${askedBy}. ${reason}`

function lineOfWord(word: GrantWord): Line {
  switch (word.kind) {
    case 'approved':
      return { atMs: word.atMs, by: word.by, words: 'Approved.', isTrouble: false }
    case 'refused':
      return { atMs: word.atMs, by: word.by, words: `Refused: ${word.why}`, isTrouble: false }
    case 'ended':
      return { atMs: word.atMs, by: word.by, words: `Ended: ${word.why}`, isTrouble: false }
    case 'endedByClient':
      return { atMs: word.atMs, words: `Ended by the client${word.who === undefined ? '' : `: ${word.who}`}.`, isTrouble: false }
    case 'reviewed':
      return { atMs: word.atMs, by: word.by, words: `Reviewed, ${word.isFine ? 'in order' : 'not in order'}: ${word.words}`, isTrouble: !word.isFine }
  }
}

const doorWords = (key: string): string => (kindOfKey(key) === 'ssh' ? 'SSH' : 'The application')

function linesOfEvent(event: GrantEvent, granted: string | undefined): readonly Line[] {
  const line = (words: string, isTrouble = false): Line => ({ atMs: event.atMs, words, isTrouble })
  switch (event.kind) {
    case 'opening':
      return [line('Opening: the schedule that closes it first, then the access itself.')]
    case 'sent':
      return [line(`${doorWords(event.door)}: AWS is asked to open it.`)]
    case 'opened':
      return event.doors.map(({ words }) => line(`Open, read back. ${words}`))
    case 'trouble':
      return [line(`${doorWords(event.door)}: ${event.words} (try ${event.tries})`, true)]
    case 'recovered':
      return [line(`${doorWords(event.door)}: AWS answers again, and it is as it should be.`)]
    case 'endedByClient':
      return [line(`The client’s end was seen in the document${event.who === undefined ? '' : `: ${event.who}`}.`)]
    case 'mended':
      return [{ ...line(`${doorWords(event.door)}: what was missing is put back.`), by: event.by }]
    case 'addressChanged':
      return [event.cidr === granted ? line('The operator’s address is the granted one again.') : line(`The operator’s address is ${event.cidr} now: SSH is open for another one. End this grant and ask anew.`, true)]
    case 'remark':
      return [line(event.words, event.isTrouble)]
    case 'doorClosed':
      return [line(`${doorWords(event.door)}: closed, read back. ${event.words}`)]
    case 'closed':
      return [line(`Closed, read back. ${event.doors.map(({ words }) => words).join(' ')}`)]
  }
}
