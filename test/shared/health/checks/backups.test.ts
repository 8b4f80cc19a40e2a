import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import type { FleetRecord } from '#shared/fleet/records'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { aBackup, aConfig, aDatabase, aSnapshot, complete, dailySnapshots, everything, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

const promising = (over: Partial<typeof defaultContract>) => ({ config: aConfig({ contract: { ...defaultContract, ...over } }) })
const bare = (key: 'latestRestorableAtMs' | 'retentionDays', over: Parameters<typeof aDatabase>[0] = {}) => {
  const { [key]: _absent, ...rest } = aDatabase(over)
  return rest
}

describe('the recovery point', () => {
  const lagging = (lagMs: number, over: Parameters<typeof aDatabase>[0] = {}) => severitiesOf(viewWith([aDatabase({ latestRestorableAtMs: monday - lagMs, ...over })]), 'recovery-point')

  it.each<[number, readonly string[]]>([
    [0, []],
    [5 * minuteMs, []],
    [10 * minuteMs, []],
    [10 * minuteMs + 1, ['watch']],
    [15 * minuteMs, ['watch']],
    [15 * minuteMs + 1, ['critical']],
    [dayMs, ['critical']],
  ])('%i ms behind reads as %j', (lagMs, severities) => expect(lagging(lagMs)).toEqual(severities))

  it('is measured against the poll in AWS time, whatever the time is now', () => {
    const view = viewWith([aDatabase({ latestRestorableAtMs: monday - 9 * minuteMs })])
    for (const nowMs of [monday - dayMs, monday, monday + 10 * minuteMs]) expect(severitiesOf(view, 'recovery-point', nowMs)).toEqual([])
  })

  it('a little in the future is a matter of rounding; further ahead one clock is wrong', () => {
    expect(lagging(-minuteMs)).toEqual([])
    expect(lagging(-minuteMs - 1)).toEqual(['unknown'])
  })

  it('that three polls return the same is frozen, but only beyond what a saw-tooth reaches', () => {
    const frozen = aDatabase({ latestRestorableAtMs: monday - 4 * minuteMs })
    const polled = (...minutes: readonly number[]) => viewAfter([...everything([...healthyRecords().filter(({ kind }) => kind !== 'database'), frozen]), ...minutes.map((each) => complete('rds.instances', [frozen], { atMs: monday + each * minuteMs }))])
    expect(severitiesOf(polled(1, 2, 3), 'recovery-point', monday + 3 * minuteMs)).toEqual([])
    expect(severitiesOf(polled(7), 'recovery-point', monday + 7 * minuteMs)).toEqual(['watch'])
    expect(severitiesOf(polled(1, 7), 'recovery-point', monday + 7 * minuteMs)).toEqual(['critical'])
  })

  it('moves with the promise', () => {
    const view = viewWith([aDatabase({ latestRestorableAtMs: monday - 20 * minuteMs })], promising({ recoveryPointMinutes: 15 }))
    expect(severitiesOf(view, 'recovery-point')).toEqual([])
  })

  it('is healthy along any saw-tooth of five minutes, polled at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * minuteMs }), fc.array(fc.integer({ min: 1, max: 6 * minuteMs }), { minLength: 1, maxLength: 8 }), (phase, waits) => {
        let atMs = monday
        const polls = waits.map((wait) => {
          atMs += wait
          const latestRestorableAtMs = Math.floor((atMs - phase) / (5 * minuteMs)) * 5 * minuteMs + phase
          return complete('rds.instances', [aDatabase({ latestRestorableAtMs })], { atMs })
        })
        expect(severitiesOf(viewAfter(polls), 'recovery-point', atMs)).toEqual([])
      }),
    )
  })

  it('never gets better while nothing but time passes', () => {
    const rank = (severities: readonly string[]) => ['critical', 'watch'].indexOf(severities[0] ?? '') >>> 0
    fc.assert(fc.property(fc.integer({ min: 0, max: hourMs }), fc.integer({ min: 0, max: hourMs }), (a, b) => rank(lagging(Math.max(a, b))) <= rank(lagging(Math.min(a, b)))))
  })

  it('that is missing is unknown and named; of a new database it is on its way; with backups off it is not asked for', () => {
    const missing = findingsOf(viewWith([bare('latestRestorableAtMs')]), 'recovery-point')[0]
    expect(missing?.severity).toBe('unknown')
    expect(missing?.summary).toContain('LatestRestorableTime')
    expect(severitiesOf(viewWith([bare('latestRestorableAtMs', { createdAtMs: monday - 10 * minuteMs })]), 'recovery-point')).toEqual(['watch'])
    expect(severitiesOf(viewWith([bare('latestRestorableAtMs', { retentionDays: 0 })]), 'recovery-point')).toEqual([])
  })

  it.each([{ replicaOf: 'x' }, { clusterId: 'x' }, { status: 'stopped' }])('does not apply to %j', (over) => expect(lagging(dayMs, over)).toEqual([]))
  it('is since it left what is normal', () => expect(findingsOf(viewWith([aDatabase({ latestRestorableAtMs: monday - hourMs })]), 'recovery-point')[0]?.sinceAtMs).toBe(monday - 50 * minuteMs))
})

