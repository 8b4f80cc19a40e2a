import { complete, type FeedPoller } from './feed-poller'

/** What bears the tenant tag beside databases, app groups and alarms: what else there is to ask of a place follows from it. */
export const pollTaggedResources: FeedPoller = async ({ reader, call, memory }) => {
  const reply = await reader.taggedResources(call)
  if (reply.ok) memory.tagged = reply.value.records
  return [complete('tagging.resources', reply)]
}
