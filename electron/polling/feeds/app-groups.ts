import { minuteMs } from '#shared/kernel/time'
import { complete, failed, type FeedPoller, type Polled } from './feed-poller'
import { readActivities, readRefreshes } from './group-doings'
import { chooseGroups, isLookedAt, noteChanges } from './restless-groups'

/**
 * App groups; target health follows from them. What explains a restless one is read with it: a group that is being refreshed must not
 * look broken until somebody asks why it is short.
 */
export const pollAppGroups: FeedPoller = async (context) => {
  const { reader, call, memory, awsNowMs } = context
  const reply = await reader.appGroups(call)
  if (reply.ok) {
    noteChanges(memory, reply.value.records, awsNowMs())
    memory.appGroups = reply.value.records
    const restless = chooseGroups(memory, awsNowMs(), context.restlessBudget, () => undefined).length > 0
    const why: readonly Polled[] = restless ? [await readRefreshes(context), await readActivities(context)] : []
    const isLooked = [...memory.lookedAt.keys()].some((group) => isLookedAt(memory, group, awsNowMs()))
    return [...why, { ...complete('autoscaling.groups', reply), ...(isLooked ? { againInMs: minuteMs } : {}) }]
  }
  // Which target groups there are comes from the groups: until they were read once, target health is as unknown as they are.
  const blind = memory.appGroups === undefined ? [failed('elbv2.target-health', reply.error)] : []
  return [...blind, failed('autoscaling.groups', reply.error)]
}
