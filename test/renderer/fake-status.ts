import type { AppInfo } from '#shared/ipc/contract'
import type { Settings } from '#shared/ipc/settings'
import type { AccountStatus, ScopeStatus, WatchStatus } from '#shared/fleet/watch-status'
import { services } from '#shared/fleet/feeds'
import { appError } from '#shared/kernel/app-error'
import { minuteMs } from '#shared/kernel/time'
import { fakeNowMs } from './fake-fleet'

export const fakeSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  view: 'table',
  boardMeasure: 'health',
  columns: [],
  sort: [{ column: 'health', direction: 'ascending' }, { column: 'healthSinceMs', direction: 'descending' }],
  filter: '',
  savedViews: [
    { name: 'Burning', filter: 'health:critical,degraded', sort: [{ column: 'healthSinceMs', direction: 'ascending' }], view: 'table' },
    { name: 'Lag on the wall', filter: '', sort: [{ column: 'name', direction: 'ascending' }], view: 'board' },
  ],
  lockAfterMinutes: 15,
  sound: 'soft',
}

export const fakeInfo: AppInfo = {
  version: '0.1.0',
  electron: '33.2.1',
  chromium: '130.0.6723.137',
  platform: 'linux x64',
  scenarios: [
    { name: 'first-shift', title: 'First shift: 60 tenants on a believable morning' },
    { name: 'bad-night', title: 'Bad night: an AZ outage, throttling, a frozen recovery point' },
    { name: 'ten-thousand', title: 'Ten thousand tenants' },
  ],
  remarks: ['The Chromium sandbox is off because Watchfloor runs as root.'],
}

const scopesOf = (region: string, more: Partial<ScopeStatus> = {}): readonly ScopeStatus[] =>
  services.map((service) => ({ region, service, outcome: 'ok', observedAtMs: fakeNowMs - 20_000, nextPollAtMs: fakeNowMs + 40_000, requests: 51, ...more }))

const account = (id: string, name: string, region: string, more: Partial<AccountStatus> = {}): AccountStatus => ({
  id, name, regions: [region], outcome: 'ok', lastPollAtMs: fakeNowMs - 8_000, requests: 204, dollars: 0.004, scopes: scopesOf(region), ...more,
})

const waiting: AccountStatus = { id: '555566667777', name: 'northwind', regions: ['eu-west-1'], outcome: 'pending', requests: 0, dollars: 0, scopes: [] }

const denied = appError('denied', 'This identity may not call rds:DescribeDBInstances in this account. Ask for the permission, then poll again.', { at: 'rds:DescribeDBInstances in 444455556666/eu-central-1', code: 'AccessDenied' })
const throttled = appError('throttled', 'AWS asked to slow down; polling goes on at half the pace.', { code: 'ThrottlingException' })

export function fakeStatus(speed: number): WatchStatus {
  return {
    epoch: 'epoch-1',
    source: { kind: 'training', scenario: 'first-shift', seed: 7 },
    desk: 'Night desk',
    awsNowMs: fakeNowMs,
    awsOffsetMs: 0,
    speed,
    accounts: [
      account('111122223333', 'pooled-eu', 'eu-west-1'),
      account('222233334444', 'kauri-bank', 'eu-central-1'),
      account('333344445555', 'harbour-mutual', 'eu-central-1', { outcome: 'throttled', error: throttled, scopes: scopesOf('eu-central-1', { outcome: 'throttled', error: throttled }) }),
      account('444455556666', 'polaris-credit', 'eu-central-1', { outcome: 'denied', error: denied, lastPollAtMs: fakeNowMs - 12 * minuteMs, scopes: scopesOf('eu-central-1', { outcome: 'denied', error: denied, observedAtMs: fakeNowMs - 12 * minuteMs }) }),
      waiting,
    ],
    spend: { requests: 1_312, dollars: 0.061, requestsLastHour: 412, dollarsLastHour: 0.0193 },
    throttled: 12,
    unassigned: 3,
    notYet: [],
  }
}
