import type { AccountConfig, Contract, FleetConfig, SupportPolicy } from './fleet-config'

/** The contract of every tenant unless the fleet file says otherwise (product: "the contract every tenant has"). */
export const defaultContract: Contract = {
  recoveryPointMinutes: 5,
  continuousBackupDays: 30,
  dailySnapshots: 7,
  offsite: false,
  ownKey: true,
  multiAz: true,
  appAvailabilityZones: 2,
  availabilityPercent: 99.99,
  noticeHours: 48,
  operatorsNotified: 2,
}

export const defaultTags = { tenant: 'tenant', environment: 'environment' } as const

export const defaultSupport: SupportPolicy = { longestMinutes: 480, closerRole: 'WatchfloorSupportCloser', scheduleGroup: 'watchfloor-support' }

/** The configuration of the embedded training fleet: its accounts, everything else by default. */
export function trainingConfig(accounts: readonly AccountConfig[], endpoint?: string): FleetConfig {
  return {
    version: 1,
    desk: 'Training desk',
    signIn: { kind: 'training' },
    ...(endpoint === undefined ? {} : { endpoint }),
    tags: defaultTags,
    accounts,
    contract: defaultContract,
    tenants: [],
    capabilities: { operator: [], approver: [] },
    deskStore: { kind: 'sqlite' },
    calendars: [],
    support: defaultSupport,
  }
}
