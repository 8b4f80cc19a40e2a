import type { FeedId } from '../fleet/feeds'

/** The ids of fleet-file checks: used in JSON, tests, saved filters. Never renamed. */
export const checkIds = [
  'db-status',
  'db-multi-az',
  'db-lost-standby',
  'db-failover',
  'recovery-point',
  'backup-retention',
  'pitr-window',
  'daily-snapshots',
  'offsite-copies',
  'db-encryption',
  'pending-maintenance',
  'app-capacity',
  'app-az-spread',
  'target-health',
  'app-refresh',
  'app-at-max',
  'app-scaled',
  'app-latency',
  'app-errors',
  'probe',
  'alarm-firing',
  'alarm-flapping',
  'alarm-actions-off',
  'alarm-no-data',
  'stale-data',
  'no-resources',
  'allowlist',
  'sftp',
  'bucket-lock',
  'log-alarms',
  'window-leftover',
  'support-drift',
] as const
export type CheckId = (typeof checkIds)[number]

/** The clauses of the contract, by the names of the fleet file's defaults. */
export const clauseIds = [
  'availability',
  'databaseRedundancy',
  'appRedundancy',
  'recoveryPoint',
  'continuousBackup',
  'dailySnapshots',
  'encryption',
  'monitoring',
  'maintenanceNotice',
  'clientAccess',
  'recordKeeping',
] as const
export type ClauseId = (typeof clauseIds)[number]

/** From worst to mildest; `unknown` is a verdict that could not be given and says which datum is missing. */
export const severities = ['critical', 'degraded', 'unknown', 'watch', 'info'] as const
export type Severity = (typeof severities)[number]

export const healths = ['critical', 'degraded', 'unknown', 'watch', 'healthy'] as const
export type Health = (typeof healths)[number]

export interface Subject {
  readonly kind: 'tenant' | 'database' | 'app-group' | 'target-group' | 'alarm' | 'scope' | 'probe' | 'certificate' | 'load-balancer' | 'web-acl' | 'sftp-server' | 'bucket' | 'log-group'
  /** AWS identifier as an operator would type it: database id, group name, alarm name, scope key, tenant id; a probe's address, a certificate's host. */
  readonly id: string
  readonly environment?: string
  readonly account?: string
  readonly region?: string
}

/** A check's verdict on a subject. No finding means: judged, and fine. */
export interface Finding {
  readonly check: CheckId
  readonly severity: Severity
  readonly subject: Subject
  readonly clause: ClauseId
  /** AWS time at which the condition began as far as evidence shows, else when it was first observed. */
  readonly sinceAtMs: number
  /** One sentence for the operator: what, since when, what it means for the client. */
  readonly summary: string
  /** What was seen: label and value, both as shown. */
  readonly evidence: readonly EvidenceItem[]
  /** Which feed it rests on, and when that was observed (AWS time). */
  readonly basis: Basis
  /** Set when the data grew too old: what the verdict was while it could be given. */
  readonly lastKnownSeverity?: Severity
}

export interface EvidenceItem {
  readonly label: string
  readonly value: string
}

/** A poll of AWS, a probe of ours, or the desk's own looking. */
export type BasisFeed = FeedId | 'probe' | 'desk'

export interface Basis {
  readonly feed: BasisFeed
  readonly account: string
  readonly region: string
  readonly observedAtMs?: number
}
