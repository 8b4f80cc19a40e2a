import { complete, failed, type FeedPoller } from './feed-poller'

/** App groups; target health follows from them. */
export const pollAppGroups: FeedPoller = async ({ reader, call, memory }) => {
  const reply = await reader.appGroups(call)
  if (reply.ok) {
    memory.appGroups = reply.value.records
    return [complete('autoscaling.groups', reply)]
  }
  // Which target groups there are comes from the groups: until they were read once, target health is as unknown as they are.
  const blind = memory.appGroups === undefined ? [failed('elbv2.target-health', reply.error)] : []
  return [...blind, failed('autoscaling.groups', reply.error)]
}