describe('backup retention', () => {
  const kept = (retentionDays: number, over = {}) => severitiesOf(viewWith([aDatabase({ retentionDays, ...over })]), 'backup-retention')
  it.each<[number, readonly string[]]>([
    [0, ['critical']],
    [1, ['degraded']],
    [29, ['degraded']],
    [30, []],
    [35, []],
  ])('of %i days against 30 reads as %j', (days, severities) => expect(kept(days)).toEqual(severities))

  it('that is missing is unknown and named', () => expect(findingsOf(viewWith([bare('retentionDays')]), 'backup-retention')[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('BackupRetentionPeriod') as string }))
  it('does not apply to a replica, nor without a promise', () => {
    expect(kept(0, { replicaOf: 'x' })).toEqual([])
    expect(severitiesOf(viewWith([aDatabase({ retentionDays: 0 })], promising({ continuousBackupDays: 0 })), 'backup-retention')).toEqual([])
  })
})

describe('the restore window', () => {
  const reaching = (days: number, over: Parameters<typeof aDatabase>[0] = {}) => viewWith([aDatabase(over), aBackup({ earliestRestorableAtMs: monday - days * dayMs })])

  it('of 30 days is whole, up to the slack', () => {
    expect(severitiesOf(reaching(30), 'pitr-window')).toEqual([])
    expect(severitiesOf(viewWith([aBackup({ earliestRestorableAtMs: monday - 30 * dayMs + hourMs })]), 'pitr-window')).toEqual([])
    expect(severitiesOf(viewWith([aBackup({ earliestRestorableAtMs: monday - 30 * dayMs + hourMs + 1 })]), 'pitr-window')).toEqual(['watch'])
  })

  it('that is filling says how far it is and when it is full', () => {
    const [finding] = findingsOf(reaching(17), 'pitr-window')
    expect(finding).toMatchObject({ severity: 'watch', clause: 'continuousBackup' })
    expect(finding?.evidence).toContainEqual({ label: 'Restore window', value: '17 of 30 d, full on 15 Mar 2026' })
  })

  it('that reaches back to the birth of the database says so, and is short all the same: a restore makes a new instance', () => {
    const [finding] = findingsOf(reaching(9.9, { createdAtMs: monday - 10 * dayMs }), 'pitr-window')
    expect(finding).toMatchObject({ severity: 'watch', summary: expect.stringContaining('the database is not older') as string })
  })
  it('is judged against the setting when that is what is too low', () => expect(severitiesOf(reaching(17, { retentionDays: 17 }), 'pitr-window')).toEqual([]))

  it('that is not returned is unknown and named', () => {
    const { earliestRestorableAtMs: _none, ...rest } = aBackup()
    expect(findingsOf(viewWith([rest]), 'pitr-window')[0]?.summary).toContain('RestoreWindow')
    expect(severitiesOf(viewWith([], { without: ['automated-backup'] }), 'pitr-window')).toEqual(['unknown'])
  })

  it('is left to stale-data while nothing was told', () => {
    const view = viewAfter(everything(healthyRecords()).filter(({ feed }) => feed !== 'rds.automated-backups'))
    expect(severitiesOf(view, 'pitr-window')).toEqual([])
  })

  it.each([{ retentionDays: 0 }, { replicaOf: 'x' }])('does not apply to %j', (over) => expect(severitiesOf(reaching(1, over), 'pitr-window')).toEqual([]))
})

