import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { tickSimulation, applyCall } from '#electron/training/simulation'
import { drive, first, homeOf, listOf, secondsAt, startAtMs, type Driver } from '../fleet-driver'

const acme = { tenant: 'acme-bank', environment: 'frontend' }

function lagSeconds(driver: Driver, id = 'acme-bank-frontend'): number {
  return driver.simulation.world.nowMs / 1000 - Number(driver.database(id)['LatestRestorableTime'])
}

describe('LatestRestorableTime', () => {
  it('lags by less than five minutes, whenever a healthy database is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * 24 * 60 * minuteMs }), (passedMs) => {
        const start = drive().simulation
        const { reply } = applyCall(tickSimulation(start, startAtMs + passedMs), { protocol: 'json', service: 'rds', operation: 'DescribeDBInstances', region: 'eu-west-1', accessKeyId: 'AKIA111122223333TRNG', params: {} })
        for (const { LatestRestorableTime } of (JSON.parse(reply.body) as { DBInstances: { LatestRestorableTime: number }[] }).DBInstances) {
          const lag = (startAtMs + passedMs) / 1000 - LatestRestorableTime
          expect(lag).toBeGreaterThanOrEqual(0)
          expect(lag).toBeLessThan(301)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('stands still while logs are not shipped, and catches up afterwards', () => {
    const driver = drive({ events: [{ at: 'PT10M', kind: 'db.lrt-freeze', ...acme, for: 'PT40M' }] })
    const frozen = driver.at('PT16M').database('acme-bank-frontend')['LatestRestorableTime']
    expect(driver.at('PT49M').database('acme-bank-frontend')).toMatchObject({ LatestRestorableTime: frozen, DBInstanceStatus: 'available' })
    expect(lagSeconds(driver)).toBeGreaterThan(39 * 60)
    expect(lagSeconds(driver.at('PT56M'))).toBeLessThan(301)
  })

  it('is not returned without automated backups', () => {
    const driver = drive({ events: [{ at: 'PT0S', kind: 'db.retention-changed', ...acme, days: 0 }] })
    expect(driver.database('acme-bank-frontend')).not.toHaveProperty('LatestRestorableTime')
  })
})

describe('The restore window', () => {
  const earliestDays = (driver: Driver): number => {
    const backup = first(listOf(driver.ask('rds', 'DescribeDBInstanceAutomatedBackups', { DBInstanceIdentifier: 'acme-bank-frontend' }), 'DBInstanceAutomatedBackups'))
    return (driver.simulation.world.nowMs / 1000 - Number((backup['RestoreWindow'] as Record<string, unknown>)['EarliestTime'])) / 86_400
  }

  it('reaches back 30 days and no less, to the second', () => {
    expect(earliestDays(drive())).toBeGreaterThanOrEqual(30)
    expect(earliestDays(drive().at('PT7M13S'))).toBeGreaterThanOrEqual(30)
  })

  it('shrinks at once when retention is lowered and grows by a day a day when it is raised again', () => {
    const driver = drive({ events: [{ at: 'PT1H', kind: 'db.retention-changed', ...acme, days: 7 }, { at: 'PT2H', kind: 'db.retention-changed', ...acme, days: 30 }] })
    expect(earliestDays(driver.at('PT59M'))).toBeGreaterThanOrEqual(30)
    expect(earliestDays(driver.at('PT1H1M'))).toBeCloseTo(7, 1)
    expect(earliestDays(driver.at('PT2H1M'))).toBeCloseTo(7, 1)
    expect(earliestDays(driver.at('P10DT2H1M'))).toBeCloseTo(17, 1)
    expect(earliestDays(driver.at('P40D'))).toBeCloseTo(30, 1)
  })

  it('shows a change among the pending values until it is applied', () => {
    const driver = drive({ events: [{ at: 'PT1H', kind: 'db.retention-changed', ...acme, days: 7 }] }).at('PT1H10S')
    expect(driver.database('acme-bank-frontend')).toMatchObject({ BackupRetentionPeriod: 30, PendingModifiedValues: { BackupRetentionPeriod: 7 } })
    expect(driver.at('PT1H30S').database('acme-bank-frontend')).toMatchObject({ BackupRetentionPeriod: 7, PendingModifiedValues: {} })
  })
})

describe('Daily snapshots', () => {
  const snapshots = (driver: Driver): Record<string, unknown>[] => listOf(driver.ask('rds', 'DescribeDBSnapshots', { DBInstanceIdentifier: 'acme-bank-frontend' }), 'DBSnapshots')
  /** The window in which this database's next daily backup begins. */
  const nextBackup = (driver: Driver): string => {
    const [hours = '0', minutes = '0'] = String(driver.database('acme-bank-frontend')['PreferredBackupWindow']).split(/[:-]/)
    const afterNoon = (Number(hours) - 12 + 24) % 24
    return `PT${afterNoon}H${Number(minutes)}M`
  }

  it('are one a day for as long as retention reaches', () => {
    expect(snapshots(drive())).toHaveLength(30)
    expect(snapshots(drive({ events: [{ at: 'PT0S', kind: 'db.retention-changed', ...acme, days: 7 }] }))).toHaveLength(7)
  })

  it('creep from 0 to 100 % while the database is backing up', () => {
    const driver = drive()
    const begun = driver.at(`${nextBackup(driver)}30S`)
    expect(snapshots(begun).at(-1)).toMatchObject({ Status: 'creating', SnapshotType: 'automated' })
    expect(begun.database('acme-bank-frontend')['DBInstanceStatus']).toBe('backing-up')
    const after = begun.at(`${nextBackup(driver)}900S`)
    expect(snapshots(after).at(-1)).toMatchObject({ Status: 'available', PercentProgress: 100 })
  })

  it('fail or are not made at all when the scenario says so', () => {
    const failing = drive({ events: [{ at: 'PT0S', kind: 'db.snapshot-fails', ...acme, for: 'P1D' }] }).at('P1D')
    expect(snapshots(failing).at(-1)).toMatchObject({ Status: 'failed' })
    const missing = drive({ events: [{ at: 'PT0S', kind: 'db.snapshot-missing', ...acme, count: 2 }] }).at('P3D')
    expect(snapshots(missing)).toHaveLength(28)
  })
})

describe('A failover', () => {
  const events = [{ at: 'PT2M', kind: 'db.failover', ...acme, outageSeconds: 75, azLagSeconds: 180 }]
  const zones = (driver: Driver) => [driver.database('acme-bank-frontend')['AvailabilityZone'], driver.database('acme-bank-frontend')['SecondaryAvailabilityZone']]
  const stream = (driver: Driver) => listOf(driver.ask('rds', 'DescribeEvents', { SourceIdentifier: 'acme-bank-frontend', SourceType: 'db-instance', EventCategories: ['failover'] }), 'Events')

  it('is told by events minutes before the zones change places', () => {
    const driver = drive({ events })
    const before = zones(driver)
    const told = driver.at('PT5M')
    expect(stream(told).map((event) => event['Message'])).toEqual(expect.arrayContaining(['Multi-AZ instance failover started.', 'Multi-AZ instance failover completed.']))
    expect(zones(told)).toEqual(before)
    expect(zones(driver.at('PT6M16S'))).toEqual([...before].reverse())
  })

  it('dates its events as they happened, however late they show up', () => {
    const messages = stream(drive({ events }).at('PT10M'))
    const started = messages.find((event) => event['Message'] === 'Multi-AZ instance failover started.')
    const completed = messages.find((event) => event['Message'] === 'Multi-AZ instance failover completed.')
    expect([started?.['Date'], completed?.['Date']]).toEqual([secondsAt('PT2M'), secondsAt('PT3M15S')])
  })

  it('repeats some events and does not keep their order, over many databases', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ at: `PT${at}M`, kind: 'db.failover', tenant: 'acme-bank', environment: ['frontend', 'cron', 'portal', 'sandbox'][at % 4] }))
    const all = listOf(drive({ events: many }).at('PT1H').ask('rds', 'DescribeEvents', { Duration: '60', MaxRecords: '100' }), 'Events')
    const dates = all.map((event) => Number(event['Date']))
    expect(dates).not.toEqual([...dates].sort((left, right) => left - right))
    const keys = all.map((event) => `${String(event['SourceIdentifier'])}|${String(event['Date'])}|${String(event['Message'])}`)
    expect(new Set(keys).size).toBeLessThan(keys.length)
  })

  it('that is stuck never completes', () => {
    const driver = drive({ events: [{ at: 'PT2M', kind: 'db.failover-stuck', ...acme }] }).at('PT50M')
    expect(stream(driver).map((event) => event['Message'])).toEqual(expect.arrayContaining(['Multi-AZ instance failover started.']))
    expect(stream(driver).some((event) => String(event['Message']).includes('completed'))).toBe(false)
  })

  it('without a standby is a restart, told as one', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.lost-standby', ...acme }, { at: 'PT2M', kind: 'db.failover', ...acme }] }).at('PT2M30S')
    expect(driver.database('acme-bank-frontend')).toMatchObject({ DBInstanceStatus: 'rebooting', MultiAZ: false })
    expect(stream(driver.at('PT10M'))).toEqual([])
  })
})

