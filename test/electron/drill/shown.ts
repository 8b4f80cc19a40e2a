import { feedIds, type FeedId } from '#shared/fleet/feeds'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import type { CheckId, Finding, Health, Severity } from '#shared/health/finding'
import type { WorldCondition } from '#electron/drill/world'

export const account = '111122223333'
export const region = 'eu-west-1'

export const contract = {
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
} as const

export const aFinding = (check: CheckId, severity: Severity, more: { subject?: string; environment?: string; feed?: FeedId; lastKnownSeverity?: Severity } = {}): Finding => ({
  check,
  severity,
  subject: { kind: 'database', id: more.subject ?? 'acme-frontend', environment: more.environment ?? 'frontend', account, region },
  clause: 'availability',
  sinceAtMs: 0,
  summary: `${check} on ${more.subject ?? 'acme-frontend'}`,
  evidence: [{ label: 'status', value: 'seen' }],
  basis: { feed: more.feed ?? 'rds.instances', account, region, observedAtMs: 0 },
  ...(more.lastKnownSeverity === undefined ? {} : { lastKnownSeverity: more.lastKnownSeverity }),
})

export const aTenant = (id: string, health: Health, findings: readonly Finding[] = [], view: Partial<TenantView> = {}): TenantDetail => {
  const feeds = Object.fromEntries(feedIds.map((feed) => [feed, {}])) as TenantView['places'][number]['feeds'] // one entry a feed
  return {
    health,
    findings,
    row: { id, name: id, model: 'pooled', health, findings: findings.length, inFleetFile: true, accounts: [account], regions: [region], environments: ['frontend'], engines: ['mysql'], databases: 1, alarmsFiring: 0, alarmsNoData: 0, alarms: 0, revision: 0 },
    view: { id, name: id, model: 'pooled', inFleetFile: true, contract, databases: [], appGroups: [], alarms: [], probes: [], places: [{ account, region, feeds }], ...view },
  }
}

export const aCondition = (kind: string, sinceMs: number, more: Partial<WorldCondition> = {}): WorldCondition => ({
  kind,
  sinceMs,
  tenant: 'acme',
  environment: 'frontend',
  account,
  region,
  subject: 'acme-frontend',
  ...more,
})