describe('daily snapshots', () => {
  const having = (snapshots: readonly FleetRecord[], over: Parameters<typeof aDatabase>[0] = {}, options: { atMs?: number; config?: ReturnType<typeof aConfig> } = {}) => viewWith([aDatabase(over), ...snapshots], { without: ['db-snapshot'], ...options })
  const days = (...ages: readonly number[]) => ages.map((age) => aSnapshot({ createdAtMs: monday - 3 * hourMs - age * dayMs }))

  it('of each of the last seven days are fine', () => expect(severitiesOf(having(days(0, 1, 2, 3, 4, 5, 6)), 'daily-snapshots')).toEqual([]))

  it.each<[readonly number[], string, string]>([
    [[0, 1, 2, 4, 5, 6], '6 of 7', 'watch'],
    [[1, 2, 3, 4, 5, 6], '6 of 7', 'degraded'],
    [[0, 1, 4, 5, 6], '5 of 7', 'degraded'],
    [[0, 2, 4, 6], '4 of 7', 'degraded'],
  ])('with days %j only are counted %s and read as %s: one that is over is watched', (ages, count, severity) => {
    const [finding] = findingsOf(having(days(...ages), {}, { atMs: monday + 5 * hourMs }), 'daily-snapshots', monday + 5 * hourMs)
    expect(finding?.severity).toBe(severity)
    expect(finding?.evidence[0]).toEqual({ label: 'Daily snapshots', value: count })
  })

  it('of an old database of which there is none at all are degraded', () => {
    const [finding] = findingsOf(having([]), 'daily-snapshots')
    expect(finding).toMatchObject({ severity: 'degraded', summary: expect.stringContaining('no daily snapshot at all') as string })
  })

  it('are missed an hour after the day is over, not before', () => {
    const newestAge = (ms: number) => severitiesOf(having(dailySnapshots(30, {}, monday + 3 * hourMs - ms)), 'daily-snapshots')
    expect(newestAge(25 * hourMs)).toEqual([])
    expect(newestAge(25 * hourMs + 1)).toEqual(['degraded'])
  })

  it('count one that is being made, for six hours', () => {
    const creating = (ageMs: number) => severitiesOf(having([...days(1, 2, 3, 4, 5, 6), aSnapshot({ status: 'creating', progressPercent: 12, createdAtMs: monday + 5 * hourMs - ageMs })], {}, { atMs: monday + 5 * hourMs }), 'daily-snapshots', monday + 5 * hourMs)
    expect(creating(6 * hourMs)).toEqual([])
    expect(creating(6 * hourMs + 1)).toEqual(['degraded'])
  })

  it('count one that is being made and has no date yet', () => {
    const { createdAtMs: _none, ...undated } = aSnapshot({ id: 'new', status: 'creating' })
    expect(severitiesOf(having([...days(1, 2, 3, 4, 5, 6), undated], {}, { atMs: monday + 5 * hourMs }), 'daily-snapshots', monday + 5 * hourMs)).toEqual([])
  })

  it('of which the newest failed are degraded once RDS had time to try again', () => {
    const failedFor = (ms: number) => severitiesOf(having([...days(1, 2, 3, 4, 5, 6, 7), aSnapshot({ id: 'bad', status: 'failed', createdAtMs: monday - ms })]), 'daily-snapshots')
    expect(failedFor(15 * minuteMs)).toEqual(['degraded'])
    expect(failedFor(15 * minuteMs + 1)).toEqual(['degraded'])
    const recent = (ms: number) => severitiesOf(having([...dailySnapshots(8, {}, monday - 19 * hourMs), aSnapshot({ id: 'bad', status: 'failed', createdAtMs: monday - ms })]), 'daily-snapshots')
    expect(recent(15 * minuteMs)).toEqual([])
    expect(recent(15 * minuteMs + 1)).toEqual(['degraded'])
  })

  it('do not count manual ones, but those of AWS Backup', () => {
    expect(severitiesOf(having(dailySnapshots(30, { type: 'manual' })), 'daily-snapshots')).toEqual(['degraded'])
    expect(severitiesOf(having(dailySnapshots(30, { type: 'awsbackup' })), 'daily-snapshots')).toEqual([])
  })

  it('are judged over the days that the database has lived', () => {
    expect(severitiesOf(having(days(0, 1), { createdAtMs: monday - 2.5 * dayMs }), 'daily-snapshots')).toEqual([])
    expect(severitiesOf(having([], { createdAtMs: monday - 5 * minuteMs }), 'daily-snapshots')).toEqual(['watch'])
  })

  it('are filling up when only the oldest days are without', () => expect(severitiesOf(having(days(0, 1, 2)), 'daily-snapshots')).toEqual(['watch']))
  it('cannot be more than retention keeps', () => expect(severitiesOf(having(days(0, 1, 2), { retentionDays: 3 }), 'daily-snapshots')).toEqual(['degraded']))
  it('are none at all while automated backups are off, whatever old one is left', () => {
    expect(severitiesOf(having([], { retentionDays: 0 }), 'daily-snapshots')).toEqual(['degraded'])
    expect(severitiesOf(having(days(0), { retentionDays: 0 }), 'daily-snapshots')).toEqual(['degraded'])
  })
  it.each([{ retentionDays: 0, replicaOf: 'x' }, { replicaOf: 'x' }, { status: 'stopped' }])('do not apply to %j', (over) => expect(severitiesOf(having([], over), 'daily-snapshots')).toEqual([]))

  it('of a healthy database are never missed: any time of day, any start within the slack, retention as long as the promise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: dayMs - 1 }), fc.constantFrom(7, 8, 30), fc.array(fc.integer({ min: 0, max: 20 * minuteMs }), { minLength: 40, maxLength: 40 }), (phase, retentionDays, jitter) => {
        const starts = jitter.map((late, i) => Math.floor(monday / dayMs) * dayMs + phase - i * dayMs + late + (phase > monday % dayMs ? -dayMs : 0))
        const kept = starts.filter((createdAtMs) => createdAtMs <= monday && createdAtMs > monday - retentionDays * dayMs)
        const snapshots = kept.map((createdAtMs) => aSnapshot({ createdAtMs, status: monday - createdAtMs < 10 * minuteMs ? 'creating' : 'available' }))
        expect(severitiesOf(having(snapshots, { retentionDays }), 'daily-snapshots')).toEqual([])
      }),
    )
  })

  it('of which one is left out are always missed, to be watched once the next was made, unless it is the oldest or not yet due', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: dayMs - secondMs }), fc.integer({ min: 1, max: 5 }), (age, left) => {
        const snapshots = Array.from({ length: 30 }, (_, i) => i).filter((i) => i !== left).map((i) => aSnapshot({ createdAtMs: monday - age - i * dayMs }))
        expect(severitiesOf(having(snapshots), 'daily-snapshots')).toEqual(['watch'])
      }),
      { examples: [[0, 1]], numRuns: 300 },
    )
  })
})
