import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import type { FleetRecord } from '#shared/fleet/records'
import { tenantRow } from '#shared/fleet/tenant-row'
import type { FeedState, TenantView } from '#shared/fleet/tenant-view'
import { dailyCoverage } from '#shared/health/daily-coverage'
import { judgeTenant } from '#shared/health/judge'
import { appError } from '#shared/kernel/app-error'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import type { TenantRecovery } from '#shared/recovery/recovery'
import { nameGap } from '#shared/recovery/snapshot-days'
import { tenantRecovery } from '#shared/recovery/tenant-recovery'
import { aBackup, aConfig, aCopy, aDatabase, aKey, aSnapshot, monday } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'

const promising = aConfig({ contract: { ...defaultContract, offsite: { region: 'eu-west-3' } } })

function recoveryOf(view: TenantView, zone = 'UTC'): TenantRecovery {
  const findings = judgeTenant(view, monday)
  return tenantRecovery({ row: tenantRow(view, findings, undefined, monday), view, findings }, zone)
}
const of = (records: readonly FleetRecord[], zone?: string): TenantRecovery => recoveryOf(viewWith([aCopy(), ...records], { config: promising }), zone)
const first = (recovery: TenantRecovery) => recovery.databases[0]!

describe('The way back of a tenant', () => {
  it('of whom every clause holds is ready, with every figure told', () => {
    const ready = of([])
    expect(ready).toMatchObject({ readiness: 'healthy', failing: [] })
    expect(first(ready)).toMatchObject({
      point: { kind: 'known', lagMs: 3 * minuteMs, isLate: false },
      window: { kind: 'known', isFull: true, goalDays: 30 },
      snapshots: { judged: 7, missing: 0, gaps: [], words: '7 of 7 days' },
      offsite: { kind: 'known', region: 'eu-west-3', isLate: false },
      key: { kind: 'usable', words: 'usable' },
    })
  })

  it('lists the clauses that would fail today, worst first', () => {
    const { readiness, failing } = of([aDatabase({ retentionDays: 0 }), aKey({ validToMs: monday + 20 * dayMs }), aCopy({ snapshotAtMs: monday - 3 * dayMs })])
    expect(readiness).toBe('critical')
    expect(failing.map(({ check, severity }) => [check, severity])).toEqual([
      ['backup-retention', 'critical'],
      ['daily-snapshots', 'degraded'],
      ['offsite-copies', 'degraded'],
      ['db-encryption', 'watch'],
    ])
  })

  it('has the database that is worst in front', () => {
    const other = aDatabase({ id: 'acme-bank-portal', environmentTag: 'portal', storageEncrypted: false })
    expect(of([other]).databases.map(({ id }) => id)[0]).toBe('acme-bank-portal')
  })
})

describe('The restorable window', () => {
  it('that still fills says how far it is and when it is full, in days of the operator', () => {
    const young = aBackup({ earliestRestorableAtMs: monday - 17.2 * dayMs })
    expect(first(of([young])).window).toMatchObject({ isFull: false, words: '17 of 30 d, full on 15 Mar' })
    expect(first(of([aBackup({ earliestRestorableAtMs: Date.UTC(2026, 1, 13, 23, 30) })], 'Europe/Berlin')).window).toMatchObject({ words: '16 of 30 d, full on 16 Mar' })
    expect(first(of([aBackup({ earliestRestorableAtMs: Date.UTC(2026, 1, 13, 23, 30) })], 'America/New_York')).window).toMatchObject({ words: '16 of 30 d, full on 15 Mar' })
  })

  it('that a setting keeps short never becomes full', () => {
    expect(first(of([aDatabase({ retentionDays: 7 }), aBackup({ earliestRestorableAtMs: monday - 7 * dayMs })])).window).toMatchObject({ words: '7 of 30 d: kept for 7 d only' })
  })

  it('does not exist with backups off, and is not guessed when it is not told', () => {
    expect(first(of([aDatabase({ retentionDays: 0 })])).window).toMatchObject({ kind: 'none' })
    const { earliestRestorableAtMs: _gone, ...silent } = aBackup()
    expect(first(of([silent])).window).toMatchObject({ kind: 'none', words: expect.stringContaining('not told') as string })
    expect(first(of([aDatabase({ status: 'stopped' })]))).toMatchObject({ notApplicable: 'it is stopped', window: { kind: 'none' } })
  })
})

