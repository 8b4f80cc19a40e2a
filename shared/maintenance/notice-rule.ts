import { hourMs } from '../kernel/time'

/**
 * When a window may begin, by what was delivered.
 *
 * 1. A tenant's clock runs from the moment the last of its channels had the notice; the desk's from its slowest tenant.
 * 2. A notice holds for the start it named and for every later one, for the length it named and every shorter one: moving earlier, lasting longer, and
 *    keeping people out who were told that they could work restart the clock; moving later does not.
 * 3. What was announced before a cancellation, or before anything else that the window as it is now is not covered by, is void: who was told
 *    of a later start has not been told of the earlier one any more.
 * 4. A channel without proof of delivery was not told: no guess, no start.
 * 5. Every change is told before the start, also one that restarts no clock: nobody waits for a window at the wrong time.
 */
export type Channel = 'email' | 'loginScreen'

/** `downtime` needs the contract's hours on both channels; without downtime the login screen says so before the start. */
export type WindowKind = 'downtime' | 'noDowntime' | 'emergency'

export interface Announcement {
  readonly tenant: string
  readonly channel: Channel
  /** Counts every change of a window: 1 is its creation. */
  readonly sequence: number
  /** The start that it named; undefined: it called the window off. */
  readonly startMs?: number
  /** The length that it named; undefined: not kept, and not held against it. */
  readonly lengthMs?: number
  /** Whether it said that people will be kept out; undefined: not kept, and not held against it. */
  readonly isDowntime?: boolean
  /** AWS time at which delivery was proven; undefined: it is not. */
  readonly deliveredAtMs?: number
}

/** What a tenant's contract asks for. */
export interface TenantNotice {
  readonly tenant: string
  readonly noticeHours: number
}

export interface NoticeQuestion {
  readonly kind: WindowKind
  readonly startMs: number
  /** As it is planned. Left out: not compared. */
  readonly lengthMs?: number
  /** Of the window as it is now. */
  readonly sequence: number
  readonly tenants: readonly TenantNotice[]
  readonly announcements: readonly Announcement[]
}

export interface TenantStanding {
  readonly tenant: string
  /** Channels that the window as it is now was not proven to be announced on. */
  readonly untold: readonly Channel[]
  /** The earliest start that this tenant's notices allow; undefined while a channel is untold. */
  readonly earliestMs?: number
}

export interface NoticeStanding {
  readonly isLegal: boolean
  /** Undefined while anybody is untold, and where no notice is asked for. */
  readonly earliestMs?: number
  /** Who holds the window up, the worst first: untold tenants, then those whose clock ends last. Empty when the start is legal. */
  readonly waitingFor: readonly TenantStanding[]
}

const channelsOf: Record<WindowKind, readonly Channel[]> = { downtime: ['email', 'loginScreen'], noDowntime: ['loginScreen'], emergency: [] }

/** Whether the window may begin at `startMs`, and who is in the way when not. */
export function noticeStanding({ tenants, announcements, ...window }: NoticeQuestion): NoticeStanding {
  const { kind, startMs } = window
  if (channelsOf[kind].length === 0) return { isLegal: true, waitingFor: [] }
  const ofTenant = byTenant(announcements)
  const standings = tenants.map((tenant) => standingOf(tenant, window, ofTenant.get(tenant.tenant) ?? []))
  const earliest = standings.map(({ earliestMs }) => earliestMs)
  const allTold = earliest.every((atMs) => atMs !== undefined)
  const late = standings.filter(({ earliestMs }) => earliestMs === undefined || earliestMs > startMs)
  return {
    isLegal: late.length === 0,
    ...(allTold ? { earliestMs: Math.max(-Infinity, ...earliest) } : {}),
    waitingFor: late.toSorted((left, right) => (right.earliestMs ?? Infinity) - (left.earliestMs ?? Infinity) || 0),
  }
}

function byTenant(announcements: readonly Announcement[]): ReadonlyMap<string, readonly Announcement[]> {
  const grouped = new Map<string, Announcement[]>()
  for (const each of announcements) {
    const known = grouped.get(each.tenant)
    if (known === undefined) grouped.set(each.tenant, [each])
    else known.push(each)
  }
  return grouped
}

type WindowNow = Omit<NoticeQuestion, 'tenants' | 'announcements'>

function standingOf({ tenant, noticeHours }: TenantNotice, window: WindowNow, announcements: readonly Announcement[]): TenantStanding {
  const { kind, sequence } = window
  const told = channelsOf[kind].map((channel) => {
    const holding = holdingOf(channel, window, announcements)
    return { channel, firstAtMs: firstDeliveryMs(holding), nowAtMs: firstDeliveryMs(holding.filter((each) => each.sequence >= sequence)) }
  })
  const untold = told.filter(({ nowAtMs }) => nowAtMs === undefined).map(({ channel }) => channel)
  if (untold.length > 0) return { tenant, untold }
  const aheadMs = kind === 'downtime' ? noticeHours * hourMs : 0
  const earliest = told.map(({ firstAtMs, nowAtMs }) => Math.max((firstAtMs ?? Infinity) + aheadMs, nowAtMs ?? Infinity))
  return { tenant, untold, earliestMs: Math.max(-Infinity, ...earliest) }
}

/** Notices on a channel that cover the window and still hold, delivered or not. */
function holdingOf(channel: Channel, window: WindowNow, announcements: readonly Announcement[]): readonly Announcement[] {
  // Said is said, whether or not it provably arrived, and on whichever channel.
  const takenBackAt = Math.max(0, ...announcements.filter((each) => !covers(each, window)).map(({ sequence }) => sequence))
  return announcements.filter((each) => each.channel === channel && each.sequence > takenBackAt)
}

/** A cancellation covers nothing. */
const covers = (named: Announcement, { kind, startMs, lengthMs = 0 }: WindowNow): boolean =>
  named.startMs !== undefined && named.startMs <= startMs && (named.lengthMs ?? Infinity) >= lengthMs && (kind === 'noDowntime' || named.isDowntime !== false)

function firstDeliveryMs(announcements: readonly Announcement[]): number | undefined {
  const delivered = announcements.flatMap(({ deliveredAtMs }) => (deliveredAtMs === undefined ? [] : [deliveredAtMs]))
  return delivered.length === 0 ? undefined : Math.min(...delivered)
}
