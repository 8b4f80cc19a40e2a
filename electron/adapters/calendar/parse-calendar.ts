import ICAL from 'ical.js'
import type { Blackout } from '#shared/maintenance/booking'
import { dayMs, secondMs } from '#shared/kernel/time'
import { overlap, type Span } from '#shared/maintenance/window'
import type { CalendarReading } from '#electron/ports/calendars'
import { concernOf } from './blackout-whom'
import { instantOf, knowZones, wallOf } from './iana-zones'

/**
 * What an iCalendar text forbids.
 *
 * 1. Every event counts, also one that is marked as free time; cancelled ones do not. Recurrences, their exceptions and moved occurrences are
 *    followed as RFC 5545 has them.
 * 2. Zones are the calendar's own, else IANA's. A time without a zone, and a day, hold in the zone that the calendar is in (X-WR-TIMEZONE),
 *    else in the zone of every tenant: from the first in which it begins to the last in which it ends.
 * 3. What is not understood is said, and where it can be, it forbids rather than allows.
 */
export interface ReadCalendar {
  /** Everything of it that overlaps the span. */
  blackouts(span: Span): CalendarReading
}

export interface CalendarContext {
  readonly calendar: string
  /** Of the desk's tenants; none: UTC. */
  readonly zones: readonly string[]
  /** Ids that the fleet file knows. */
  readonly tenants: ReadonlySet<string>
}

/** Undefined: no iCalendar. */
export function readCalendar(text: string, context: CalendarContext): ReadCalendar | undefined {
  const roots = rootsOf(text)
  if (roots === undefined) return undefined
  const known = roots.map((root) => ({ root, unknownZones: knowZones(root) }))
  return {
    blackouts: (span) => {
      const readings = known.map((each) => blackoutsOf(each, context, span))
      return { blackouts: readings.flatMap(({ blackouts }) => blackouts).toSorted((left, right) => left.span.fromMs - right.span.fromMs), troubles: readings.flatMap(({ troubles }) => troubles) }
    },
  }
}

/** The library throws on what it cannot read. */
function rootsOf(text: string): readonly ICAL.Component[] | undefined {
  try {
    // One calendar, or several in a file: types of the library say neither.
    const parsed = ICAL.parse(text) as unknown[]
    const roots = (Array.isArray(parsed[0]) ? parsed : [parsed]).map((each) => new ICAL.Component(each as ConstructorParameters<typeof ICAL.Component>[0]))
    return roots.length > 0 && roots.every(({ name }) => name === 'vcalendar') ? roots : undefined
  } catch {
    return undefined
  }
}

function blackoutsOf({ root, unknownZones }: { readonly root: ICAL.Component; readonly unknownZones: readonly string[] }, context: CalendarContext, span: Span): CalendarReading {
  const { calendar } = context
  const troubles = unknownZones.map((zone) => ({ calendar, message: `The calendar ${calendar} names the time zone “${zone}” and does not define it. Its times are taken in the zone of every tenant; name an IANA zone such as Europe/Berlin.` }))
  const zones = zonesOf(root, context)
  const blackouts: Blackout[] = []
  const budget = { steps: mostSteps }
  for (const events of byUid(root)) {
    const [first] = events
    const summary = textOf(first?.getFirstPropertyValue('summary'))
    try {
      const { title, tenants, unknown } = concernOf(summary, first?.getAllProperties('categories').flatMap((property) => property.getValues().map(textOf)) ?? [], context.tenants)
      if (unknown.length > 0) troubles.push({ calendar, message: `“${title}” in the calendar ${calendar} names ${unknown.join(', ')}, which the fleet file does not know. It counts for every tenant until that is corrected.` })
      blackouts.push(...spansOf(events, { zones, span, budget }).map((each): Blackout => ({ calendar, title, span: each, ...(tenants === undefined ? {} : { tenants }) })))
    } catch (cause) {
      troubles.push({ calendar, message: `“${summary}” in the calendar ${calendar} cannot be understood (${cause instanceof Error ? cause.message : String(cause)}): look it up before a window is planned near it.` })
    }
  }
  return { blackouts, troubles }
}