describe('What was never read', () => {
  it.each([
    ['nothing was asked yet', undefined, 'not read yet'],
    ['the role may not', appError('denied', 'Not allowed.'), 'this role may not read it'],
    ['the sign-in is over', appError('expired', 'Sign in.'), 'cannot be read: the sign-in is over'],
    ['AWS did not answer', appError('timeout', 'No answer.'), 'could not be read yet: AWS did not answer well'],
  ])('is not called missing in AWS: %s', (_why, error, words) => {
    const seen = viewWith([aCopy()], { config: promising })
    const unread: FeedState = error === undefined ? {} : { error, errorAtMs: monday }
    const feeds = { ...seen.databases[0]!.place.feeds, 'rds.automated-backups': unread, 'offsite.copies': unread }
    const view = { ...seen, databases: seen.databases.map((each) => ({ ...each, place: { ...each.place, feeds } })) }
    expect(first(recoveryOf(view))).toMatchObject({ window: { kind: 'none', words }, offsite: { kind: 'unknown', words } })
  })
})

describe('Days without a snapshot', () => {
  const withStarts = (starts: readonly number[], zone?: string) => {
    const view = viewWith([aCopy(), ...starts.map((createdAtMs) => aSnapshot({ createdAtMs }))], { config: promising, without: ['db-snapshot'] })
    return first(recoveryOf(view, zone)).snapshots!
  }
  const nightly = (days: readonly number[], hour = 3) => days.map((back) => Date.UTC(2026, 2, 2 - back, hour))

  it('are named', () => {
    expect(withStarts(nightly([0, 1, 2, 4, 5, 6])).words).toBe('no snapshot on 27 Feb')
    expect(withStarts(nightly([0, 1, 4, 5, 6])).words).toBe('no snapshot on 27 Feb and 28 Feb')
  })

  it('are those of the operator’s calendar', () => {
    const starts = [0, 1, 2, 4, 5, 6].map((back) => Date.UTC(2026, 2, 2 - back, 0, 30))
    expect(withStarts(starts, 'UTC').words).toBe('no snapshot on 27 Feb')
    expect(withStarts(starts, 'America/New_York').words).toBe('no snapshot on 26 Feb')
  })

  it('are none when two snapshots stand on both sides of a midnight', () => {
    const starts = [monday - 6 * hourMs - 2 * minuteMs, monday - 30 * hourMs + 4 * minuteMs, ...nightly([2, 3, 4, 5, 6], 0)]
    expect(withStarts(starts)).toMatchObject({ missing: 0, gaps: [] })
  })

  it('have each its own name, however long a day is', () => {
    const zone = 'Europe/Berlin'
    for (const month of [2, 9]) {
      const fromMs = Date.UTC(2026, month, 24, 22, 10)
      const { days } = nameGap({ fromMs, untilMs: fromMs + 6 * dayMs, days: 5, isOpen: false }, zone)
      expect(new Set(days).size).toBe(5)
    }
    expect(nameGap({ fromMs: Date.UTC(2028, 1, 28, 3), untilMs: Date.UTC(2028, 2, 1, 3), days: 1, isOpen: false }, 'UTC').days).toEqual(['29 Feb'])
    expect(nameGap({ fromMs: Date.UTC(2026, 1, 28, 3), untilMs: Date.UTC(2026, 2, 2, 3), days: 1, isOpen: false }, 'UTC').days).toEqual(['1 Mar'])
  })

  it('are as many as the check counts, whatever was made when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 * 24 * 60 }), { maxLength: 12 }), fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland'), (minutes, zone) => {
        const view = viewWith([aCopy(), ...minutes.map((back) => aSnapshot({ createdAtMs: monday - back * minuteMs }))], { config: promising, without: ['db-snapshot'] })
        const snapshots = first(recoveryOf(view, zone)).snapshots!
        const coverage = dailyCoverage(view.databases[0]!, 7)!
        expect(snapshots.gaps.reduce((sum, { days }) => sum + days.length, 0)).toBe(coverage.gaps.reduce((sum, { days }) => sum + days, 0))
        expect(snapshots.ticks.every(({ atMs }) => atMs >= snapshots.fromMs && atMs <= snapshots.untilMs)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('Copies and keys', () => {
  it('are told in words, with what cannot be known named', () => {
    expect(first(of([aCopy({ snapshotAtMs: monday - 31 * hourMs })])).offsite).toMatchObject({ isLate: true, isMissing: false, words: 'eu-west-3, of 28 Feb' })
    expect(first(recoveryOf(viewWith([]))).offsite).toEqual({ kind: 'notPromised', words: 'not promised' })
    expect(first(of([aKey({ validToMs: monday + 20 * dayMs })])).key).toMatchObject({ kind: 'ending', words: 'usable until 22 Mar' })
    expect(first(of([aKey({ state: 'Disabled' })])).key).toMatchObject({ kind: 'unusable', words: 'disabled' })
    expect(first(recoveryOf(viewWith([], { without: ['kms-key'] }))).key).toMatchObject({ kind: 'unknown', words: 'not read yet' })
    expect(first(of([aDatabase({ storageEncrypted: false })])).key).toMatchObject({ kind: 'none' })
  })
})
