import { hourMs, minuteMs } from '../kernel/time'
import { isProven, type Delivery, type Occasion } from './notice-ledger'
import { tenantsOf, type Plan } from './plan'
import type { Span } from './window'

/**
 * Who is to be reminded of a window now.
 *
 * 1. Each tenant once a day before and once an hour before, for the times that stand now: a window that moved is reminded of anew.
 * 2. Nobody is reminded of what they were not provably told, nor of what they were told later than the reminder would come.
 * 3. A reminder that nobody could send is tried again every ten minutes; one that may have left is not.
 * 4. After the start there is nothing to be reminded of; in the last hour a day's reminder is void.
 */
export interface RemindedWindow {
  readonly plan: Plan
  readonly span: Span
  readonly sequence: number
}

export interface DueReminder {
  readonly occasion: Reminder
  readonly tenants: readonly string[]
}

type Reminder = Extract<Occasion, 'in24h' | 'in1h'>

const reminders: readonly (readonly [Reminder, fromMs: number, untilMs: number])[] = [
  ['in24h', 24 * hourMs, hourMs],
  ['in1h', hourMs, 0],
]

const triedAgainAfterMs = 10 * minuteMs

export function dueOccasions({ plan, span, sequence }: RemindedWindow, deliveries: readonly Delivery[], nowMs: number): readonly DueReminder[] {
  const leftMs = span.fromMs - nowMs
  const [due] = reminders.filter(([, fromMs, untilMs]) => leftMs <= fromMs && leftMs > untilMs)
  if (due === undefined) return []
  const [occasion, aheadMs] = due
  const mails = deliveries.filter((each) => each.channel === 'email' && each.sequence === sequence)
  const tenants = tenantsOf(plan).filter((tenant) => {
    const own = mails.filter((each) => each.tenant === tenant)
    const told = own.filter((each) => announcing.has(each.occasion) && isProven(each)).map(({ atMs }) => atMs)
    return told.length > 0 && Math.min(...told) < span.fromMs - aheadMs && isOpen(own.filter((each) => each.occasion === occasion), nowMs)
  })
  return tenants.length === 0 ? [] : [{ occasion, tenants }]
}

const announcing: ReadonlySet<Occasion> = new Set(['planned', 'changed'])

const isOpen = (reminded: readonly Delivery[], nowMs: number): boolean => reminded.every(({ state, again, atMs }) => state === 'failed' && again === 'later' && atMs + triedAgainAfterMs <= nowMs)
