import type { ServiceName } from '../wire/call'
import { describeAutoScalingGroups, describeInstanceRefreshes, describeScalingActivities } from './autoscaling'
import { disableAlarmActions, enableAlarmActions } from './cloudwatch/alarm-actions'
import { describeAlarmHistory } from './cloudwatch/alarm-history'
import { describeAlarms } from './cloudwatch/describe-alarms'
import { getMetricData } from './cloudwatch/get-metric-data'
import { listMetrics } from './cloudwatch/list-metrics'
import { listTagsForResource } from './cloudwatch/list-tags'
import { deleteAlarmMuteRule, getAlarmMuteRule, listAlarmMuteRules, putAlarmMuteRule } from './cloudwatch/mute-rules'
import { lookupEvents } from './cloudtrail'
import { getItem, putItem, query, transactWriteItems } from './dynamodb/index'
import { authorizeSecurityGroupIngress, describeSecurityGroupRules, revokeSecurityGroupIngress, updateSecurityGroupRuleDescriptionsIngress } from './ec2'
import { describeTargetGroups, describeTargetHealth } from './elbv2'
import { cancelInstanceRefresh, startInstanceRefresh } from './instance-refresh'
import { describeKey } from './kms'
import { createRule, deleteRule, describeListeners, describeRules, describeTags, modifyRule, setRulePriorities } from './listener-rules'
import { describeMetricFilters } from './logs'
import type { Operation } from './operation'
import { deleteParameter, getParameter, getParameterHistory, getParametersByPath, putParameter } from './parameters'
import { applyPendingMaintenanceAction } from './rds/apply-maintenance'
import { describeDbInstanceAutomatedBackups } from './rds/automated-backups'
import { describeDbEngineVersions } from './rds/engine-versions'
import { describeEvents } from './rds/events'
import { describeDbInstances } from './rds/instances'
import { copyDbSnapshot, createDbSnapshot } from './rds/manual-snapshots'
import { modifyDbInstance } from './rds/modify'
import { describePendingMaintenanceActions } from './rds/pending-maintenance'
import { describeAccountAttributes } from './rds/account-attributes'
import { rebootDbInstance } from './rds/reboot'
import { restoreDbInstanceFromDbSnapshot, restoreDbInstanceToPointInTime } from './rds/restore'
import { describeDbSnapshots } from './rds/snapshots'
import { addTagsToResource, listTagsForRdsResource, removeTagsFromResource } from './rds/tags'
import { getLifecycle, getObjectLock, getPublicAccessBlock, getVersioning } from './s3'
import { getObject, headObject, putObject } from './s3-objects'
import { byBucket, deleteVersion, getVersion, headVersion, inAuditBucket, listObjects, listVersions, putVersion } from './s3-versions'
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from './scheduler'
import { getSuppressedDestination, sendEmail } from './ses'
import { listTopics } from './sns'
import { getAutomationExecution, startAutomationExecution, stopAutomationExecution } from './ssm'
import { assumeRole, getCallerIdentity } from './sts'
import { getResources } from './tagging'
import { describeServer } from './transfer'
import { getIpSet, getWebAclForResource } from './wafv2'

/** Everything the training fleet answers; any other operation is unknown to it, in AWS's words. */
export const operations: Readonly<Record<ServiceName, Readonly<Record<string, Operation>>>> = {
  sts: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole },
  rds: {
    DescribeDBInstances: describeDbInstances,
    DescribeDBSnapshots: describeDbSnapshots,
    DescribeDBInstanceAutomatedBackups: describeDbInstanceAutomatedBackups,
    DescribeEvents: describeEvents,
    DescribePendingMaintenanceActions: describePendingMaintenanceActions,
    DescribeAccountAttributes: describeAccountAttributes,
    DescribeDBEngineVersions: describeDbEngineVersions,
    CreateDBSnapshot: createDbSnapshot,
    CopyDBSnapshot: copyDbSnapshot,
    ModifyDBInstance: modifyDbInstance,
    RebootDBInstance: rebootDbInstance,
    ApplyPendingMaintenanceAction: applyPendingMaintenanceAction,
    RestoreDBInstanceFromDBSnapshot: restoreDbInstanceFromDbSnapshot,
    RestoreDBInstanceToPointInTime: restoreDbInstanceToPointInTime,
    ListTagsForResource: listTagsForRdsResource,
    AddTagsToResource: addTagsToResource,
    RemoveTagsFromResource: removeTagsFromResource,
  },
  cloudwatch: {
    DescribeAlarms: describeAlarms,
    DescribeAlarmHistory: describeAlarmHistory,
    GetMetricData: getMetricData,
    ListMetrics: listMetrics,
    ListTagsForResource: listTagsForResource,
    DisableAlarmActions: disableAlarmActions,
    EnableAlarmActions: enableAlarmActions,
    PutAlarmMuteRule: putAlarmMuteRule,
    GetAlarmMuteRule: getAlarmMuteRule,
    ListAlarmMuteRules: listAlarmMuteRules,
    DeleteAlarmMuteRule: deleteAlarmMuteRule,
  },
  autoscaling: { DescribeAutoScalingGroups: describeAutoScalingGroups, DescribeInstanceRefreshes: describeInstanceRefreshes, DescribeScalingActivities: describeScalingActivities, StartInstanceRefresh: startInstanceRefresh, CancelInstanceRefresh: cancelInstanceRefresh },
  elbv2: { DescribeTargetGroups: describeTargetGroups, DescribeTargetHealth: describeTargetHealth, DescribeListeners: describeListeners, DescribeRules: describeRules, DescribeTags: describeTags, CreateRule: createRule, DeleteRule: deleteRule, ModifyRule: modifyRule, SetRulePriorities: setRulePriorities },
  kms: { DescribeKey: describeKey },
  dynamodb: { GetItem: getItem, PutItem: putItem, Query: query, TransactWriteItems: transactWriteItems },
  sns: { ListTopics: listTopics },
  tagging: { GetResources: getResources },
  logs: { DescribeMetricFilters: describeMetricFilters },
  wafv2: { GetWebACLForResource: getWebAclForResource, GetIPSet: getIpSet },
  transfer: { DescribeServer: describeServer },
  s3: { GetObjectLockConfiguration: getObjectLock, GetBucketVersioning: getVersioning, GetBucketLifecycleConfiguration: getLifecycle, GetPublicAccessBlock: getPublicAccessBlock, PutObject: byBucket(putVersion, putObject), GetObject: byBucket(getVersion, getObject), HeadObject: byBucket(headVersion, headObject), DeleteObject: inAuditBucket(deleteVersion), ListObjectsV2: inAuditBucket(listObjects), ListObjectVersions: inAuditBucket(listVersions) },
  ses: { SendEmail: sendEmail, GetSuppressedDestination: getSuppressedDestination },
  ssm: { StartAutomationExecution: startAutomationExecution, GetAutomationExecution: getAutomationExecution, StopAutomationExecution: stopAutomationExecution, GetParameter: getParameter, GetParametersByPath: getParametersByPath, GetParameterHistory: getParameterHistory, PutParameter: putParameter, DeleteParameter: deleteParameter },
  ec2: { DescribeSecurityGroupRules: describeSecurityGroupRules, AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress, RevokeSecurityGroupIngress: revokeSecurityGroupIngress, UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress },
  scheduler: { CreateSchedule: createSchedule, UpdateSchedule: updateSchedule, GetSchedule: getSchedule, ListSchedules: listSchedules, DeleteSchedule: deleteSchedule },
  cloudtrail: { LookupEvents: lookupEvents },
}
