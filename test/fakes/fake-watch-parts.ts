import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Ids } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'

export function fakeIds(): Ids {
  let count = 0
  return { next: () => `id-${++count}`, random: () => 0.5 }
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

const contract: FleetConfig['contract'] = {
  recoveryPointMinutes: 5,
  continuousBackupDays: 30,
  dailySnapshots: 0,
  offsite: false,
  ownKey: true,
  multiAz: true,
  appAvailabilityZones: 2,
  availabilityPercent: 99.99,
  noticeHours: 48,
  operatorsNotified: 2,
}

/** A fleet file with so many accounts, one Region each. */
export function fakeConfig(accounts = 1, region = 'eu-west-1'): FleetConfig {
  return {
    version: 1,
    desk: 'Test desk',
    signIn: { kind: 'training' },
    tags: { tenant: 'tenant', environment: 'environment' },
    accounts: Array.from({ length: accounts }, (_, number) => ({ id: String(111100000000 + number), name: `account-${number}`, regions: [region] })),
    contract,
    tenants: [],
    capabilities: { operator: [], approver: [] },
    deskStore: { kind: 'sqlite' },
    calendars: [],
    support: { longestMinutes: 480, closerRole: 'WatchfloorSupportCloser', scheduleGroup: 'watchfloor-support' },
  }
}
