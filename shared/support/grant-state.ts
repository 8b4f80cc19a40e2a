import type { FleetConfig } from '../fleet/fleet-config'
import type { AskedGrant, GrantWord } from './grant'
import type { DoorRef, GrantEvent } from './grant-event'
import type { GrantStage } from './support-view'

/** Everything that is known of a grant: what was said, and what was done about it. */
export interface GrantFacts {
  readonly asked: AskedGrant
  /** In order of time. */
  readonly words: readonly GrantWord[]
  /** Its journal. */
  readonly events: readonly GrantEvent[]
  /** It asks for more than the fleet file of this console allows: `asked` ends when that says. This console never opens it, and closes it then. */
  readonly limit?: GrantLimit
  /** Its journal cannot be read to its end, and why; `events` are those before. Whatever it opened may be open, and none of it is proven. */
  readonly unread?: string
}

export interface GrantLimit {
  /** AWS time. */
  readonly askedUntilMs: number
  readonly longestMinutes: number
}

/** Tenants that give access to whoever asks, as the fleet file has it now. */
export type IsSelfService = (tenant: string) => boolean

export const selfServiceOf = ({ tenants }: Pick<FleetConfig, 'tenants'>): IsSelfService => {
  const open = new Set(tenants.filter(({ support }) => support?.selfService === true).map(({ id }) => id))
  return (tenant) => open.has(tenant)
}

/** AWS time from which it may be open. */
export const fromOf = ({ fromMs, atMs }: Pick<AskedGrant, 'fromMs' | 'atMs'>): number => Math.max(fromMs ?? atMs, atMs)

const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/** Of this very grant, by somebody else than who asked, before its end: nothing else is an approval. */
export const approvalsOf = ({ asked, words }: GrantFacts): readonly (GrantWord & { readonly kind: 'approved' })[] =>
  words.filter((word) => word.kind === 'approved').filter(({ hash, by, atMs }) => hash === asked.hash && !isSame(by, asked.by) && atMs < asked.untilMs)

/** Nobody needs to say anything more for it to open. A refusal stands against any approval, and so does the policy, until somebody opened it. */
export function isGranted(facts: GrantFacts, isSelfService: IsSelfService): boolean {
  const { asked, words, limit } = facts
  if (words.some(({ kind }) => kind === 'refused')) return false
  if (limit !== undefined && !isBegun(facts)) return false
  return asked.isBreakGlass || (asked.isSelfService && isSelfService(asked.tenant)) || approvalsOf(facts).length > 0
}

/** Who ended it before its time, first of all that did. */
export function endOf({ words, events }: GrantFacts): (GrantWord & { readonly kind: 'ended' | 'endedByClient' }) | undefined {
  const byClient = events.filter((event) => event.kind === 'endedByClient').map(({ atMs, who }) => ({ kind: 'endedByClient' as const, atMs, ...(who === undefined ? {} : { who }) }))
  return [...words.filter((word) => word.kind === 'ended'), ...byClient].toSorted((left, right) => left.atMs - right.atMs)[0]
}

/** It should be open at this moment. What was proven closed stays so, whatever the fleet file says later. */
export const isLive = (facts: GrantFacts, nowMs: number, isSelfService: IsSelfService): boolean =>
  closingOf(facts) === undefined && isGranted(facts, isSelfService) && endOf(facts) === undefined && fromOf(facts.asked) <= nowMs && nowMs < facts.asked.untilMs

/** Doors that were opened for it, or may have been; undefined: none. */
export const begunDoors = ({ events }: GrantFacts): readonly DoorRef[] => {
  const doors = new Map(events.flatMap((event) => (event.kind === 'opening' ? event.doors.map((door) => [door.key, door] as const) : [])))
  return [...doors.values()]
}

/** Or may be. */
export const isBegun = ({ events, unread }: GrantFacts): boolean => unread !== undefined || events.some(({ kind }) => kind === 'opening')

/** Everything it opened was read as closed, and nothing was begun since. */
export function closingOf({ events, unread }: GrantFacts): (GrantEvent & { readonly kind: 'closed' }) | undefined {
  if (unread !== undefined) return undefined
  const last = events.findLast(({ kind }) => kind === 'opening' || kind === 'closed')
  return last?.kind === 'closed' ? last : undefined
}

/** Doors that were read as open for it and should still be: what vanishes of them is not put back unasked. */
export function openedDoors({ events }: GrantFacts): ReadonlySet<string> {
  const open = new Set<string>()
  for (const event of events) {
    if (event.kind === 'opened') for (const { door } of event.doors) open.add(door)
    if (event.kind === 'mended') open.delete(event.door)
  }
  return open
}

/** That door was read as open for it once, whatever became of it since. */
export const wasOpened = ({ events }: GrantFacts, key: string): boolean => events.some((event) => event.kind === 'opened' && event.doors.some(({ door }) => door === key))

/** It was the last that was read of that door: not open for the grant any more. */
export function isReadClosed({ events }: GrantFacts, key: string): boolean {
  const last = events.findLast((event) => (event.kind === 'doorClosed' && event.door === key) || event.kind === 'closed' || (event.kind === 'opened' && event.doors.some(({ door }) => door === key)))
  return last?.kind === 'doorClosed' || last?.kind === 'closed'
}

/** Also when nobody read it: something that lets somebody in by it was sent. */
export const mayHaveOpened = (facts: GrantFacts, key: string): boolean => facts.unread !== undefined || wasOpened(facts, key) || facts.events.some((event) => event.kind === 'sent' && event.door === key)

/** By somebody else than who broke the glass: nothing else is a review. */
export const reviewOf = ({ asked, words }: GrantFacts): (GrantWord & { readonly kind: 'reviewed' }) | undefined => words.filter((word) => word.kind === 'reviewed').find(({ by }) => !isSame(by, asked.by))

export function stageOf(facts: GrantFacts, nowMs: number, isSelfService: IsSelfService): GrantStage {
  const { asked, words, limit } = facts
  if (isLive(facts, nowMs, isSelfService)) {
    if (!isBegun(facts)) return 'opening'
    const open = openedDoors(facts)
    return begunDoors(facts).every(({ key }) => open.has(key)) ? 'open' : 'opening'
  }
  if (isBegun(facts)) return closingOf(facts) === undefined ? 'revoking' : 'closed'
  if (limit !== undefined || words.some(({ kind }) => kind === 'refused')) return 'refused'
  if (endOf(facts) !== undefined) return 'withdrawn'
  if (nowMs >= asked.untilMs) return 'lapsed'
  return isGranted(facts, isSelfService) ? 'waiting' : 'asked'
}

/** Nothing more will happen with it. */
export const isOver = (stage: GrantStage): boolean => stage === 'refused' || stage === 'lapsed' || stage === 'withdrawn' || stage === 'closed'