/** Steps through recurrences: of one event every day of 27 years, of a calendar a hundred events each week of ten. */
const mostStepsOfOne = 10_000
const mostSteps = 50_000

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function zonesOf(root: ICAL.Component, { zones }: CalendarContext): readonly string[] {
  const own = textOf(root.getFirstPropertyValue('x-wr-timezone'))
  if (own !== '' && isKnown(own)) return [own]
  return zones.length === 0 ? ['UTC'] : zones
}

function isKnown(zone: string): boolean {
  try {
    return instantOf({ year: 2000, month: 1, day: 1, hour: 0, minute: 0 }, zone) > 0
  } catch {
    return false
  }
}

/** An event with everything that changes single occurrences of it. */
function byUid(root: ICAL.Component): readonly (readonly ICAL.Component[])[] {
  const groups = new Map<string, ICAL.Component[]>()
  for (const [at, event] of root.getAllSubcomponents('vevent').entries()) {
    const uid = textOf(event.getFirstPropertyValue('uid')) || `without a name ${at}`
    groups.set(uid, [...(groups.get(uid) ?? []), event])
  }
  return [...groups.values()]
}

interface Sight {
  readonly zones: readonly string[]
  readonly span: Span
  readonly budget: { steps: number }
}

function spansOf(components: readonly ICAL.Component[], sight: Sight): readonly Span[] {
  const events = components.map((component) => new ICAL.Event(component))
  const changes = events.filter((event) => event.isRecurrenceException())
  const changed = new Set(changes.map(({ recurrenceId }) => recurrenceId.toUnixTime()))
  const masters = events.filter((event) => !event.isRecurrenceException() && !isCancelled(event))
  for (const master of masters) for (const change of changes) master.relateException(change)
  const spans = [...masters.flatMap((master) => (master.isRecurring() ? occurrences(master, changed, sight) : [spanOf(master, master.startDate, master.endDate, sight)])), ...changes.filter((change) => !isCancelled(change)).map((change) => spanOf(change, change.startDate, change.endDate, sight))]
  return spans.filter((span) => span.toMs > span.fromMs && overlap(span, sight.span))
}

const isCancelled = ({ component }: ICAL.Event): boolean => textOf(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'

function occurrences(master: ICAL.Event, changed: ReadonlySet<number>, sight: Sight): readonly Span[] {
  const found: Span[] = []
  const each = master.iterator()
  let steps = mostStepsOfOne
  for (let next = each.next() as ICAL.Time | undefined; next !== undefined && next !== null; next = each.next() as ICAL.Time | undefined) {
    if ((sight.budget.steps -= 1) < 0 || (steps -= 1) < 0) throw new Error('it comes too often')
    // A day's width of zones lies between a time without a zone and the first instant that it may mean.
    if (next.toUnixTime() * secondMs - dayMs > sight.span.toMs) break
    if (changed.has(next.toUnixTime())) continue
    const { item, startDate, endDate } = master.getOccurrenceDetails(next)
    if (!isCancelled(item)) found.push(spanOf(item, startDate, endDate, sight))
  }
  return found
}

/** A duration in hours is elapsed time; an end, and a duration in days, is what the wall shows then. */
function spanOf({ component }: ICAL.Event, start: ICAL.Time, end: ICAL.Time, { zones }: Sight): Span {
  const from = instants(start, zones)
  const duration = component.getFirstPropertyValue('duration') as { readonly weeks: number; readonly days: number; toSeconds(): number } | null // the library's Duration
  if (duration !== null && duration.weeks === 0 && duration.days === 0 && !start.isDate) return { fromMs: Math.min(...from), toMs: Math.max(...from) + duration.toSeconds() * secondMs }
  return { fromMs: Math.min(...from), toMs: Math.max(...instants(end, zones)) }
}

function instants(time: ICAL.Time, zones: readonly string[]): readonly number[] {
  if (time.zone === ICAL.Timezone.localTimezone || time.isDate) return zones.map((zone) => instantOf(wallOf(time), zone))
  return [time.toUnixTime() * secondMs]
}
