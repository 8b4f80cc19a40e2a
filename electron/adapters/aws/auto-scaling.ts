import { DescribeAutoScalingGroupsCommand, type AutoScalingClient, type AutoScalingGroup, type Instance } from '@aws-sdk/client-auto-scaling'
import type { AppGroupRecord, AppInstance } from '#shared/fleet/records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { collectPages } from './paging'
import { send, type Exchange } from './send'
import { allTags, type TagNames } from './tags'

const pageSize = 100

export const fetchAppGroups = (autoScaling: AutoScalingClient, exchange: Exchange, tags: TagNames, call: Call): Promise<Reply<AppGroupRecord>> => {
  const shared = new Map<string, string>()
  return collectPages(
    (token) =>
      send(exchange, call, 'autoscaling', 'DescribeAutoScalingGroups', (abortSignal) =>
        autoScaling.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: pageSize, NextToken: token }), { abortSignal }),
      ),
    (output) => output.AutoScalingGroups && { records: output.AutoScalingGroups.flatMap((group) => toAppGroup(exchange, tags, group, shared)), next: output.NextToken },
  )
}

function toAppGroup(place: Exchange, tags: TagNames, group: AutoScalingGroup, shared: Map<string, string>): AppGroupRecord[] {
  const { AutoScalingGroupName: id, DesiredCapacity: desired, MinSize: min, MaxSize: max } = group
  if (id === undefined || desired === undefined || min === undefined || max === undefined) return []
  return [
    {
      kind: 'app-group',
      key: group.AutoScalingGroupARN ?? `${place.account}/${place.region}/${id}`,
      account: place.account,
      region: place.region,
      id,
      desired,
      min,
      max,
      azs: group.AvailabilityZones ?? [],
      instances: (group.Instances ?? []).map(toInstance),
      targetGroupArns: group.TargetGroupARNs ?? [],
      suspendedProcesses: (group.SuspendedProcesses ?? []).flatMap((process) => process.ProcessName ?? []),
      ...allTags(tags, group.Tags, shared),
      ...omitAbsent({ arn: group.AutoScalingGroupARN }),
    },
  ]
}

const toInstance = (instance: Instance): AppInstance => ({
  id: instance.InstanceId ?? '',
  az: instance.AvailabilityZone ?? '',
  lifecycle: instance.LifecycleState ?? 'Unknown',
  health: instance.HealthStatus ?? 'Unknown',
  ...omitAbsent({ version: instance.LaunchTemplate?.Version ?? instance.LaunchConfigurationName }),
})
