import { describe, expect, it } from 'vitest'
import { nextJudgementAtMs } from '#shared/health/judge'
import { hourMs } from '#shared/kernel/time'
import { aPending, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewWith } from '#test/builders/views'

const due = (key: 'autoAppliedAfterMs' | 'forcedApplyMs' | 'currentApplyMs', hours: number) => viewWith([aPending({ [key]: monday + hours * hourMs })])

describe("AWS's own pending maintenance", () => {
  it('is nothing when there is none, and information when it waits for somebody', () => {
    expect(severitiesOf(viewWith([]), 'pending-maintenance')).toEqual([])
    expect(severitiesOf(viewWith([aPending({ optInStatus: 'none' })]), 'pending-maintenance')).toEqual(['info'])
  })

  it.each(['autoAppliedAfterMs', 'forcedApplyMs', 'currentApplyMs'] as const)('with a date in %s is watched until notice is owed, 48 hours before', (key) => {
    expect(severitiesOf(due(key, 72), 'pending-maintenance')).toEqual(['watch'])
    expect(severitiesOf(viewWith([aPending({ [key]: monday + 48 * hourMs + 1 })]), 'pending-maintenance')).toEqual(['watch'])
    expect(severitiesOf(due(key, 48), 'pending-maintenance')).toEqual(['degraded'])
    expect(severitiesOf(due(key, -1), 'pending-maintenance')).toEqual(['degraded'])
  })

  it('is foreseen to owe notice', () => {
    const view = due('forcedApplyMs', 48.01)
    expect(nextJudgementAtMs(view, monday)).toBe(monday + 0.01 * hourMs)
  })

  it('is one finding a database, by its earliest date', () => {
    const view = viewWith([aPending({ autoAppliedAfterMs: monday + 100 * hourMs }), aPending({ action: 'db-upgrade', forcedApplyMs: monday + 24 * hourMs })])
    const findings = findingsOf(view, 'pending-maintenance')
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ severity: 'degraded', clause: 'maintenanceNotice', summary: expect.stringContaining('db-upgrade') as string })
  })
})
