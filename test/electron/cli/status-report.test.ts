import { describe, expect, it } from 'vitest'
import { statusExitCode, statusReport } from '#electron/cli/status-report'
import { duration, statusTable, tableWidth } from '#electron/cli/status-table'
import { appError, type AppErrorKind } from '#shared/kernel/app-error'
import type { ScopeOutcome } from '#shared/fleet/observation'
import type { DatabaseRecord } from '#shared/fleet/records'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { aFinding, aTenant, account, region } from '../drill/shown'

const nowMs = Date.UTC(2026, 2, 2, 6, 30)
const polled = (status: WatchStatus, tenants: readonly TenantDetail[]) => ({ isTraining: false, status, tenants, nowMs })

function aStatus(outcome: ScopeOutcome | 'pending', error?: AppErrorKind, at: { at?: string } = { at: 'rds:DescribeDBInstances in an account' }): WatchStatus {
  const requests = 3
  const problem = error === undefined ? {} : { error: appError(error, 'It did not work.', at) }
  const scope = { region, service: 'rds' as const, outcome, requests, ...(outcome === 'ok' ? { observedAtMs: nowMs - 1000 } : {}), ...problem }
  return {
    epoch: 'e1',
    source: { kind: 'live', fleetFile: 'desk.yaml' },
    desk: 'Night desk',
    speed: 1,
    accounts: [{ id: account, name: 'pooled-eu', regions: [region], outcome, requests, dollars: 0, scopes: [scope] }],
    spend: { requests, dollars: 0.0021, requestsLastHour: requests, dollarsLastHour: 0.0021 },
    throttled: 0,
    unassigned: 0,
    notYet: [],
  }
}

const record: DatabaseRecord = { kind: 'database', key: 'k', account, region, id: 'acme-frontend', arn: 'arn', engine: 'mysql', status: 'available' }

function withDatabase(more: Partial<DatabaseRecord>, observedAtMs: number): TenantDetail {
  const tenant = aTenant('acme', 'healthy')
  const [place] = tenant.view.places
  if (place === undefined) throw new Error('the builder gives one place')
  const database = { record: { ...record, ...more }, environment: 'frontend', place, snapshots: [], events: [], pending: [], observedAtMs, memory: { sameRestorableTimes: 0 } }
  return { ...tenant, view: { ...tenant.view, databases: [database] } }
}

