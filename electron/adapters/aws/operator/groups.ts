import { CancelInstanceRefreshCommand, DescribeInstanceRefreshesCommand, StartInstanceRefreshCommand, type InstanceRefresh } from '@aws-sdk/client-auto-scaling'
import type { GroupOperator, RefreshState } from '#electron/ports/operator/groups'
import type { Clients } from '../clients'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'

export function createGroupOperator(clients: Clients, exchange: Exchange): GroupOperator {
  const scaling = () => clients.autoScaling()
  return {
    startRefresh: (call, group, { minHealthyPercent }) =>
      operate(
        exchange,
        call,
        'autoscaling',
        'StartInstanceRefresh',
        (abortSignal) => scaling().send(new StartInstanceRefreshCommand({ AutoScalingGroupName: group, Strategy: 'Rolling', Preferences: { MinHealthyPercentage: minHealthyPercent } }), { abortSignal }),
        ({ InstanceRefreshId: id }) => id,
      ),
    refreshes: (call, group, id) =>
      operate(
        exchange,
        call,
        'autoscaling',
        'DescribeInstanceRefreshes',
        (abortSignal) => scaling().send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, ...(id === undefined ? {} : { InstanceRefreshIds: [id] }) }), { abortSignal }),
        ({ InstanceRefreshes: found }) => found?.flatMap(toRefresh),
      ),
    cancelRefresh: (call, group) =>
      operate(exchange, call, 'autoscaling', 'CancelInstanceRefresh', (abortSignal) => scaling().send(new CancelInstanceRefreshCommand({ AutoScalingGroupName: group }), { abortSignal }), ({ InstanceRefreshId: id }) => id),
  }
}

function toRefresh(refresh: InstanceRefresh): RefreshState[] {
  if (refresh.InstanceRefreshId === undefined) return []
  const more = {
    reason: refresh.StatusReason,
    percent: refresh.PercentageComplete,
    left: refresh.InstancesToUpdate,
    minHealthyPercent: refresh.Preferences?.MinHealthyPercentage,
    startedAtMs: refresh.StartTime?.getTime(),
    endedAtMs: refresh.EndTime?.getTime(),
  }
  return [{ id: refresh.InstanceRefreshId, status: refresh.Status ?? 'Unknown', ...omitAbsent(more) }]
}
