import { minuteMs } from '../kernel/time'
import type { AskedGrant } from './grant'
import type { DoorRef } from './grant-event'
import { begunDoors, closingOf, isBegun, isLive, mayHaveOpened, openedDoors, wasOpened, type GrantFacts, type IsSelfService } from './grant-state'
import { wholeSecond } from './instant'
import { doorsOf, type SupportPlace } from './places'

/**
 * What should be open in AWS, derived from grants alone: never stored, never counted.
 *
 * 1. A door is open for every live grant that opens it, until the latest of their ends. It closes with the last.
 * 2. A grant whose journal cannot be read is let in nowhere anew, stays where AWS shows it while people's words let it, and is taken out when they do not.
 * 3. What was read as open for a grant and has vanished since is not put back: somebody took it away.
 */
export interface WantedDoor {
  readonly door: DoorRef
  readonly tenant: string
  readonly environment: string
  /** Live ones; `mayAdd`: also when AWS does not show it. */
  readonly grants: readonly { readonly asked: AskedGrant; readonly mayAdd: boolean }[]
  /** Grants of this door that the desk knows and that are not live: nothing of them stays. */
  readonly over: ReadonlySet<string>
  /** Grants for which it was read as open, and that are not proven closed: what lets somebody in there is our doing, whatever it is called now. */
  readonly opened: ReadonlySet<string>
  /** Grants for which it may be open, and that are not proven closed: read so once, or something that opens was sent. */
  readonly mayBeOpen: ReadonlySet<string>
}

/** A schedule fires within the minute after its time: that long it may still close a door that is opened anew. */
const lateScheduleMs = 2 * minuteMs

/** Doors of live grants, and of those that were begun and not proven closed. By key. */
export function wantedDoors(grants: readonly GrantFacts[], nowMs: number, places: readonly SupportPlace[], isSelfService: IsSelfService): ReadonlyMap<string, WantedDoor> {
  const doors = new Map<string, { door: DoorRef; tenant: string; environment: string; live: GrantFacts[]; over: Set<string>; opened: Set<string>; mayBeOpen: Set<string> }>()
  const needed = new Set<string>()
  for (const facts of grants) {
    const { asked } = facts
    const live = isLive(facts, nowMs, isSelfService)
    const isOpenEnded = live || (isBegun(facts) && closingOf(facts) === undefined)
    for (const door of live || facts.unread !== undefined ? doorsFor(facts, places) : begunDoors(facts)) {
      const known = doors.get(door.key) ?? { door, tenant: asked.tenant, environment: asked.environment, live: [], over: new Set(), opened: new Set(), mayBeOpen: new Set() }
      doors.set(door.key, known)
      if (live) known.live.push(facts)
      else known.over.add(asked.id)
      if (isOpenEnded) needed.add(door.key)
      if (closingOf(facts) !== undefined) continue
      if (wasOpened(facts, door.key)) known.opened.add(asked.id)
      if (mayHaveOpened(facts, door.key)) known.mayBeOpen.add(asked.id)
    }
  }
  return new Map(
    [...doors].flatMap(([key, { door, tenant, environment, live, over, opened, mayBeOpen }]) => {
      if (!needed.has(key)) return []
      const hasJustEnded = grants.some(({ asked, events }) => asked.untilMs <= nowMs && asked.untilMs > nowMs - lateScheduleMs && begunDoors({ events } as GrantFacts).some((each) => each.key === key)) // only events are read of it
      return [[key, { door, tenant, environment, over, opened, mayBeOpen, grants: live.map((facts) => ({ asked: facts.asked, mayAdd: facts.limit === undefined && facts.unread === undefined && (hasJustEnded || !openedDoors(facts).has(key)) })) }]]
    }),
  )
}

/**
 * What a grant opens: as the fleet file says, until it begins; from then on as it was begun, wherever the fleet file has moved the door since.
 * Both, where its journal cannot be read.
 */
export function doorsFor(facts: GrantFacts, places: readonly SupportPlace[]): readonly DoorRef[] {
  if (facts.unread !== undefined) return [...new Map([...begunDoors(facts), ...doorsOf(facts.asked, places)].map((door) => [door.key, door])).values()]
  return isBegun(facts) ? begunDoors(facts) : doorsOf(facts.asked, places)
}

/** When the last of them ends, whole seconds. */
export const latestEnd = (grants: readonly Pick<AskedGrant, 'untilMs'>[]): number => wholeSecond(Math.max(...grants.map(({ untilMs }) => untilMs)))
