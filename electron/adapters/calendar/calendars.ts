import type { CalendarConfig } from '#shared/fleet/fleet-config'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { overlap, type Span } from '#shared/maintenance/window'
import type { CalendarReading, Calendars, CalendarTrouble } from '#electron/ports/calendars'
import type { Clock } from '#electron/ports/clock'
import type { WebReader } from '#electron/ports/web-reader'
import { calendarSource } from './calendar-source'
import type { CalendarContext, ReadCalendar } from './parse-calendar'

export interface CalendarsOptions {
  /** Paths are whole ones (`calendar-paths.ts`). */
  readonly calendars: readonly CalendarConfig[]
  readonly web: WebReader
  readonly clock: Clock
  /** Of the fleet file's tenants. */
  readonly zones: readonly string[]
  readonly tenants: ReadonlySet<string>
}

/** The desk's blackout calendars. What cannot be read any more is used as it was last, and said to be so old. */
export function createCalendars({ calendars, web, clock, zones, tenants }: CalendarsOptions): Calendars {
  const kept = calendars.map((config) => createKeptCalendar({ calendar: config.name, zones: [...new Set(zones)], tenants }, calendarSource(config, web), clock))
  return {
    async blackouts(span) {
      const readings = await Promise.all(kept.map((calendar) => calendar(span)))
      return { blackouts: readings.flatMap(({ blackouts }) => blackouts), troubles: readings.flatMap(({ troubles }) => troubles) }
    },
  }
}

interface Kept {
  readonly calendar: ReadCalendar
  readonly readAtMs: number
}

function createKeptCalendar(context: CalendarContext, source: ReturnType<typeof calendarSource>, clock: Clock): (span: Span) => Promise<CalendarReading> {
  let kept: Kept | undefined
  let trouble: string | undefined
  // Of the text that was read last: it is the same as long as the text is.
  let unreadable: string | undefined
  let askedAtMs = -Infinity
  let expanded: { readonly of: ReadCalendar; readonly span: Span; readonly reading: CalendarReading } | undefined
  let underWay: Promise<void> | undefined

  const load = async (): Promise<void> => {
    const read = await source.read()
    const nowMs = clock.nowMs()
    askedAtMs = nowMs
    trouble = read.ok ? undefined : read.error.message
    if (!read.ok) return
    if (read.value.kind === 'unchanged') {
      trouble = unreadable
      if (kept !== undefined && trouble === undefined) kept = { ...kept, readAtMs: nowMs }
      return
    }
    // Only desks with calendars need the library.
    const { readCalendar } = await import('./parse-calendar')
    const calendar = readCalendar(read.value.text, context)
    unreadable = calendar === undefined ? 'What is there is no iCalendar (it begins with BEGIN:VCALENDAR).' : undefined
    trouble = unreadable
    if (calendar !== undefined) kept = { calendar, readAtMs: nowMs }
  }

  const expand = (calendar: ReadCalendar, span: Span): CalendarReading => {
    const wide = { fromMs: Math.floor(span.fromMs / dayMs) * dayMs, toMs: Math.ceil(span.toMs / dayMs) * dayMs }
    if (expanded?.of !== calendar || expanded.span.fromMs !== wide.fromMs || expanded.span.toMs !== wide.toMs) expanded = { of: calendar, span: wide, reading: calendar.blackouts(wide) }
    const { blackouts, troubles } = expanded.reading
    return { blackouts: blackouts.filter((each) => overlap(each.span, span)), troubles }
  }

  return async (span) => {
    const isDue = clock.nowMs() >= askedAtMs + (trouble === undefined ? source.everyMs : Math.min(source.everyMs, minuteMs))
    if (isDue) underWay ??= load().finally(() => (underWay = undefined))
    await underWay
    const reading = kept === undefined ? { blackouts: [], troubles: [] } : expand(kept.calendar, span)
    return trouble === undefined ? reading : { ...reading, troubles: [troubleOf(context.calendar, trouble, kept, clock.nowMs()), ...reading.troubles] }
  }
}

function troubleOf(calendar: string, message: string, kept: Kept | undefined, nowMs: number): CalendarTrouble {
  const meanwhile = kept === undefined ? 'Nobody knows what it forbids: look it up before a window is planned.' : `What it said ${ageText(nowMs - kept.readAtMs)} ago is used.`
  return { calendar, ...(kept === undefined ? { isBlind: true } : {}), message: `The calendar ${calendar} cannot be read. ${message} ${meanwhile}` }
}

function ageText(ageMs: number): string {
  const minutes = Math.max(1, Math.round(ageMs / minuteMs))
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
