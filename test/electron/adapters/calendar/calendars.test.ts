import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CalendarConfig } from '#shared/fleet/fleet-config'
import { minuteMs } from '#shared/kernel/time'
import { withCalendarPaths } from '#electron/adapters/calendar/calendar-paths'
import { createCalendars } from '#electron/adapters/calendar/calendars'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { realTimers } from '#electron/adapters/system/real-time'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'

const calendarOf = (...days: readonly string[]): string => ['BEGIN:VCALENDAR', ...days.flatMap((day) => ['BEGIN:VEVENT', `UID:${day}`, 'SUMMARY:Freeze', `DTSTART:${day}T080000Z`, `DTEND:${day}T090000Z`, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n')
const span = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) }

let folder = ''
let time: VirtualTime
const answers: { body: string; eTag: string; status: number } = { body: '', eTag: '', status: 200 }
const asked: (string | undefined)[] = []
let server: Server
let url = ''
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-calendar-'))
  time = createVirtualTime(Date.UTC(2026, 2, 2))
  asked.length = 0
  Object.assign(answers, { body: calendarOf('20260401'), eTag: '"1"', status: 200 })
  server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    const isSame = request.headers['if-none-match'] === answers.eTag
    response.writeHead(isSame && answers.status === 200 ? 304 : answers.status, { etag: answers.eTag })
    response.end(isSame ? '' : answers.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/freeze.ics` // a listening TCP server has one
})
afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = (config: Omit<CalendarConfig, 'name'>) =>
  createCalendars({ ...withCalendarPaths({ calendars: [{ name: 'freeze', ...config }] }, path.join(folder, 'fleet.yaml')), web: createWebReader({ timers: realTimers }), clock: time.clock, zones: ['Europe/Berlin'], tenants: new Set(['acme']) })

describe('The calendars of a desk', () => {
  it('are files beside the fleet file, read again when they change', async () => {
    const file = path.join(folder, 'freeze.ics')
    writeFileSync(file, calendarOf('20260401'))
    const calendars = open({ path: './freeze.ics' })
    expect(await calendars.blackouts(span)).toEqual({ blackouts: [{ calendar: 'freeze', title: 'Freeze', span: { fromMs: Date.UTC(2026, 3, 1, 8), toMs: Date.UTC(2026, 3, 1, 9) } }], troubles: [] })
    writeFileSync(file, calendarOf('20260401', '20260402'))
    utimesSync(file, 2_000_000_000, 2_000_000_000)
    expect((await calendars.blackouts(span)).blackouts).toHaveLength(2)
    rmSync(file)
    const gone = await calendars.blackouts(span)
    expect(gone.blackouts).toHaveLength(2)
    expect(gone.troubles).toMatchObject([{ calendar: 'freeze', message: expect.stringMatching(/There is no file .*freeze\.ics\. What it said 1 min ago is used\./) as string }])
  })

  it('or pages, asked again after a quarter of an hour and not taken twice when they are the same', async () => {
    const calendars = open({ url })
    expect((await calendars.blackouts(span)).blackouts).toHaveLength(1)
    await calendars.blackouts(span)
    expect(asked).toEqual([undefined])
    await time.advanceTo(time.clock.nowMs() + 15 * minuteMs)
    expect((await calendars.blackouts(span)).blackouts).toHaveLength(1)
    expect(asked).toEqual([undefined, '"1"'])
    Object.assign(answers, { body: calendarOf(), eTag: '"2"' })
    await time.advanceTo(time.clock.nowMs() + 15 * minuteMs)
    expect(await calendars.blackouts(span)).toEqual({ blackouts: [], troubles: [] })
  })

  it('keep the last good answer and say how old it is; what was never read is said to be unknown', async () => {
    answers.status = 500
    const calendars = open({ url })
    expect(await calendars.blackouts(span)).toMatchObject({ blackouts: [], troubles: [{ message: expect.stringContaining('HTTP 500 instead of 200. Nobody knows what it forbids') as string }] })
    answers.status = 200
    await time.advanceTo(time.clock.nowMs() + minuteMs)
    expect((await calendars.blackouts(span)).troubles).toEqual([])
    Object.assign(answers, { eTag: '"3"', body: '<html>Please sign in</html>' })
    await time.advanceTo(time.clock.nowMs() + 45 * minuteMs)
    const late = await calendars.blackouts(span)
    expect(late.blackouts).toHaveLength(1)
    expect(late.troubles).toMatchObject([{ message: expect.stringMatching(/no iCalendar.*What it said 45 min ago is used/) as string }])
    await time.advanceTo(time.clock.nowMs() + 15 * minuteMs)
    expect((await calendars.blackouts(span)).troubles).toMatchObject([{ message: expect.stringContaining('60 min ago') as string }])
    expect(asked.at(-1)).toBe('"3"')
  })

  it('are asked once by everybody who wants to know at the same time', async () => {
    const calendars = open({ url })
    await Promise.all([calendars.blackouts(span), calendars.blackouts(span), calendars.blackouts({ ...span, toMs: Date.UTC(2026, 2, 3) })])
    expect(asked).toHaveLength(1)
  })
})
