import { describe, expect, it } from 'vitest'
import { effectsOf } from '#shared/maintenance/effects'
import { runView } from '#shared/maintenance/run-view'
import { resolveWindow } from '#shared/maintenance/window'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { othersIn, windowFacts } from '#shared/support/activity/facts-of-windows'
import { grantsAround, openSpans } from '#shared/support/activity/open-span'
import { aPlan, aSpan, aStory, doneEvents, opensMs } from '../../maintenance/window-story'
import { aGrantOf, sundayMs, wholeDay } from './activity-stage'

const shared = { arn: 'arn:group/pool', name: 'pool-frontend', tenants: ['acme', 'zenith'], environment: 'frontend' }
const plan = aPlan({ groups: [shared], steps: [...aPlan().steps, { kind: 'app.instance-refresh', minHealthyPercent: 90 }] })
const phases = runView(aStory(doneEvents(effectsOf(plan).map(({ id }) => id)), { plan }), opensMs + hourMs).phases
const window = { plan, span: aSpan, isCalledOff: false, run: { startedAtMs: opensMs, endedAtMs: opensMs + hourMs, outcome: 'succeeded' as const, phases } }

describe('A maintenance window in a statement', () => {
  it('has the run and every step that was about the tenant', () => {
    const facts = windowFacts(window, 'acme', 'window 1')
    expect(facts[0]).toMatchObject({ atMs: opensMs, untilMs: opensMs + hourMs, environment: 'frontend', outcome: 'done as planned' })
    expect(facts.map(({ what }) => what)).toEqual(expect.arrayContaining(['Snapshot: acme-frontend', 'Change: acme-frontend', 'Close access: Acme Bank', 'Change: app servers that several clients share']))
  })

  it('says nothing of the other tenants in it', () => {
    const text = JSON.stringify(windowFacts(window, 'acme', 'window 1'))
    expect(text).not.toMatch(/zenith/i)
    expect(text).not.toContain('pool-frontend')
    expect(text).not.toContain(plan.id)
    const alone = aPlan({ databases: aPlan().databases.slice(0, 1) })
    expect(windowFacts({ ...window, plan: alone }, 'acme', 'window 1')[0]).toMatchObject({ id: 'window 1 frontend', target: alone.id })
    expect(windowFacts(window, 'nobody', 'window 1')).toEqual([])
    expect(othersIn(plan, 'acme')).toEqual({ tenants: ['zenith'], things: ['zenith-frontend'] })
  })

  it('was planned and not carried out, or called off', () => {
    const { run: _run, ...planned } = window
    expect(windowFacts(planned, 'acme', 'window 1')).toMatchObject([{ atMs: aSpan.fromMs, untilMs: aSpan.toMs, outcome: 'planned for this time; not carried out' }])
    expect(windowFacts({ ...planned, isCalledOff: true }, 'acme', 'window 1')).toEqual([])
  })

  it('is compared with a grant by instants, over a change of clocks too', () => {
    // 01:30 in Berlin is 00:30 UTC; three hours later its clocks show 05:30.
    const span = resolveWindow({ start: '2026-03-29T01:30', zone: 'Europe/Berlin', durationMinutes: 180 })
    if (!span.ok) throw new Error(span.error.message)
    const { run: _run, ...planned } = { ...window, span: span.value }
    const [fact] = windowFacts(planned, 'acme', 'window 1')
    const during = (openMs: number) => grantsAround(fact!, openSpans([aGrantOf('g-aaaaaaaaaaaa', openMs, openMs + minuteMs)], wholeDay, wholeDay.writtenAtMs))
    expect(during(sundayMs + 3.5 * hourMs + 14 * minuteMs)).toEqual(['g-aaaaaaaaaaaa'])
    expect(during(sundayMs + 3.5 * hourMs + 16 * minuteMs)).toEqual([])
    expect(during(sundayMs + 4.5 * hourMs)).toEqual([])
  })
})
