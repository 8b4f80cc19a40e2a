import { DescribeInstanceRefreshesCommand, DescribeScalingActivitiesCommand, type Activity, type AutoScalingClient, type InstanceRefresh as AwsRefresh } from '@aws-sdk/client-auto-scaling'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { GroupActivitiesRecord, GroupRefreshRecord, InstanceRefresh, ScalingActivity } from '#shared/fleet/records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

/** What an operator reads of a group; of older ones only what changed its size tells something yet. */
const mostActivities = 20
const pageSize = 100

/** One page: AWS keeps six weeks, newest first. */
export async function fetchScalingActivities(autoScaling: AutoScalingClient, exchange: Exchange, call: Call, group: string): Promise<Reply<GroupActivitiesRecord>> {
  const reply = await send(exchange, call, 'autoscaling', 'DescribeScalingActivities', (abortSignal) =>
    autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: pageSize }), { abortSignal }),
  )
  if (!reply.ok) return reply
  const { Activities: found } = reply.value.output
  if (found === undefined) return err(unreadable('scaling activities'))
  const activities = found.flatMap(toActivity).sort((a, b) => b.atMs - a.atMs).filter(isTelling)
  const { dateMs } = reply.value
  return ok({ records: ownCopies([{ kind: 'group-activities' as const, key: group, readAtMs: dateMs, activities }]), dateMs })
}

const isTelling = ({ cause }: ScalingActivity, at: number, all: readonly ScalingActivity[]): boolean => {
  const change = sizeChange(cause)
  return at < mostActivities || (change !== undefined && all.findIndex((other) => sizeChange(other.cause) === change) === at)
}

/** The sentence that all activities of one change of size share. */
const sizeChange = (cause: string): string | undefined => /^At \S+ .*changing the desired capacity from \d+ to \d+/.exec(cause)?.[0]

function toActivity({ ActivityId: id, StartTime: start, EndTime: end, StatusCode: status, Description: description, Cause: cause, StatusMessage: message }: Activity): ScalingActivity[] {
  if (id === undefined || start === undefined) return []
  return [{ id, atMs: start.getTime(), status: status ?? 'Unknown', description: description ?? '', cause: cause ?? '', ...omitAbsent({ endedAtMs: end?.getTime(), message: message === '' ? undefined : message }) }]
}

/** AWS returns them newest first. */
export async function fetchInstanceRefresh(autoScaling: AutoScalingClient, exchange: Exchange, call: Call, group: string): Promise<Reply<GroupRefreshRecord>> {
  const reply = await send(exchange, call, 'autoscaling', 'DescribeInstanceRefreshes', (abortSignal) =>
    autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }), { abortSignal }),
  )
  if (!reply.ok) return reply
  const { InstanceRefreshes: found } = reply.value.output
  if (found === undefined) return err(unreadable('instance refreshes'))
  const { dateMs } = reply.value
  return ok({ records: ownCopies([{ kind: 'group-refresh' as const, key: group, readAtMs: dateMs, ...omitAbsent({ latest: found.flatMap(toRefresh)[0] }) }]), dateMs })
}

function toRefresh(refresh: AwsRefresh): InstanceRefresh[] {
  if (refresh.InstanceRefreshId === undefined) return []
  return [
    {
      id: refresh.InstanceRefreshId,
      status: refresh.Status ?? 'Unknown',
      ...omitAbsent({
        reason: refresh.StatusReason,
        startedAtMs: refresh.StartTime?.getTime(),
        endedAtMs: refresh.EndTime?.getTime(),
        percent: refresh.PercentageComplete,
        left: refresh.InstancesToUpdate,
        minHealthyPercent: refresh.Preferences?.MinHealthyPercentage,
        version: refresh.DesiredConfiguration?.LaunchTemplate?.Version,
      }),
    },
  ]
}

const unreadable = (what: string): AppError => appError('unreadableReply', `The list of ${what} is missing from a reply. A proxy may have changed it; it is tried again.`)
