import type { FleetConfig } from '../fleet/fleet-config'
import { dayMs } from '../kernel/time'
import { begunDoors, approvalsOf, closingOf, endOf, fromOf, isOver, reviewOf, stageOf, type GrantFacts, type IsSelfService } from './grant-state'
import type { DoorRef, GrantEvent } from './grant-event'
import { grantLines } from './grant-lines'
import { mayDo } from './grant-acts'
import { stageWords } from './grant-wording'
import { doorsOf, targetText, type SupportPlace } from './places'
import type { DoorView, GrantView } from './support-view'

/** A door as it was last read from AWS by this console. */
export interface DoorSight {
  readonly readAtMs: number
  /** Ids of the grants it is open for; empty: closed. */
  readonly grants: readonly string[]
  readonly closesByItselfAtMs?: number
}

export interface GrantSight {
  readonly nowMs: number
  readonly config: Pick<FleetConfig, 'tenants'>
  readonly places: readonly SupportPlace[]
  readonly isSelfService: IsSelfService
  /** By the door's key. */
  readonly doors: ReadonlyMap<string, DoorSight>
  /** Who looks; undefined: not known. */
  readonly me?: string
  readonly offline?: string
}

/** How long a grant that is over is shown among the desk's. */
export const keptForMs = 30 * dayMs

export function grantView(facts: GrantFacts, sight: GrantSight): GrantView {
  const { asked } = facts
  const { nowMs, isSelfService, config } = sight
  const stage = stageOf(facts, nowMs, isSelfService)
  const review = reviewOf(facts)
  const closing = closingOf(facts)
  const ended = endedOf(facts, nowMs)
  const wasOpen = wasOpenOf(facts)
  const trouble = troubleOf(facts)
  const remark = remarkOf(facts)
  const doors = doorViews(facts, stage === 'open' || stage === 'opening' || stage === 'revoking', sight)
  return {
    id: asked.id,
    tenant: asked.tenant,
    tenantName: config.tenants.find(({ id }) => id === asked.tenant)?.name ?? asked.tenant,
    environment: asked.environment,
    what: asked.what,
    reference: asked.reference,
    askedBy: asked.askedBy,
    reason: asked.reason,
    fromMs: fromOf(asked),
    untilMs: asked.untilMs,
    ...(facts.limit === undefined ? {} : { askedUntilMs: facts.limit.askedUntilMs }),
    ...(facts.unread === undefined ? {} : { unread: facts.unread }),
    by: asked.by,
    atMs: asked.atMs,
    hash: asked.hash,
    ...(asked.cidr === undefined ? {} : { cidr: asked.cidr }),
    isBreakGlass: asked.isBreakGlass,
    stage,
    ...(wasOpen === undefined ? {} : { wasOpen }),
    words: stageWords(facts, stage, nowMs, doors),
    approvals: approvalsOf(facts).map(({ by, atMs }) => ({ by, atMs })),
    isSelfService: asked.isSelfService && isSelfService(asked.tenant),
    doors,
    ...(trouble === undefined || isOver(stage) ? {} : { trouble }),
    ...(remark === undefined || isOver(stage) ? {} : { remark }),
    ...(ended === undefined ? {} : { ended }),
    ...(closing === undefined || stage !== 'closed' ? {} : { proof: { atMs: closing.atMs, words: closing.doors.map(({ words: read }) => read).join(' ') } }),
    ...(review === undefined ? {} : { review: { by: review.by, atMs: review.atMs, words: review.words, isFine: review.isFine } }),
    lines: grantLines(facts),
    may: mayDo(facts, stage, sight),
  }
}

const wasOpenOf = ({ events, unread }: GrantFacts): GrantView['wasOpen'] => (events.some(({ kind }) => kind === 'opened') ? 'proven' : unread !== undefined || events.some(({ kind }) => kind === 'sent') ? 'maybe' : undefined)

function endedOf(facts: GrantFacts, nowMs: number): GrantView['ended'] {
  const end = endOf(facts)
  if (end?.kind === 'ended') return { atMs: end.atMs, how: 'ended', by: end.by, why: end.why }
  if (end?.kind === 'endedByClient') return { atMs: end.atMs, how: 'client', ...(end.who === undefined ? {} : { by: end.who }) }
  return nowMs >= facts.asked.untilMs ? { atMs: facts.asked.untilMs, how: 'expired' } : undefined
}

/** Of the door whose last try failed, the latest where there are several; until it is read as it should be. */
export function troubleOf({ events }: GrantFacts): GrantView['trouble'] {
  const byDoor = new Map<string, GrantEvent & { readonly kind: 'trouble' }>()
  for (const event of events) {
    if (event.kind === 'closed') byDoor.clear()
    if (event.kind === 'opened') for (const { door } of event.doors) byDoor.delete(door)
    if (event.kind === 'recovered' || event.kind === 'doorClosed' || event.kind === 'mended' || event.kind === 'trouble') byDoor.delete(event.door)
    if (event.kind === 'trouble') byDoor.set(event.door, event)
  }
  const last = [...byDoor.values()].at(-1)
  return last === undefined ? undefined : { words: last.words, tries: last.tries, ...(last.nextTryAtMs === undefined ? {} : { nextTryAtMs: last.nextTryAtMs }) }
}