describe('Other troubles of a database', () => {
  it('lose the standby: MultiAZ is false and there is no second zone', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.lost-standby', ...acme, for: 'PT1H' }] })
    expect(driver.at('PT2M').database('acme-bank-frontend')).toMatchObject({ MultiAZ: false })
    expect(driver.database('acme-bank-frontend')).not.toHaveProperty('SecondaryAvailabilityZone')
    expect(driver.at('PT62M').database('acme-bank-frontend')).toMatchObject({ MultiAZ: true, SecondaryAvailabilityZone: expect.any(String) as string })
  })

  it('end one status with the next', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.status', ...acme, status: 'stopped' }, { at: 'PT9M', kind: 'db.status', tenant: 'acme-bank', status: 'available' }] })
    expect(driver.at('PT5M').database('acme-bank-frontend')['DBInstanceStatus']).toBe('stopped')
    expect(driver.truth().filter(({ kind }) => kind === 'db.status')).toMatchObject([{ subject: 'acme-bank-frontend' }])
    expect(driver.at('PT12M').database('acme-bank-frontend')['DBInstanceStatus']).toBe('available')
    expect(driver.truth().filter(({ kind }) => kind === 'db.status')).toEqual([])
  })

  it('show an unusable key by the status', () => {
    const status = (recoverable: boolean) => drive({ events: [{ at: 'PT1M', kind: 'db.key-unusable', ...acme, recoverable }] }).at('PT2M').database('acme-bank-frontend')['DBInstanceStatus']
    expect([status(true), status(false)]).toEqual(['inaccessible-encryption-credentials-recoverable', 'inaccessible-encryption-credentials'])
  })

  it('fill the storage until RDS stops the database', () => {
    const driver = drive({ events: [{ at: 'PT0S', kind: 'db.storage-fills', ...acme, percentPerHour: 120 }] })
    expect(driver.at('PT50M').database('acme-bank-frontend')['DBInstanceStatus']).toBe('storage-full')
    expect(driver.alarm('acme-bank-frontend-free-storage-low')['StateValue']).not.toBe('OK')
  })

  it('announce maintenance with its dates', () => {
    const driver = drive({ events: [{ at: 'PT0S', kind: 'db.pending-maintenance', ...acme, autoAppliedAfter: 'P2D' }, { at: 'PT0S', kind: 'db.pending-maintenance', tenant: 'solo-bank', forced: true }] })
    expect(driver.ask('rds', 'DescribePendingMaintenanceActions')).toMatchObject({ PendingMaintenanceActions: [{ PendingMaintenanceActionDetails: [{ Action: 'system-update', AutoAppliedAfterDate: secondsAt('P2D') }] }] })
    expect(driver.ask('rds', 'DescribePendingMaintenanceActions', {}, homeOf('solo-bank'))).toMatchObject({ PendingMaintenanceActions: [{ PendingMaintenanceActionDetails: [{ ForcedApplyDate: secondsAt('P3D') }] }] })
  })
})

