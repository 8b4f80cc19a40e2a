import type { Announcement, Channel } from './notice-rule'

/** When tenants are told of a window. */
export const occasions = ['planned', 'changed', 'in24h', 'in1h', 'started', 'extended', 'calledOff', 'completed'] as const
export type Occasion = (typeof occasions)[number]

/**
 * What is known of one notice to one address, or of one login screen. Kept for good: it is the evidence that a tenant was told.
 *
 * Email: `sent` is AWS's word that it took the message, `bounced` what the suppression list said later. Login screen: `published` is our
 * write, `confirmed` is what a reader of the page gets over HTTP.
 */
export interface Delivery {
  readonly tenant: string
  readonly channel: Channel
  readonly occasion: Occasion
  /** Of the window: counts its every change. */
  readonly sequence: number
  /** Email: the address. Login screen: the address it is read from. */
  readonly to: string
  /** The start that it named; absent: it called the window off. */
  readonly startMs?: number
  /** The length that it named, and whether people are kept out; absent where it called the window off. */
  readonly lengthMs?: number
  readonly isDowntime?: boolean
  readonly state: 'sending' | 'sent' | 'bounced' | 'published' | 'confirmed' | 'failed'
  /** AWS time at which it got into this state. */
  readonly atMs: number
  /** AWS's message id, or the revision that was read back. */
  readonly proof?: string
  /** Why not, and what to do. */
  readonly words?: string
  /** Failed: whether the same may work later, without anybody correcting anything. */
  readonly again?: 'later' | 'never'
}

export const isProven = ({ state }: Pick<Delivery, 'state'>): boolean => state === 'sent' || state === 'confirmed'

/** What the 48-hour rule counts: of several addresses of a tenant one that was reached is enough, and the first that was counts. */
export function announcementsOf(deliveries: readonly Delivery[]): readonly Announcement[] {
  return deliveries.filter(({ occasion }) => counting.has(occasion)).map(announcement)
}

/** Whom the last change of a window did not provably reach, by channel; of several addresses of a tenant one that was reached is enough. */
export function unreachedBy(deliveries: readonly Delivery[], sequence: number): readonly Pick<Delivery, 'tenant' | 'channel'>[] {
  const current = deliveries.filter((each) => each.sequence === sequence && counting.has(each.occasion))
  const reached = new Set(current.filter(isProven).map(placeOf))
  const missed = new Map(current.filter((each) => !reached.has(placeOf(each))).map(({ tenant, channel }) => [placeOf({ tenant, channel }), { tenant, channel }]))
  return [...missed.values()]
}

const placeOf = ({ tenant, channel }: Pick<Delivery, 'tenant' | 'channel'>): string => `${channel} ${tenant}`

/** A reminder, a start or an end announce nothing new. */
const counting: ReadonlySet<Occasion> = new Set(['planned', 'changed', 'extended', 'calledOff'])

const announcement = ({ tenant, channel, sequence, startMs, lengthMs, isDowntime, state, atMs }: Delivery): Announcement => ({
  tenant,
  channel,
  sequence,
  ...(startMs === undefined ? {} : { startMs }),
  ...(lengthMs === undefined ? {} : { lengthMs }),
  ...(isDowntime === undefined ? {} : { isDowntime }),
  ...(isProven({ state }) ? { deliveredAtMs: atMs } : {}),
})
