import { feeds, type Service } from '#shared/fleet/feeds'
import type { Basis, BasisFeed, CheckId } from '#shared/health/finding'
import { suspicionRetryMs } from '#shared/probes/probe-state'
import { holdsMs, probeDefaults } from '#shared/probes/probe-config'
import type { PlaceOfCall } from './world'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'

/**
 * How soon each check can speak, and for how long it rightly goes on.
 *
 * 1. `feed`: the data it rests on; its cadence is what news may take.
 * 2. `thresholdMs`: what the rule itself waits for before it says anything.
 * 3. `lingersMs`: how long it rightly stays after the end, beyond the cadence of its data.
 */
export interface CheckRule {
  readonly feed: BasisFeed
  readonly thresholdMs: number
  readonly lingersMs: number
}

/** Phase, limiter, retries and the squashing of patches: what a poll may come late by. */
export const slackMs = 75 * secondMs

const rule = (feed: BasisFeed, thresholdMs = 0, lingersMs = 0): CheckRule => ({ feed, thresholdMs, lingersMs })

export const checkRules: Readonly<Record<CheckId, CheckRule>> = {
  'db-status': rule('rds.instances'),
  'db-multi-az': rule('rds.instances'),
  'db-lost-standby': rule('rds.instances'),
  // A completed failover is worth watching for an hour.
  'db-failover': rule('rds.events', 0, hourMs),
  // The lag is a saw-tooth of five minutes: late from ten on, and good again with the next log that ships.
  'recovery-point': rule('rds.instances', 10 * minuteMs, 5 * minuteMs),
  'backup-retention': rule('rds.instances'),
  'pitr-window': rule('rds.automated-backups'),
  'daily-snapshots': rule('rds.snapshots'),
  // Looked at again within half an hour once a copy is overdue.
  'offsite-copies': rule('offsite.copies'),
  'db-encryption': rule('kms.keys'),
  'pending-maintenance': rule('rds.pending-maintenance'),
  'app-capacity': rule('autoscaling.groups'),
  'app-az-spread': rule('autoscaling.groups'),
  'target-health': rule('elbv2.target-health'),
  // Read with the groups, or within the minute; and known for half an hour after its end.
  'app-refresh': rule('autoscaling.refreshes', 0, 30 * minuteMs),
  'app-at-max': rule('autoscaling.groups'),
  'app-scaled': rule('autoscaling.activities'),
  // Three minutes of five, of groups that are in trouble already; and so long until these are five minutes ago.
  'app-latency': rule('cloudwatch.app-load', 3 * minuteMs, 6 * minuteMs),
  'app-errors': rule('cloudwatch.app-load', 3 * minuteMs, 6 * minuteMs),
  // The second failure in a row counts; it is asked for soon, and either may take as long as a probe waits.
  probe: rule('probe', 2 * probeDefaults.timeoutSeconds * secondMs + suspicionRetryMs),
  'alarm-firing': rule('cloudwatch.firing'),
  // Told while four changes lie within half an hour, and spoken for at the latest when the fourth was polled.
  'alarm-flapping': rule('cloudwatch.firing', 0, 30 * minuteMs),
  'alarm-actions-off': rule('cloudwatch.alarms'),
  'alarm-no-data': rule('cloudwatch.no-data'),
  // Said as soon as the next poll was refused; all else only once the data is older than its limit.
  'stale-data': rule('rds.instances'),
  'no-resources': rule('rds.instances'),
  allowlist: rule('wafv2.web-acls'),
  sftp: rule('transfer.servers'),
  'bucket-lock': rule('s3.buckets'),
  'log-alarms': rule('logs.metric-filters'),
  // Looked for by the desk in its rounds.
  'window-leftover': rule('desk', 10 * minuteMs, 10 * minuteMs),
  'support-drift': rule('desk', 10 * minuteMs, 10 * minuteMs),
}

export interface DataLife {
  readonly cadenceMs: number
  readonly staleAfterMs: number
  /** The AWS service that it is read from; a probe is none of AWS's. */
  readonly service?: Service
}

const probeLife: DataLife = { cadenceMs: probeDefaults.intervalSeconds * secondMs, staleAfterMs: holdsMs(probeDefaults) }

export const lifeOf = (feed: BasisFeed): DataLife => (feed === 'probe' || feed === 'desk' ? probeLife : feeds[feed])

/** Where a datum is read. Off-site copies are RDS of another place: any fault of RDS may stand in the way. */
export function readAt({ feed, account, region }: Basis): PlaceOfCall {
  return feed === 'offsite.copies' ? { service: 'rds' } : { account, region, service: lifeOf(feed).service }
}

/** How long news of this check may take at most, with its data in reach. */
export const newsMs = (check: CheckId): number => lifeOf(checkRules[check].feed).cadenceMs + checkRules[check].thresholdMs + slackMs