describe('RDS answers as AWS', () => {
  it('when a database does not exist', () => {
    expect(drive().refusal('rds', 'DescribeDBInstances', { DBInstanceIdentifier: 'nobody' })).toBe('DBInstanceNotFound')
  })

  it.each([
    ['a page smaller than 20', { MaxRecords: '5' }, 'InvalidParameterValue'],
    ['a page larger than 100', { MaxRecords: '101' }, 'InvalidParameterValue'],
    ['a marker it did not give', { Marker: 'made-up' }, 'InvalidParameterValue'],
    ['an unknown filter', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
  ])('to %s', (_what, params, code) => {
    expect(drive().refusal('rds', 'DescribeDBInstances', params)).toBe(code)
  })

  it('page by page, each database once', () => {
    const driver = drive({ fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 250 }] } })
    const ids: unknown[] = []
    for (let marker: unknown = ''; marker !== undefined; ) {
      const page = driver.ask('rds', 'DescribeDBInstances', marker === '' ? {} : { Marker: marker })
      ids.push(...listOf(page, 'DBInstances').map((database) => database['DBInstanceIdentifier']))
      marker = page['Marker']
    }
    expect(ids).toHaveLength(250)
    expect(new Set(ids).size).toBe(250)
  })

  it('snapshots page by page, each once', () => {
    const driver = drive()
    const ids: unknown[] = []
    for (let marker: unknown = ''; marker !== undefined; ) {
      const page = driver.ask('rds', 'DescribeDBSnapshots', { MaxRecords: '20', ...(marker === '' ? {} : { Marker: marker }) })
      ids.push(...listOf(page, 'DBSnapshots').map((snapshot) => snapshot['DBSnapshotIdentifier']))
      marker = page['Marker']
    }
    expect(ids).toHaveLength(6 * 30)
    expect(new Set(ids).size).toBe(180)
  })

  it('with no more than 14 days of events', () => {
    const driver = drive()
    const asked = listOf(driver.ask('rds', 'DescribeEvents', { StartTime: '2026-01-01T00:00:00Z', EndTime: '2026-03-02T12:00:00Z', SourceType: 'db-instance', SourceIdentifier: 'acme-bank-frontend' }), 'Events')
    expect(Math.min(...asked.map((event) => Number(event['Date'])))).toBeGreaterThanOrEqual(startAtMs / 1000 - 14 * 86_400)
    expect(asked.length).toBeGreaterThanOrEqual(26)
  })

  it('a source without its type is refused', () => {
    expect(drive().refusal('rds', 'DescribeEvents', { SourceIdentifier: 'acme-bank-frontend' })).toBe('InvalidParameterCombination')
  })
})