describe('The status report', () => {
  it('has exactly the keys that scripts rely on', () => {
    const report = statusReport(polled(aStatus('ok'), [aTenant('acme', 'critical', [aFinding('db-status', 'critical')])]))
    expect(report).toEqual({
      at: '2026-03-02T06:30:00.000Z',
      source: 'live',
      scopes: [{ account, region, service: 'rds', outcome: 'ok', observedAt: '2026-03-02T06:29:59.000Z', requests: 3 }],
      tenants: [
        {
          id: 'acme',
          name: 'acme',
          model: 'pooled',
          health: 'critical',
          findings: [{ check: 'db-status', severity: 'critical', subject: 'acme-frontend', clause: 'availability', sinceAt: '1970-01-01T00:00:00.000Z', evidence: [{ label: 'status', value: 'seen' }] }],
          environments: [{ name: 'frontend', databases: [], apps: [], probes: [] }],
          alarms: { firing: 0, noData: 0, total: 0 },
        },
      ],
      spend: { requests: 3, dollars: 0.0021 },
    })
  })

  it('says null for what AWS did not return', () => {
    const [tenant] = statusReport(polled(aStatus('ok'), [withDatabase({}, nowMs)])).tenants
    expect(tenant?.environments[0]?.databases).toEqual([
      { id: 'acme-frontend', engine: 'mysql', status: 'available', multiAz: null, az: null, secondaryAz: null, retentionDays: null, latestRestorableAt: null, recoveryPointLagSeconds: null },
    ])
  })

  it('measures the recovery point lag at the time of the observation, and never below zero', () => {
    const lag = (restorableAtMs: number): unknown => statusReport(polled(aStatus('ok'), [withDatabase({ latestRestorableAtMs: restorableAtMs }, nowMs - 60_000)])).tenants[0]?.environments[0]?.databases[0]?.recoveryPointLagSeconds
    expect(lag(nowMs - 300_000)).toBe(240)
    expect(lag(nowMs - 59_500)).toBe(0)
  })

  it('says when it comes from a training fleet', () => {
    expect(statusReport({ ...polled(aStatus('ok'), []), isTraining: true }).source).toBe('training')
  })

  it('lets a scope that was never asked share the outcome of its account', () => {
    const status = aStatus('pending')
    const denied: WatchStatus = { ...status, accounts: status.accounts.map((one) => ({ ...one, outcome: 'denied' as const })) }
    expect(statusReport(polled(denied, [])).scopes[0]).toMatchObject({ outcome: 'denied', observedAt: null })
  })

  it('puts the worst tenant first', () => {
    const tenants = [aTenant('b', 'healthy'), aTenant('a', 'healthy'), aTenant('c', 'unknown'), aTenant('d', 'critical')]
    expect(statusReport(polled(aStatus('ok'), tenants)).tenants.map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b'])
  })
})

describe('The exit code of the status', () => {
  it.each([
    ['all is well', aStatus('ok'), [aTenant('acme', 'healthy')], 0],
    ['there is only information', aStatus('ok'), [aTenant('acme', 'healthy', [aFinding('pending-maintenance', 'info')])], 0],
    ['something is worth watching', aStatus('ok'), [aTenant('acme', 'watch', [aFinding('recovery-point', 'watch')])], 1],
    ['a verdict could not be given', aStatus('ok'), [aTenant('acme', 'unknown', [aFinding('stale-data', 'unknown')])], 1],
    ['an account refused and no tenant is known', aStatus('denied', 'denied'), [], 1],
    ['everything was throttled', aStatus('throttled', 'throttled'), [], 1],
    ['AWS says that the keys expired', aStatus('expired', 'expired'), [], 1],
    ['there were no keys to ask with', aStatus('expired', 'expired', {}), [], 3],
    ['nothing listens', aStatus('failed', 'unreachable'), [aTenant('acme', 'unknown')], 3],
    ['nothing answers', aStatus('timeout', 'timeout'), [], 3],
  ] as const)('when %s', (_words, status, tenants, code) => {
    expect(statusExitCode({ status, tenants })).toBe(code)
  })
})

describe('The status table', () => {
  const long = 'Brindlethwaite and Greater Umber Valley Building Society'
  const sick = aTenant('acme', 'critical', [aFinding('db-failover', 'critical'), { ...aFinding('alarm-firing', 'degraded'), summary: 'Free storage is low. '.repeat(12) }, aFinding('pending-maintenance', 'info')])
  const tenants = [aTenant('kauri', 'healthy'), { ...sick, row: { ...sick.row, name: long, recoveryPointLagMs: 250_000 } }]

  it('stays within its width and cuts what does not fit', () => {
    const lines = statusTable(polled(aStatus('denied', 'denied'), tenants), false).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(tableWidth)
    expect(lines.find((line) => line.includes('Brindle'))).toContain('…')
    expect(lines.join('\n')).toContain('4 m 10 s')
  })

  it('lists the worst first, tells every finding worth telling and no other, and says who refused', () => {
    const text = statusTable(polled(aStatus('denied', 'denied'), tenants), false)
    expect(text.indexOf('▲ critical')).toBeLessThan(text.indexOf('kauri'))
    expect(text).toContain('db-failover')
    expect(text).toContain('alarm-firing')
    expect(text).not.toContain('pending-maintenance')
    expect(text).toContain('rds: denied. It did not work.')
  })

  it('moves no cursor and begins no line by what others named', () => {
    const named = { ...tenants[1]!, row: { ...tenants[1]!.row, id: 'acme\u001b[2J', name: 'Acme\u202e\n▲ all healthy' }, findings: [{ ...aFinding('db-failover', 'critical'), summary: 'Reboot\u001b]0;owned\u0007 of \u009b2Jacme' }] }
    const text = statusTable(polled(aStatus('denied', 'denied'), [named]), false)
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u)
    expect(text.split('\n').some((line) => line.startsWith('▲ all'))).toBe(false)
  })

  it('is coloured only when asked to', () => {
    expect(statusTable(polled(aStatus('ok'), tenants), false)).not.toContain('\u001b[')
    expect(statusTable(polled(aStatus('ok'), tenants), true)).toContain('\u001b[31m▲ critical')
  })

  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [250_000, '4 m 10 s'],
    [240_000, '4 m'],
    [7_320_000, '2 h 2 m'],
    [187_200_000, '2 d 4 h'],
  ])('writes %d ms as %s', (length, text) => {
    expect(duration(length)).toBe(text)
  })
})
