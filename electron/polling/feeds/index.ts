import type { FeedId } from '#shared/fleet/feeds'
import { pollAlarmsWithoutData, pollFiringAlarms } from './alarms-by-state'
import { pollAllAlarms } from './all-alarms'
import { pollAppGroups } from './app-groups'
import { pollAppLoad } from './app-load'
import { pollAutomatedBackups, pollPendingMaintenance, pollSnapshots } from './backups'
import { pollCopies } from './copies'
import { pollDatabaseEvents } from './database-events'
import { pollDatabases } from './databases'
import type { FeedPoller } from './feed-poller'
import { pollInstanceRefreshes, pollScalingActivities } from './group-doings'
import { pollKeys } from './keys'
import { pollMetricFilters } from './metric-filters'
import { pollBuckets, pollSftpServers, pollWebAcls } from './services'
import { pollTaggedResources } from './tagged-resources'
import { pollTargetHealth } from './target-health'

/** Every feed's poller: a feed without one does not compile. */
export const feedPollers: Readonly<Record<FeedId, FeedPoller>> = {
  'rds.events': pollDatabaseEvents,
  'rds.instances': pollDatabases,
  'rds.snapshots': pollSnapshots,
  'rds.automated-backups': pollAutomatedBackups,
  'rds.pending-maintenance': pollPendingMaintenance,
  'cloudwatch.firing': pollFiringAlarms,
  'cloudwatch.no-data': pollAlarmsWithoutData,
  'cloudwatch.alarms': pollAllAlarms,
  'cloudwatch.app-load': pollAppLoad,
  'autoscaling.groups': pollAppGroups,
  'autoscaling.activities': pollScalingActivities,
  'autoscaling.refreshes': pollInstanceRefreshes,
  'elbv2.target-health': pollTargetHealth,
  'kms.keys': pollKeys,
  'offsite.copies': pollCopies,
  'tagging.resources': pollTaggedResources,
  'logs.metric-filters': pollMetricFilters,
  'wafv2.web-acls': pollWebAcls,
  'transfer.servers': pollSftpServers,
  's3.buckets': pollBuckets,
}
