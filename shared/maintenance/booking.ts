import { dayMs, minuteMs } from '../kernel/time'
import { overlap, type Span } from './window'

/**
 * What a window collides with, and when it would not.
 *
 * 1. One database, one window at a time: two are refused. Two windows of one tenant are merged or refused, by a person.
 * 2. A blackout counts over the whole length of a window, not at its start.
 */
export interface Booking {
  readonly id: string
  readonly title: string
  readonly span: Span
  readonly tenants: readonly string[]
  /** ARNs. */
  readonly databases: readonly string[]
}

/** A time in which nobody is to be touched: from a calendar file, for some tenants or for all. */
export interface Blackout {
  readonly calendar: string
  readonly title: string
  readonly span: Span
  /** Left out: every tenant. */
  readonly tenants?: readonly string[]
}

export type Conflict =
  | { readonly kind: 'sameDatabase'; readonly with: Booking; readonly databases: readonly string[] }
  | { readonly kind: 'sameTenant'; readonly with: Booking; readonly tenants: readonly string[] }
  | { readonly kind: 'blackout'; readonly with: Blackout; readonly tenants: readonly string[] }

export interface Calendar {
  /** Windows that are still to come or running; the asking window's own id is left out of them. */
  readonly bookings: readonly Booking[]
  readonly blackouts: readonly Blackout[]
}

/** Everything in the way of a window, by time. */
export function conflictsOf(asking: Booking, calendar: Calendar): readonly Conflict[] {
  const booked = calendar.bookings.filter(({ id, span }) => id !== asking.id && overlap(span, asking.span)).flatMap((each) => bookingConflicts(asking, each))
  const black = calendar.blackouts.filter(({ span }) => overlap(span, asking.span)).flatMap((each) => blackoutConflicts(asking, each))
  return [...booked, ...black].toSorted((left, right) => left.with.span.fromMs - right.with.span.fromMs)
}

/** Shared databases name their tenants already: the weaker conflict is only told of the others. */
function bookingConflicts(asking: Booking, other: Booking): readonly Conflict[] {
  const databases = common(asking.databases, other.databases)
  const tenants = common(asking.tenants, other.tenants)
  if (databases.length > 0) return [{ kind: 'sameDatabase', with: other, databases }]
  return tenants.length > 0 ? [{ kind: 'sameTenant', with: other, tenants }] : []
}

function blackoutConflicts(asking: Booking, blackout: Blackout): readonly Conflict[] {
  const tenants = blackout.tenants === undefined ? asking.tenants : common(asking.tenants, blackout.tenants)
  return tenants.length > 0 ? [{ kind: 'blackout', with: blackout, tenants }] : []
}

function common(left: readonly string[], right: readonly string[]): readonly string[] {
  const there = new Set(right)
  return left.filter((each) => there.has(each))
}

/** Slots begin on a time that people can say. */
export const slotStepMs = 5 * minuteMs
export const furthestSlotMs = 366 * dayMs

/** The first span of the same length, at or after `fromMs`, with nothing in the way; undefined when there is none within a year. */
export function nextFreeSlot(asking: Booking, calendar: Calendar, fromMs: number): Span | undefined {
  const lengthMs = asking.span.toMs - asking.span.fromMs
  let startMs = onStep(fromMs)
  while (startMs <= fromMs + furthestSlotMs) {
    const span = { fromMs: startMs, toMs: startMs + lengthMs }
    const conflicts = conflictsOf({ ...asking, span }, calendar)
    if (conflicts.length === 0) return span
    // Each in the way lasts beyond the start, so this moves on.
    startMs = onStep(Math.max(...conflicts.map((conflict) => conflict.with.span.toMs)))
  }
  return undefined
}

const onStep = (atMs: number): number => Math.ceil(atMs / slotStepMs) * slotStepMs
