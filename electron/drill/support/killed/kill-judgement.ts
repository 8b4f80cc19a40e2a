import { minuteMs, secondMs } from '#shared/kernel/time'
import type { GrantEvent } from '#shared/support/grant-event'
import type { GrantView } from '#shared/support/support-view'
import { consoles, type Journal, type KillFacts } from './kill-facts'

/** A schedule fires within the minute after its time, and AWS is looked at every few seconds. */
const scheduleLateMs = minuteMs + 10 * secondMs
/** Whoever comes waits for the lease of the one who died, and has seen to every door within the minute. */
const takeOverMs = 90 * secondMs

/** What is wrong with a case, in words. `undisturbed`: the same scenario, in which nobody died. `absentMs`: how long nobody was at the desk. */
export function judgeKill(facts: KillFacts, undisturbed: KillFacts, absentMs: number): readonly string[] {
  return [
    ...(facts.stuckAt === undefined ? [] : [`it did not come to this: ${facts.stuckAt}`]),
    ...facts.broken,
    ...leftOpen(facts),
    ...facts.grants.flatMap((grant) => openTimesOf(grant, facts, absentMs)),
    ...(facts.grants.length === undisturbed.grants.length ? [] : [`there are ${facts.grants.length} grants instead of ${undisturbed.grants.length}`]),
    ...facts.grants.flatMap((grant) => ofGrant(grant, facts, undisturbed)),
    ...doubledWrites(facts, undisturbed),
    ...unsaidWrites(facts),
    ...consoles.flatMap((person) => ofAudit(person, facts)),
  ]
}

const leftOpen = ({ world }: KillFacts): readonly string[] => [
  ...(world.document.length > 0 ? ['the document lets somebody in at the end'] : []),
  ...(world.rules > 0 ? ['SSH is open at the end'] : []),
  ...(world.schedules.length > 0 ? ['a schedule is left behind'] : []),
]

/** AWS lets somebody in only while they hold the grant, and as long as it takes to close it where nobody is at the desk. */
function openTimesOf(grant: GrantView, facts: KillFacts, absentMs: number): readonly string[] {
  const { open, grants } = facts
  const grantedMs = grant.isBreakGlass ? grant.atMs : (grant.approvals[0]?.atMs ?? Infinity)
  const closedByMs = closingOf(grant, facts, absentMs)
  // One address is one door: its rule may name whom nobody holds it open for any more.
  const ruleClosedByMs = Math.max(...grants.filter((each) => open.rules.has(each.id)).map((each) => closingOf(each, facts, absentMs)))
  const doors = [['the document', open.documents.get(grant.id), closedByMs] as const, ['SSH', open.rules.get(grant.id), ruleClosedByMs] as const]
  // AWS is looked at every few seconds, and a client may be quicker; that a door was open its journal proves.
  if (doors.every(([, times]) => times === undefined)) return [`${grant.reference} was never let in`]
  return doors.flatMap(([door, times, untilMs]) =>
    times === undefined
      ? []
      : [
          ...(times.firstMs < grantedMs ? [`${grant.reference} was let in by ${door} before it was granted`] : []),
          ...(times.lastMs > untilMs ? [`${grant.reference} was let in by ${door} ${Math.round((times.lastMs - untilMs) / secondMs)} s longer than that takes`] : []),
        ],
  )
}

/** When nobody may be let in by it any more. */
function closingOf({ untilMs, ended }: GrantView, { diedAtMs }: KillFacts, absentMs: number): number {
  const awayMs = diedAtMs === undefined ? 0 : absentMs + takeOverMs
  return Math.min(untilMs + scheduleLateMs, (ended?.atMs ?? Infinity) + minuteMs + awayMs)
}

