import { describe, expect, it } from 'vitest'
import { tenantRow } from '#shared/fleet/tenant-row'
import type { TenantRow } from '#shared/fleet/table'
import type { TenantView } from '#shared/fleet/tenant-view'
import { judgeTenant } from '#shared/health/judge'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { aBackup, aDatabase, anAlarm, anAppGroup, anEvent, complete, dailySnapshots, everything, failed, healthyRecords, instances, monday } from '#test/builders/fleet'
import { viewAfter, viewWith } from '#test/builders/views'

const rowOf = (view: TenantView, nowMs = monday, previous?: TenantRow): TenantRow => tenantRow(view, judgeTenant(view, nowMs), previous, nowMs)

describe('the row of a tenant', () => {
  it('of a healthy one says everything the grid shows', () => {
    expect(rowOf(viewWith([]))).toEqual({
      id: 'acme-bank',
      name: 'acme-bank',
      model: 'silo',
      health: 'healthy',
      findings: 0,
      inFleetFile: false,
      accounts: ['111122223333'],
      regions: ['eu-west-1'],
      environments: ['frontend'],
      engines: ['mysql'],
      databases: 1,
      alarmsFiring: 0,
      alarmsNoData: 0,
      alarms: 1,
      revision: 1,
      observedAtMs: monday,
      primaryAz: 'eu-west-1a',
      recoveryPointLagMs: 3 * minuteMs,
      recoveryPointObservedAtMs: monday,
      pitrGoalDays: 30,
      pitrDays: 30.5,
      snapshotGoal: 7,
      recovery: 'healthy',
      snapshots: 7,
      appInService: 4,
      appDesired: 4,
      appAzs: 2,
    })
  })

  it('shows the worst of several databases and the first environment of the day', () => {
    const cron = [
      aDatabase({ id: 'acme-bank-cron', environmentTag: 'cron', az: 'eu-west-1c', engine: 'postgres', latestRestorableAtMs: monday - 8 * minuteMs }),
      aBackup({ databaseId: 'acme-bank-cron', earliestRestorableAtMs: monday - 12 * dayMs }),
      ...dailySnapshots(4, { databaseId: 'acme-bank-cron' }),
    ]
    expect(rowOf(viewWith(cron))).toMatchObject({ databases: 2, environments: ['frontend', 'cron'], engines: ['mysql', 'postgres'], primaryAz: 'eu-west-1a', recoveryPointLagMs: 8 * minuteMs, pitrDays: 12, snapshots: 4 })
  })

  it('counts alarms by state and apps in service', () => {
    const view = viewWith([anAlarm('a', { state: 'ALARM' }), anAlarm('b', { state: 'INSUFFICIENT_DATA' }), anAppGroup({ instances: instances(3, ['eu-west-1a']) })])
    expect(rowOf(view)).toMatchObject({ alarms: 3, alarmsFiring: 1, alarmsNoData: 1, appInService: 3, appDesired: 4, appAzs: 1 })
  })

  it('tells of a failover in progress, and of one within the last day', () => {
    const started = anEvent('failoverStarted', monday - minuteMs)
    expect(rowOf(viewWith([started]))).toMatchObject({ failover: 'inProgress', failoverAtMs: monday - minuteMs })
    expect(rowOf(viewWith([started, anEvent('failoverCompleted', monday)]))).toMatchObject({ failover: 'recent', failoverAtMs: monday - minuteMs })
  })

  it('leaves out what was not told', () => {
    const row = rowOf(viewAfter([complete('rds.instances', [aDatabase()])]))
    for (const key of ['observedAtMs', 'pitrDays', 'snapshots', 'appDesired', 'lastKnownHealth'] as const) expect(row).not.toHaveProperty(key)
    expect(row.health).toBe('unknown')
  })

  it('carries the age of the oldest poll behind it', () => {
    expect(rowOf(viewAfter([...everything(healthyRecords()), ...everything(healthyRecords(), { atMs: monday + 5 * minuteMs }).filter(({ feed }) => feed !== 'rds.automated-backups')])).observedAtMs).toBe(monday)
  })

  it('remembers what the health was while data was fresh', () => {
    const view = viewAfter([...everything([...healthyRecords().filter(({ kind }) => kind !== 'database'), aDatabase({ status: 'failed' })]), failed('rds.instances', 'denied')])
    expect(rowOf(view)).toMatchObject({ health: 'unknown', lastKnownHealth: 'critical' })
  })

  it('keeps since when its health is what it is, and counts every change of its detail', () => {
    const sick = viewWith([aDatabase({ status: 'failed' })])
    const first = rowOf(sick)
    expect(first).toMatchObject({ health: 'critical', healthSinceMs: monday, worstCheck: 'db-status', findings: 1, revision: 1 })
    const second = rowOf(sick, monday + 5 * minuteMs, first)
    expect(second).toMatchObject({ healthSinceMs: monday, revision: 2 })
    const wellAt = (atMs: number) => viewWith([aDatabase({ latestRestorableAtMs: atMs - minuteMs })], { atMs })
    const well = rowOf(wellAt(monday + 10 * minuteMs), monday + 10 * minuteMs, second)
    expect(well).toMatchObject({ health: 'healthy', healthSinceMs: monday + 10 * minuteMs, revision: 3 })
    expect(rowOf(wellAt(monday + 15 * minuteMs), monday + 15 * minuteMs, well).healthSinceMs).toBe(monday + 10 * minuteMs)
  })
})
