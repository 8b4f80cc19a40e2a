import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '#shared/kernel/time'
import { icsOf } from '#shared/maintenance/ics-export'
import { readCalendar, type CalendarContext } from '#electron/adapters/calendar/parse-calendar'

const iso = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16)
const year = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) }
const context: CalendarContext = { calendar: 'freeze', zones: [], tenants: new Set(['acme', 'zenith']) }
const calendarOf = (events: readonly string[], head = ''): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...(head === '' ? [] : [head]), ...events, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...(lines.some((line) => line.startsWith('UID')) ? [] : ['UID:1']), 'DTSTAMP:20260101T000000Z', ...(lines.some((line) => line.startsWith('SUMMARY')) ? [] : ['SUMMARY:Freeze']), ...lines, 'END:VEVENT'].join('\r\n')
const reading = (text: string, over: Partial<CalendarContext> = {}, span = year) => {
  const calendar = readCalendar(text, { ...context, ...over })
  if (calendar === undefined) throw new Error('no calendar')
  return calendar.blackouts(span)
}
const spans = (text: string, over: Partial<CalendarContext> = {}, span = year): string[] => reading(text, over, span).blackouts.map((each) => `${iso(each.span.fromMs)} ${iso(each.span.toMs)}`)

const berlin = `BEGIN:VTIMEZONE
TZID:Bank Standard Time
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.replace(/\n/g, '\r\n')

describe('A blackout calendar', () => {
  it('is read in UTC, in a zone of its own and in one that only has its IANA name', () => {
    expect(spans(calendarOf([event('DTSTART:20260701T080000Z', 'DTEND:20260701T090000Z')]))).toEqual(['2026-07-01T08:00 2026-07-01T09:00'])
    expect(spans(calendarOf([berlin, event('DTSTART;TZID=Bank Standard Time:20260701T080000', 'DTEND;TZID=Bank Standard Time:20260701T090000')]))).toEqual(['2026-07-01T06:00 2026-07-01T07:00'])
    expect(spans(calendarOf([event('DTSTART;TZID=America/New_York:20260701T080000', 'DTEND;TZID=America/New_York:20260701T090000')]))).toEqual(['2026-07-01T12:00 2026-07-01T13:00'])
  })

  it.each([
    ['a zone of its own', berlin, 'Bank Standard Time'],
    ['an IANA name', '', 'Europe/Berlin'],
  ])('that recurs keeps its wall time over a change of clocks: %s', (_, head, zone) => {
    const text = calendarOf([...(head === '' ? [] : [head]), event(`DTSTART;TZID=${zone}:20260327T220000`, `DTEND;TZID=${zone}:20260328T060000`, 'RRULE:FREQ=DAILY;COUNT=4')])
    expect(spans(text)).toEqual(['2026-03-27T21:00 2026-03-28T05:00', '2026-03-28T21:00 2026-03-29T04:00', '2026-03-29T20:00 2026-03-30T04:00', '2026-03-30T20:00 2026-03-31T04:00'])
  })

  it('tells elapsed hours from an end on the wall', () => {
    expect(spans(calendarOf([event('DTSTART;TZID=Europe/Berlin:20260328T220000', 'DURATION:PT8H')]))).toEqual(['2026-03-28T21:00 2026-03-29T05:00'])
    expect(spans(calendarOf([event('DTSTART;TZID=Europe/Berlin:20260328T220000', 'DURATION:P1D')]))).toEqual(['2026-03-28T21:00 2026-03-29T20:00'])
  })

  it('begins a time that the clocks skip where they land', () => {
    expect(spans(calendarOf([event('DTSTART;TZID=Europe/Berlin:20260329T023000', 'DTEND;TZID=Europe/Berlin:20260329T040000')]))).toEqual(['2026-03-29T01:00 2026-03-29T02:00'])
  })

  it('leaves out what is excepted or called off, and follows what was moved', () => {
    const master = event('DTSTART;TZID=Europe/Berlin:20260601T080000', 'DTEND;TZID=Europe/Berlin:20260601T090000', 'RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE;TZID=Europe/Berlin:20260608T080000')
    const moved = event('RECURRENCE-ID;TZID=Europe/Berlin:20260615T080000', 'DTSTART;TZID=Europe/Berlin:20260616T100000', 'DTEND;TZID=Europe/Berlin:20260616T110000')
    // As another program writes it: the same instant, in UTC.
    const off = event('RECURRENCE-ID:20260622T060000Z', 'DTSTART:20260622T060000Z', 'DTEND:20260622T070000Z', 'STATUS:CANCELLED')
    expect(spans(calendarOf([master, moved, off]))).toEqual(['2026-06-01T06:00 2026-06-01T07:00', '2026-06-16T08:00 2026-06-16T09:00', '2026-06-29T06:00 2026-06-29T07:00'])
    expect(spans(calendarOf([event('STATUS:CANCELLED', 'DTSTART:20260701T080000Z', 'DTEND:20260701T090000Z')]))).toEqual([])
  })

  it('finds an occurrence that was moved here from a year that is not looked at', () => {
    const master = event('DTSTART:20250101T080000Z', 'DTEND:20250101T090000Z', 'RRULE:FREQ=YEARLY')
    const moved = event('RECURRENCE-ID:20300101T080000Z', 'DTSTART:20260501T080000Z', 'DTEND:20260501T090000Z')
    expect(spans(calendarOf([master, moved]))).toEqual(['2026-01-01T08:00 2026-01-01T09:00', '2026-05-01T08:00 2026-05-01T09:00'])
  })

  it('counts the last Friday of the month, and only what overlaps the span', () => {
    const text = calendarOf([event('DTSTART:20200131T170000Z', 'DTEND:20200201T060000Z', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR')])
    expect(spans(text, {}, { fromMs: Date.UTC(2026, 1, 28, 5), toMs: Date.UTC(2026, 3, 1) })).toEqual(['2026-02-27T17:00 2026-02-28T06:00', '2026-03-27T17:00 2026-03-28T06:00'])
    expect(spans(text, {}, { fromMs: Date.UTC(2026, 1, 28, 6), toMs: Date.UTC(2026, 2, 27, 17) })).toEqual([])
  })

  it('has whole days in the zone of every tenant, or in its own', () => {
    const text = (head = '') => calendarOf([event('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227')], head)
    expect(spans(text(), { zones: ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] })).toEqual(['2026-12-23T15:00 2026-12-27T05:00'])
    expect(spans(text('X-WR-TIMEZONE:Europe/Berlin'), { zones: ['Asia/Tokyo'] })).toEqual(['2026-12-23T23:00 2026-12-26T23:00'])
    expect(spans(calendarOf([event('DTSTART;VALUE=DATE:20261224')]))).toEqual(['2026-12-24T00:00 2026-12-25T00:00'])
    expect(spans(calendarOf([event('DTSTART:20260701T080000', 'DTEND:20260701T090000')]), { zones: ['Europe/Berlin', 'Europe/London'] })).toEqual(['2026-07-01T06:00 2026-07-01T08:00'])
  })

  it('concerns everybody, or those whom it names', () => {
    const of = (...lines: readonly string[]) => reading(calendarOf([event(...lines, 'DTSTART:20260701T080000Z', 'DTEND:20260701T090000Z')]))
    expect(of('SUMMARY:Year end').blackouts).toMatchObject([{ calendar: 'freeze', title: 'Year end' }])
    expect(of('SUMMARY:Year end').blackouts[0]?.tenants).toBeUndefined()
    expect(of('SUMMARY:Audit [tenants: acme\\, zenith]').blackouts).toMatchObject([{ title: 'Audit', tenants: ['acme', 'zenith'] }])
    expect(of('SUMMARY:Audit', 'CATEGORIES:Freeze,tenant:acme').blackouts).toMatchObject([{ tenants: ['acme'] }])
    const wrong = of('SUMMARY:Audit [tenants: acme\\, zenit]')
    expect(wrong.blackouts[0]?.tenants).toBeUndefined()
    expect(wrong.troubles).toMatchObject([{ calendar: 'freeze', message: expect.stringContaining('zenit') as string }])
  })

  it('says which zone nobody knows, and forbids more rather than less', () => {
    const { blackouts, troubles } = reading(calendarOf([event('DTSTART;TZID=Somewhere Time:20260701T080000', 'DTEND;TZID=Somewhere Time:20260701T090000')]), { zones: ['Europe/Berlin', 'Europe/London'] })
    expect(blackouts.map(({ span }) => (span.toMs - span.fromMs) / hourMs)).toEqual([2])
    expect(troubles).toMatchObject([{ message: expect.stringContaining('Somewhere Time') as string }])
  })

  it('names the event that it cannot understand, and reads the others', () => {
    const text = calendarOf([event('UID:a', 'SUMMARY:Every second', 'DTSTART:19900101T000000Z', 'DTEND:19900101T000001Z', 'RRULE:FREQ=SECONDLY'), event('UID:b', 'DTSTART:20260701T080000Z', 'DTEND:20260701T090000Z')])
    const { blackouts, troubles } = reading(text)
    expect(troubles).toMatchObject([{ message: expect.stringContaining('Every second') as string }])
    expect(blackouts).toHaveLength(1)
  })

  it('may hold several calendars, and is none when it is something else', () => {
    const one = calendarOf([event('DTSTART:20260701T080000Z', 'DTEND:20260701T090000Z')])
    expect(spans(`${one}${one}`)).toHaveLength(2)
    for (const text of ['', '<html></html>', 'BEGIN:VCALENDAR', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nEND:VCARD\r\n']) expect(readCalendar(text, context)).toBeUndefined()
    expect(spans(calendarOf([]))).toEqual([])
  })

  it('may have a hundred events that recur for years', () => {
    const many = Array.from({ length: 100 }, (_, n) => event(`UID:${n}`, 'DTSTART:20200101T080000Z', 'DTEND:20200101T090000Z', 'RRULE:FREQ=WEEKLY'))
    expect(reading(calendarOf(many), {}, { fromMs: year.fromMs, toMs: year.fromMs + 7 * dayMs }).blackouts).toHaveLength(100)
  })

  it('of our own making is read as it was meant', () => {
    const fromMs = Date.UTC(2026, 2, 29, 0, 30)
    const window = { id: 'p-1', title: 'Upgrade; MySQL, “8.4” \\ Zürich [tenants: acme]', kind: 'downtime', author: 'ana', span: { fromMs, toMs: fromMs + 2 * hourMs }, zone: 'Europe/Berlin', stage: 'ready', tenants: ['acme'], databases: 1, groups: 0, questions: 0 } as const
    const text = icsOf([window, { ...window, id: 'p-2', stage: 'calledOff' }], { desk: 'Night desk', nowMs: fromMs })
    expect(reading(text)).toEqual({ blackouts: [{ calendar: 'freeze', title: 'Upgrade; MySQL, “8.4” \\ Zürich', span: window.span, tenants: ['acme'] }], troubles: [] })
  })
})