function ofGrant(grant: GrantView, { journals }: KillFacts, undisturbed: KillFacts): readonly string[] {
  const { reference, stage, proof } = grant
  const journal = journals.get(grant.id)
  const twin = undisturbed.grants.find((each) => each.reference === reference)
  const wanted = twin === undefined ? undefined : undisturbed.journals.get(twin.id)
  return [
    ...(stage === 'closed' && proof !== undefined ? [] : [`${reference} ended ${stage} instead of closed and proven`]),
    ...(grant.doors.every(({ state }) => state === 'closed') ? [] : [`${reference} shows a door that is not closed`]),
    ...(journal === undefined || wanted === undefined ? [`${reference} has no journal`] : wrongLines(journal, wanted).map((words) => `journal of ${reference}: ${words}`)),
  ]
}

/** The same was written down as when nobody died, each thing as often, without a gap, and nothing after the proof. */
function wrongLines({ numbers, events }: Journal, wanted: Journal): readonly string[] {
  const gap = numbers.findIndex((number, at) => number !== at + 1)
  const [lines, wantedLines] = [events.flatMap(linesOf).toSorted(), wanted.events.flatMap(linesOf).toSorted()]
  const closedAt = events.findIndex(({ kind }) => kind === 'closed')
  return [
    ...(gap < 0 ? [] : [`line ${gap + 1} is missing`]),
    ...(lines.join() === wantedLines.join() ? [] : [`it has ${lines.join(', ')} instead of ${wantedLines.join(', ')}`]),
    ...(closedAt === events.length - 1 ? [] : ['something follows the proof']),
    ...events.flatMap((event) => (event.kind === 'trouble' ? [`trouble: ${event.words}`] : [])),
  ]
}

/** Proofs are written for as many doors at once as were read. */
function linesOf(event: GrantEvent): readonly string[] {
  switch (event.kind) {
    case 'opened':
      return event.doors.map(({ door }) => `opened ${kindOf(door)}`)
    case 'closed':
      return event.doors.map(({ door }) => `closed ${kindOf(door)}`)
    case 'opening':
      return event.doors.map(({ kind }) => `opening ${kind}`)
    case 'sent':
    case 'mended':
      return [`${event.kind} ${kindOf(event.door)}`]
    case 'endedByClient':
      return [event.kind]
    default:
      return []
  }
}

const kindOf = (door: string): string => door.slice(0, door.indexOf('|'))

/** What opens is asked of AWS as often as when nobody dies; what closes at most so often: a schedule may have been first. */
const doubledWrites = ({ writes }: KillFacts, undisturbed: KillFacts): readonly string[] =>
  [...writes].flatMap(([name, times]) => {
    const wanted = undisturbed.writes.get(name) ?? 0
    return times > wanted ? [`${name} was done ${times} times instead of ${wanted}`] : []
  })

const deedOf: Readonly<Record<string, string>> = { DeleteSchedule: 'unschedule', PutParameter: 'write', AuthorizeSecurityGroupIngress: 'authorize', UpdateSecurityGroupRuleDescriptionsIngress: 'describe', RevokeSecurityGroupIngress: 'revoke' }

/** Nothing is done of which nobody wrote down that it was to be done. */
function unsaidWrites({ writes, audits }: KillFacts): readonly string[] {
  const said = (deed: string): number => [...audits.values()].reduce((sum, { intents, repairs }) => sum + (intents.get(deed) ?? 0) + repairs, 0)
  const bySchedule = (writes.get('CreateSchedule') ?? 0) + (writes.get('UpdateSchedule') ?? 0)
  return [...[...writes].flatMap(([name, times]) => (deedOf[name] === undefined ? [] : [[deedOf[name], times] as const])), ['schedule', bySchedule] as const].flatMap(([deed, times]) => (times > said(deed) ? [`${times} times AWS did “${deed}”, and the audit trail has ${said(deed)} intents`] : []))
}

function ofAudit(person: string, { audits }: KillFacts): readonly string[] {
  const audit = audits.get(person)
  if (audit === undefined) return [`${person} has no audit trail`]
  const untold = audit.unended.filter((seq) => !audit.toldUnended.has(seq))
  return [...audit.wrong.map((words) => `audit trail of ${person}: ${words}`), ...(untold.length === 0 ? [] : [`audit trail of ${person}: what came of ${untold.join(', ')} is not known, and nobody says so`])]
}
