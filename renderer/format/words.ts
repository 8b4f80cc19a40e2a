import type { Service } from '#shared/fleet/feeds'
import type { ScopeOutcome } from '#shared/fleet/observation'
import type { BasisFeed, ClauseId, Health, Severity } from '#shared/health/finding'

/** What the interface calls things: one word per thing, no code shown without its words. */
export const healthWords: Record<Health, string> = {
  critical: 'Critical',
  degraded: 'Degraded',
  unknown: 'Unknown',
  watch: 'Watch',
  healthy: 'Healthy',
}

export const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  degraded: 'Degraded',
  unknown: 'Unknown',
  watch: 'Watch',
  info: 'Info',
}

export const clauseWords: Record<ClauseId, string> = {
  availability: 'Availability',
  databaseRedundancy: 'Database redundancy',
  appRedundancy: 'App redundancy',
  recoveryPoint: 'Recovery point',
  continuousBackup: 'Continuous backup',
  dailySnapshots: 'Daily snapshots',
  encryption: 'Encryption',
  monitoring: 'Monitoring',
  maintenanceNotice: 'Maintenance notice',
  clientAccess: 'Client access',
  recordKeeping: 'Record keeping',
}

/** The AWS call behind a feed: the answer to "how do you know?". */
export const feedCalls: Record<BasisFeed, string> = {
  probe: 'HTTP request of this console (probe)',
  desk: 'The desk’s own rounds',
  'rds.events': 'rds:DescribeEvents',
  'rds.instances': 'rds:DescribeDBInstances',
  'rds.snapshots': 'rds:DescribeDBSnapshots',
  'rds.automated-backups': 'rds:DescribeDBInstanceAutomatedBackups',
  'rds.pending-maintenance': 'rds:DescribePendingMaintenanceActions',
  'cloudwatch.firing': 'cloudwatch:DescribeAlarms (state ALARM)',
  'cloudwatch.no-data': 'cloudwatch:DescribeAlarms (state INSUFFICIENT_DATA)',
  'cloudwatch.alarms': 'cloudwatch:DescribeAlarms',
  'cloudwatch.app-load': 'cloudwatch:GetMetricData',
  'autoscaling.groups': 'autoscaling:DescribeAutoScalingGroups',
  'autoscaling.activities': 'autoscaling:DescribeScalingActivities',
  'autoscaling.refreshes': 'autoscaling:DescribeInstanceRefreshes',
  'elbv2.target-health': 'elasticloadbalancing:DescribeTargetHealth',
  'kms.keys': 'kms:DescribeKey',
  'offsite.copies': 'rds:DescribeDBSnapshots (manual, where copies go to)',
  'tagging.resources': 'tag:GetResources',
  'logs.metric-filters': 'logs:DescribeMetricFilters',
  'wafv2.web-acls': 'wafv2:GetWebACLForResource, wafv2:GetIPSet',
  'transfer.servers': 'transfer:DescribeServer',
  's3.buckets': 's3: settings of a bucket',
}

export const serviceWords: Record<Service, string> = {
  rds: 'databases',
  cloudwatch: 'alarms',
  autoscaling: 'app groups',
  elbv2: 'target health',
  kms: 'encryption keys',
  offsite: 'off-site copies',
  tagging: 'tags of other services',
  logs: 'metric filters of logs',
  wafv2: 'web ACLs',
  transfer: 'SFTP servers',
  s3: 'buckets',
}

export const outcomeWords: Record<ScopeOutcome | 'pending', string> = {
  ok: 'Answering',
  throttled: 'Throttled: AWS asked us to slow down',
  denied: 'Denied: this identity may not read it',
  expired: 'Sign-in expired',
  timeout: 'No answer in time',
  failed: 'Failed',
  pending: 'Waiting for the first answer',
}
