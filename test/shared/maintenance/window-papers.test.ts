import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import { composeWindow, summaryOf, type Surroundings } from '#shared/maintenance/compose-window'
import { effectsOf } from '#shared/maintenance/effects'
import { forecastOf } from '#shared/maintenance/forecast'
import { icsOf } from '#shared/maintenance/ics-export'
import { planIdOf } from '#shared/maintenance/plan-from-draft'
import { planDraftFields } from '#shared/maintenance/plan-schema'
import { runReport, runReportHtml } from '#shared/maintenance/run-report'
import { runView } from '#shared/maintenance/run-view'
import { stageOf } from '#shared/maintenance/stage'
import { aPlan, aSpan, aStory, doneEvents, opensMs } from './window-story'

const around: Surroundings = { nowMs: opensMs - hourMs, skewMs: 0, calendar: { bookings: [], blackouts: [] }, noticeHoursOf: () => 48 }
const facts = { plan: aPlan(), hash: 'a'.repeat(64), version: 1, sequence: 1, span: aSpan, approvals: [], deliveries: [] }

describe('Where a window stands', () => {
  const at = (nowMs: number, over: object = {}) => stageOf({ span: aSpan, cutOffMs: aSpan.fromMs + 2 * hourMs, isCalledOff: false, isClear: true, ...over }, nowMs)
  it.each([
    ['planned', aSpan.fromMs - 1, { isClear: false }],
    ['ready', aSpan.fromMs - 1, {}],
    ['due', aSpan.fromMs, {}],
    ['due', aSpan.fromMs + 2 * hourMs, { isClear: false }],
    ['missed', aSpan.fromMs + 2 * hourMs + 1, {}],
    ['calledOff', aSpan.fromMs, { isCalledOff: true }],
    ['running', aSpan.toMs + hourMs, { run: { isOver: false } }],
    ['ended', aSpan.fromMs, { run: { isOver: true } }],
  ])('is %s', (stage, nowMs, over) => expect(at(nowMs, over)).toBe(stage))
})

describe('What a plan means', () => {
  it('names the time that people are out, every call, and each step', () => {
    const forecast = forecastOf(aPlan())
    expect(forecast.outages).toEqual([{ tenant: 'acme', minutes: 35, because: expect.any(String) as string }, { tenant: 'zenith', minutes: 35, because: expect.any(String) as string }])
    expect(forecast.calls).toContainEqual({ phase: 'snapshot', operation: 'rds:CreateDBSnapshot', target: 'database', times: 2, isRepeated: false, by: 'run' })
    // Asked at the press of “Start”, by the first step, and once to keep how each database is.
    expect(forecast.calls.slice(0, 3).map(({ operation, times }) => `${operation} ${times}`)).toEqual(['rds:DescribeDBInstances 6', 'rds:DescribeAccountAttributes 2', 'rds:DescribeDBEngineVersions 2'])
    const reach = { acme: { loadBalancers: 1, listeners: 2, hosts: 6, muteRules: 3, addresses: 4, hasLoginScreen: true }, zenith: { loadBalancers: 1, hosts: 5, muteRules: 1, addresses: 0, hasLoginScreen: false } }
    const times = (phase: string, operation: string): number | undefined => forecastOf(aPlan(), reach).calls.find((call) => call.phase === phase && call.operation === operation)?.times
    expect([times('close', 'elasticloadbalancing:CreateRule'), times('mute', 'cloudwatch:PutAlarmMuteRule'), times('tell', 'ses:SendEmail'), times('close', 's3:PutObject')]).toEqual([5, 4, 4, 1])
    expect(forecast.calls.some(({ operation }) => operation.includes('Restore'))).toBe(false)
    expect(forecast.steps).toMatchObject([{ targets: 2, minutes: 20, risk: 'medium' }])
  })

  it('counts only what is felt where access stays open', () => {
    expect(forecastOf(aPlan({ kind: 'noDowntime' })).outages.map(({ minutes }) => minutes)).toEqual([10, 10])
    expect(forecastOf(aPlan({ kind: 'noDowntime', steps: [{ kind: 'db.modify', changes: { retentionDays: 30 } }] })).outages.map(({ minutes }) => minutes)).toEqual([0, 0])
  })

  it('keeps time for a restore wherever one would begin without asking', () => {
    const steps = [{ kind: 'db.modify', changes: { storageGib: 2_000 } }] as const
    expect(forecastOf(aPlan({ steps, onFailure: 'restore' })).restoreMinutes).toBe(45)
    expect(forecastOf(aPlan({ steps: [{ kind: 'db.failover-drill' }], onFailure: 'restore' })).restoreMinutes).toBe(45)
    expect(forecastOf(aPlan({ steps, onFailure: 'stopAndAsk' })).restoreMinutes).toBe(0)
    expect(forecastOf(aPlan({ steps, onFailure: 'restore', kind: 'noDowntime' })).restoreMinutes).toBe(0)
  })

  it('gets an id that can be said, and another one when it is taken', () => {
    const draft = { title: 'MySQL 8.0.39: Größe & Zeit', window: aPlan().window }
    const first = planIdOf(draft, new Set())
    expect(first).toBe('mysql-8-0-39-gro-e-ze-2026-03-05')
    expect(planIdOf(draft, new Set([first]))).toMatch(/^[a-z0-9-]{1,32}$/)
    expect(planIdOf({ ...draft, title: '保守' }, new Set())).toBe('window-2026-03-05')
  })

  it('has an id that AWS takes in a name, whatever it is called', () => {
    const { id } = planDraftFields
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '-', ' ', 'ü', '9', '--') })), fc.nat(12), (title, others) => {
        const taken = new Set<string>()
        for (let count = 0; count <= others; count += 1) taken.add(planIdOf({ title, window: aPlan().window }, taken))
        expect([...taken].filter((each) => !id.safeParse(each).success)).toEqual([])
      }),
    )
  })
})

describe('A calendar file', () => {
  const window = summaryOf(composeWindow(facts, around))
  it('has instants in UTC, escaped words, and lines of 75 bytes at most', () => {
    const text = icsOf([{ ...window, title: `${'Ü'.repeat(60)}, a; b\nc`, sequence: 3 }], { desk: 'Night desk', nowMs: opensMs })
    const lines = text.split('\r\n')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`SUMMARY:${'Ü'.repeat(60)}\\, a\\; b\\nc\r\n`)
    expect(unfolded).toContain('DTSTART:20260305T210000Z\r\nDTEND:20260306T010000Z\r\nSEQUENCE:3\r\nSTATUS:TENTATIVE')
  })
})

describe('A report', () => {
  const done = effectsOf(aPlan()).filter(({ phase }) => phase !== 'restore').map(({ id }) => id)
  const run = runView(aStory(doneEvents(done)), opensMs + hourMs)
  const window = composeWindow({ ...facts, run }, { ...around, nowMs: opensMs + hourMs })

  it('is JSON with evidence of every effect in order', () => {
    const report = runReport(window, 'Night desk')
    expect(report.run).toMatchObject({ outcome: 'succeeded', startedBy: 'ana' })
    expect(report.run?.effects.map(({ id }) => id).filter((id) => !id.startsWith('restore'))).toEqual(done)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('is a page without scripts, in which what people wrote is text', () => {
    const html = runReportHtml(window, '<Desk>')
    expect(html).toContain('Upgrade, all of it; &#60;now&#62;')
    expect(html).not.toContain('<Desk>')
    expect(html).not.toContain('<script')
    expect(html).toContain('2026-03-05 22:00 +01:00')
  })
})
