import { hourMs, minuteMs } from '../kernel/time'

/**
 * The calls a watch repeats. A feed is polled per account x Region; feeds of one service share the scope's limiter and breaker.
 *
 * `cadenceMs`: how often; `staleAfterMs`: older than this, what rests on the feed is `unknown`.
 * Why these numbers: docs/decisions (money binds before quotas: state and events each minute, inventory each five, sweeps each thirty).
 */
/** `offsite`: RDS where copies go to. A scope of its own, so that trouble there does not slow down what is read at home. */
export const services = ['rds', 'cloudwatch', 'autoscaling', 'elbv2', 'kms', 'offsite', 'tagging', 'logs', 'wafv2', 'transfer', 's3'] as const
export type Service = (typeof services)[number]

export const feedIds = [
  'rds.events',
  'rds.instances',
  'rds.snapshots',
  'rds.automated-backups',
  'rds.pending-maintenance',
  'cloudwatch.firing',
  'cloudwatch.no-data',
  'cloudwatch.alarms',
  'cloudwatch.app-load',
  'autoscaling.groups',
  'autoscaling.activities',
  'autoscaling.refreshes',
  'elbv2.target-health',
  'kms.keys',
  'offsite.copies',
  'tagging.resources',
  'logs.metric-filters',
  'wafv2.web-acls',
  'transfer.servers',
  's3.buckets',
] as const
export type FeedId = (typeof feedIds)[number]

export type Tier = 'T0' | 'T1' | 'T2'

export interface Feed {
  readonly id: FeedId
  readonly service: Service
  readonly tier: Tier
  readonly cadenceMs: number
  readonly staleAfterMs: number
  /** What it brings, in an operator's words: "database inventory". */
  readonly title: string
  /** A role of before may not be allowed it: until it was read once, a refusal is said but weighs nothing (decision 0020). */
  readonly mayBeRefused?: true
  /** Tells why and how much, of few things at a time: every clause is judged without it, so that its absence weighs nothing (decision 0025). */
  readonly explains?: true
}

const tiers: Record<Tier, Pick<Feed, 'tier' | 'cadenceMs' | 'staleAfterMs'>> = {
  T0: { tier: 'T0', cadenceMs: minuteMs, staleAfterMs: 3 * minuteMs },
  T1: { tier: 'T1', cadenceMs: 5 * minuteMs, staleAfterMs: 11 * minuteMs },
  T2: { tier: 'T2', cadenceMs: 30 * minuteMs, staleAfterMs: 65 * minuteMs },
}

export const feeds: Record<FeedId, Feed> = {
  'rds.events': { id: 'rds.events', service: 'rds', ...tiers.T0, title: 'database events' },
  'rds.instances': { id: 'rds.instances', service: 'rds', ...tiers.T1, title: 'database inventory' },
  // Thirty a database, three hundred pages in a large account, and one new one a day: read four times a day there, more often where they
  // are few (polling/phase.ts), and after a failed one.
  'rds.snapshots': { id: 'rds.snapshots', service: 'rds', ...tiers.T2, cadenceMs: 6 * hourMs, staleAfterMs: 12 * hourMs + 30 * minuteMs, title: 'database snapshots' },
  'rds.automated-backups': { id: 'rds.automated-backups', service: 'rds', ...tiers.T2, title: 'continuous backups' },
  'rds.pending-maintenance': { id: 'rds.pending-maintenance', service: 'rds', ...tiers.T2, title: 'pending maintenance' },
  'cloudwatch.firing': { id: 'cloudwatch.firing', service: 'cloudwatch', ...tiers.T0, title: 'firing alarms' },
  'cloudwatch.no-data': { id: 'cloudwatch.no-data', service: 'cloudwatch', ...tiers.T1, title: 'alarms without data' },
  'cloudwatch.alarms': { id: 'cloudwatch.alarms', service: 'cloudwatch', ...tiers.T2, title: 'all alarms' },
  // By the metric, and AWS charges for each: of what is looked at and of what is in trouble, within a cap (polling/app-budget.ts).
  'cloudwatch.app-load': { id: 'cloudwatch.app-load', service: 'cloudwatch', ...tiers.T1, cadenceMs: minuteMs, staleAfterMs: 5 * minuteMs, title: 'latency and errors', explains: true },
  'autoscaling.groups': { id: 'autoscaling.groups', service: 'autoscaling', ...tiers.T1, title: 'app groups' },
  // A request a group each: with the groups of those that are restless, each minute of those that are looked at.
  'autoscaling.activities': { id: 'autoscaling.activities', service: 'autoscaling', ...tiers.T1, title: 'scaling activities', explains: true },
  'autoscaling.refreshes': { id: 'autoscaling.refreshes', service: 'autoscaling', ...tiers.T1, title: 'instance refreshes', explains: true },
  'elbv2.target-health': { id: 'elbv2.target-health', service: 'elbv2', ...tiers.T1, title: 'target health' },
  // A request a key: the poller takes turns, so that a reading may be older than this.
  'kms.keys': { id: 'kms.keys', service: 'kms', ...tiers.T2, title: 'encryption keys', mayBeRefused: true },
  'offsite.copies': { id: 'offsite.copies', service: 'offsite', ...tiers.T2, cadenceMs: 6 * hourMs, staleAfterMs: 12 * hourMs + 30 * minuteMs, title: 'off-site copies' },
  // A tenant's other services (decision 0028): what bears its tag is one request a place; what follows from it takes turns.
  'tagging.resources': { id: 'tagging.resources', service: 'tagging', ...tiers.T2, cadenceMs: hourMs, staleAfterMs: 2 * hourMs + 10 * minuteMs, title: 'tags of other services', mayBeRefused: true },
  'logs.metric-filters': { id: 'logs.metric-filters', service: 'logs', ...tiers.T2, cadenceMs: hourMs, staleAfterMs: 2 * hourMs + 10 * minuteMs, title: 'metric filters of logs', mayBeRefused: true },
  'wafv2.web-acls': { id: 'wafv2.web-acls', service: 'wafv2', ...tiers.T2, title: 'web ACLs', mayBeRefused: true },
  'transfer.servers': { id: 'transfer.servers', service: 'transfer', ...tiers.T2, title: 'SFTP servers', mayBeRefused: true },
  's3.buckets': { id: 's3.buckets', service: 's3', ...tiers.T2, cadenceMs: 2 * hourMs, staleAfterMs: 5 * hourMs, title: 'settings of buckets', mayBeRefused: true },
}
