import { describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import { composeWindow, type Surroundings } from '#shared/maintenance/compose-window'
import { runView } from '#shared/maintenance/run-view'
import { windowLines } from '#electron/cli/maintenance/window-lines'
import { aPlan, aSpan, aStory, opensMs } from '../../../shared/maintenance/window-story'

const around: Surroundings = { nowMs: opensMs + hourMs, skewMs: 0, calendar: { bookings: [], blackouts: [] }, noticeHoursOf: () => 48 }
const facts = { plan: aPlan(), hash: 'a'.repeat(64), version: 1, sequence: 1, span: aSpan, approvals: [], deliveries: [] }

describe('A window in a terminal', () => {
  it('ends when its plan says, and when its run was extended then', () => {
    const whenOf = (more: object = {}) => windowLines(composeWindow({ ...facts, ...more }, around)).find((line) => line.includes(' when '))
    expect(whenOf()).toContain('22:00 +01:00 to 2026-03-06 02:00 +01:00')
    const run = runView(aStory([{ kind: 'extended', by: 'ben', atMs: opensMs + hourMs / 2, toMs: aSpan.toMs + hourMs }]), around.nowMs)
    expect(whenOf({ run })).toContain('22:00 +01:00 to 2026-03-06 03:00 +01:00')
  })

  it('without downtime promises no restore that nobody is asked about', () => {
    const failureOf = (kind: 'downtime' | 'noDowntime') => windowLines(composeWindow({ ...facts, plan: aPlan({ kind, onFailure: 'restore' }) }, around)).find((line) => line.includes(' failure '))
    expect(failureOf('downtime')).toBe('  failure   restore')
    expect(failureOf('noDowntime')).toBe('  failure   stop and ask (access stays open: a restore loses what was written since the snapshot)')
  })
})
