import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '#shared/history/entry'
import type { HistoryChanges } from '#shared/history/fleet-at'
import { tenantTimeline, type TenantTimeline } from '#shared/history/tenant-timeline'
import { findingKey, judgeTenant } from '#shared/health/judge'
import { healths, type Finding, type Health } from '#shared/health/finding'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { monday } from '#test/builders/fleet'
import { aRow } from '#test/builders/rows'
import { viewWith } from '#test/builders/views'

const window = { fromMs: monday - 24 * hourMs, untilMs: monday }
const nothing: HistoryChanges = { entries: [], incidents: [], gaps: [], leftOut: 0 }

const capacity: Finding = { check: 'app-capacity', severity: 'degraded', subject: { kind: 'app-group', id: 'frontend-app' }, clause: 'appRedundancy', sinceAtMs: monday - 2 * hourMs, summary: 'Two of four serve.', evidence: [], basis: { feed: 'autoscaling.groups', account: '1', region: 'r' } }
const entryOf = (change: 'opened' | 'changed' | 'closed', atMs: number, more: Partial<Finding> & { readonly was?: Finding['severity'] } = {}): HistoryEntry => {
  const { evidence: _evidence, basis: _basis, lastKnownSeverity: _last, ...moment } = { ...capacity, ...more }
  return { id: `${change} ${atMs}`, kind: 'finding', change, atMs, tenant: 'acme-bank', key: findingKey(capacity), ...moment }
}
const healthOf = (atMs: number, health: Health, was?: Health): HistoryEntry => ({ id: `health ${atMs}`, kind: 'health', atMs, tenant: 'acme-bank', name: 'Acme Bank', health, ...(was === undefined ? {} : { was }) })

function timelineOf(changes: Partial<HistoryChanges>, findings: readonly Finding[] = [], health: Health = 'healthy'): TenantTimeline {
  const view = viewWith([])
  return tenantTimeline({ detail: { row: aRow('acme-bank', { health, healthSinceMs: monday - 40 * hourMs }), health, findings, view }, changes: { ...nothing, ...changes } }, window)
}
const lane = ({ lanes }: TenantTimeline, id: string) => lanes.find((each) => each.id === id)?.spans ?? []