function remarkOf({ events }: GrantFacts): GrantView['remark'] {
  const last = events.findLast((event) => event.kind === 'remark' && event.isTrouble)
  return last?.kind === 'remark' ? { atMs: last.atMs, words: last.words } : undefined
}

function doorViews(facts: GrantFacts, isActing: boolean, { places, doors }: GrantSight): readonly DoorView[] {
  const begun = begunDoors(facts)
  const all = begun.length > 0 ? begun : doorsOf(facts.asked, places)
  return all.map((door) => doorView(door, facts, isActing, doors.get(door.key)))
}

function doorView(door: DoorRef, { asked, events }: GrantFacts, isActing: boolean, seen: DoorSight | undefined): DoorView {
  const kept = lastReading(events, door.key)
  const isNewer = seen !== undefined && seen.readAtMs >= (kept?.readAtMs ?? 0)
  const isOpen = isNewer ? seen.grants.includes(asked.id) : kept?.isOpen
  const readAtMs = isNewer ? seen.readAtMs : kept?.readAtMs
  const closesAtMs = isNewer ? seen.closesByItselfAtMs : kept?.closesByItselfAtMs
  const trouble = events.findLast((event) => ((event.kind === 'trouble' || event.kind === 'recovered' || event.kind === 'doorClosed') && event.door === door.key) || ((event.kind === 'opened' || event.kind === 'closed') && event.doors.some((each) => each.door === door.key)))
  return {
    kind: door.kind,
    target: targetText(door),
    account: door.account,
    region: door.region,
    state: isUnseen(trouble, readAtMs) ? 'unknown' : stateOf(isOpen, isActing, events),
    ...(readAtMs === undefined ? {} : { readAtMs }),
    ...(closesAtMs === undefined ? {} : { closesByItselfAtMs: closesAtMs }),
    sharedWith: isNewer ? seen.grants.filter((id) => id !== asked.id) : [],
    ...(trouble?.kind === 'trouble' ? { trouble: trouble.words } : {}),
  }
}

/** Whoever looks and then fails to change something has looked within this time; who could not look at all has not. */
const sameTryMs = 30_000

/** AWS was asked since it was last read, and did not show it: what was read then is no claim any more. */
const isUnseen = (last: GrantEvent | undefined, readAtMs: number | undefined): boolean => last?.kind === 'trouble' && readAtMs !== undefined && last.atMs - readAtMs > sameTryMs

/** The last word of the journal: an opening that is proven, an end that is not. */
function stateOf(isOpen: boolean | undefined, isActing: boolean, events: readonly GrantEvent[]): DoorView['state'] {
  if (isOpen === undefined) return events.some(({ kind }) => kind === 'opening') ? 'opening' : 'closed'
  if (isOpen) return isActing ? 'open' : 'closing'
  return 'closed'
}

function lastReading(events: readonly GrantEvent[], key: string): { readonly readAtMs: number; readonly isOpen: boolean; readonly closesByItselfAtMs?: number } | undefined {
  for (const event of events.toReversed()) {
    if (event.kind === 'doorClosed' && event.door === key) return { readAtMs: event.atMs, isOpen: false }
    if (event.kind === 'closed' && event.doors.some(({ door }) => door === key)) return { readAtMs: event.atMs, isOpen: false }
    const opened = event.kind === 'opened' ? event.doors.find(({ door }) => door === key) : undefined
    if (opened !== undefined) return { readAtMs: event.atMs, isOpen: true, ...(opened.closesByItselfAtMs === undefined ? {} : { closesByItselfAtMs: opened.closesByItselfAtMs }) }
  }
  return undefined
}

/** Nobody looks for it among the desk's any more: it ended, in its time or before, longer ago than those are kept. */
export const isLongOver = (facts: GrantFacts, nowMs: number): boolean => nowMs - Math.max(facts.asked.untilMs, closingOf(facts)?.atMs ?? 0, ...facts.words.map(({ atMs }) => atMs)) > keptForMs

/** Soonest end first; then what is over, newest first. */
export function orderedGrants(views: readonly GrantView[], nowMs: number): readonly GrantView[] {
  const endedAtMs = (view: GrantView): number => view.proof?.atMs ?? view.ended?.atMs ?? view.atMs
  const isDone = (view: GrantView): boolean => isOver(view.stage) && (!view.isBreakGlass || view.review !== undefined || view.stage !== 'closed')
  const current = views.filter((view) => !isDone(view)).toSorted((left, right) => left.untilMs - right.untilMs)
  const past = views.filter((view) => isDone(view) && nowMs - endedAtMs(view) <= keptForMs).toSorted((left, right) => endedAtMs(right) - endedAtMs(left))
  return [...current, ...past]
}

/** Break-glass that was open and that nobody has reviewed. */
export const needsReview = ({ isBreakGlass, review, stage }: Pick<GrantView, 'isBreakGlass' | 'review' | 'stage'>): boolean =>
  isBreakGlass && review === undefined && (stage === 'open' || stage === 'opening' || stage === 'revoking' || stage === 'closed')