describe('The timeline of a tenant', () => {
  it('has the health of the whole span, also where nothing changed', () => {
    expect(lane(timelineOf({}, [], 'degraded'), 'health')).toMatchObject([{ fromMs: window.fromMs, untilMs: monday, mark: 'degraded', lasts: true, sinceMs: monday - 40 * hourMs }])
  })

  it('has what it was before the first change, and from change to change', () => {
    const spans = lane(timelineOf({ entries: [healthOf(monday - 5 * hourMs, 'critical', 'healthy'), healthOf(monday - 4 * hourMs, 'watch', 'critical')] }), 'health')
    expect(spans.map(({ mark, fromMs, untilMs, lasts }) => [mark, (fromMs - monday) / hourMs, (untilMs - monday) / hourMs, lasts])).toEqual([['healthy', -24, -5, false], ['critical', -5, -4, false], ['watch', -4, 0, true]])
  })

  it('says nothing of the time before the tenant was first seen', () => {
    expect(lane(timelineOf({ entries: [healthOf(monday - hourMs, 'healthy')] }), 'health').map(({ fromMs }) => fromMs)).toEqual([monday - hourMs])
  })

  it('draws a finding from its opening to its closing, a span a severity', () => {
    const entries = [entryOf('opened', monday - 3 * hourMs, { sinceAtMs: monday - 3 * hourMs }), entryOf('changed', monday - 2 * hourMs, { severity: 'critical', was: 'degraded' }), entryOf('closed', monday - hourMs, { severity: 'critical' })]
    expect(lane(timelineOf({ entries }), 'app').map(({ mark, fromMs, untilMs, lasts }) => [mark, (fromMs - monday) / hourMs, (untilMs - monday) / hourMs, lasts])).toEqual([['degraded', -3, -2, false], ['critical', -2, -1, false]])
  })

  it('draws what began before the span and ended in it, and what began before and lasts', () => {
    const closed = timelineOf({ entries: [entryOf('closed', monday - hourMs, { sinceAtMs: monday - 50 * hourMs })] })
    expect(lane(closed, 'app')).toMatchObject([{ fromMs: window.fromMs, untilMs: monday - hourMs, lasts: false, sinceMs: monday - 50 * hourMs }])
    expect(lane(timelineOf({}, [capacity]), 'app')).toMatchObject([{ fromMs: monday - 2 * hourMs, untilMs: monday, lasts: true, words: 'Two of four serve.' }])
  })

  it('takes a finding that is there now and whose opening is known as one', () => {
    expect(lane(timelineOf({ entries: [entryOf('opened', monday - 2 * hourMs)] }, [capacity]), 'app')).toHaveLength(1)
  })

  it('shows what Auto Scaling did, what failed as that, and nothing that was over before', () => {
    const view = viewWith([])
    const activity = (atMs: number, status: string, more: object = {}) => ({ id: `${atMs}`, atMs, status, description: 'Launching a new EC2 instance', cause: '', ...more })
    const [group, ...others] = view.appGroups
    const activities = [activity(monday - hourMs, 'Failed', { message: 'No capacity.' }), activity(monday - 30 * minuteMs, 'InProgress'), activity(monday - 2 * hourMs, 'Successful', { endedAtMs: monday - 2 * hourMs + minuteMs }), activity(monday - 50 * hourMs, 'Successful', { endedAtMs: monday - 49 * hourMs })]
    const detail = { row: aRow('acme-bank'), health: 'healthy' as const, findings: [], view: { ...view, appGroups: [{ ...group!, activities: { kind: 'group-activities' as const, key: group!.record.id, readAtMs: monday, activities } }, ...others] } }
    expect(lane(tenantTimeline({ detail, changes: nothing }, window), 'scaling').map(({ mark, lasts, words }) => [mark, lasts, words.endsWith('No capacity.')])).toEqual([['info', false, false], ['degraded', false, true], ['info', true, false]])
    expect(lane(tenantTimeline({ detail: { ...detail, view }, changes: nothing }, window), 'scaling')).toEqual([])
  })

  it('keeps the time that nobody watched apart', () => {
    const { gaps } = timelineOf({ gaps: [{ fromMs: monday - 90 * hourMs, untilMs: monday - 20 * hourMs }] })
    expect(gaps).toEqual([{ fromMs: window.fromMs, untilMs: monday - 20 * hourMs }])
  })

  it('puts every finding that there can be into a lane', () => {
    const view = viewWith([])
    const findings = judgeTenant(view, monday + 40 * minuteMs).filter(({ severity }) => severity !== 'info')
    const { lanes } = timelineOf({}, findings, 'unknown')
    const drawn = lanes.filter(({ id }) => id !== 'health' && id !== 'incidents').flatMap(({ spans }) => spans)
    expect(findings.length).toBeGreaterThan(0)
    expect(drawn).toHaveLength(findings.filter(({ check, sinceAtMs }) => check !== 'probe' && sinceAtMs <= monday).length)
  })

  it('never reaches out of the span, and health is never told twice for one moment', () => {
    const anyChanges = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { maxLength: 12 }).chain((minutes) => fc.array(fc.constantFrom(...healths), { minLength: minutes.length + 1, maxLength: minutes.length + 1 }).map((states) => [...minutes].sort((a, b) => a - b).map((minute, at) => healthOf(window.fromMs + minute * minuteMs, states[at + 1]!, states[at]))))
    fc.assert(
      fc.property(anyChanges, (entries) => {
        const { lanes } = timelineOf({ entries })
        for (const { spans } of lanes) for (const span of spans) expect(span.fromMs >= window.fromMs && span.untilMs <= window.untilMs && span.fromMs <= span.untilMs).toBe(true)
        const health = lanes[0]!.spans
        health.slice(1).forEach((span, at) => expect(span.fromMs).toBe(health[at]!.untilMs))
      }),
    )
  })
})
