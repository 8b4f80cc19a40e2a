import type { AlarmRecord } from '#shared/fleet/records'
import { noteAlarm, withTags } from './alarm-memory'
import { readTopics, withTopics } from './alarm-topics'
import { forgetTags, readTags } from './alarm-tags'
import { failed, type FeedPoller } from './feed-poller'
import { noteTargets } from './alarmed-targets'

/**
 * The sweep of all alarms. It also answers what the two state polls ask, so that those need not be repeated.
 *
 * 1. Tags are asked for only when neither dimensions nor children place an alarm, and kept for hours: they cost a request each.
 * 2. A sweep takes many pages; what the state polls saw while it ran is newer than its first pages.
 */
export const pollAllAlarms: FeedPoller = async (context) => {
  const { reader, call, memory } = context
  const meanwhile = new Map<string, AlarmRecord>()
  memory.alarmsSeenMeanwhile = meanwhile
  const reply = await reader.alarms(call)
  delete memory.alarmsSeenMeanwhile
  if (!reply.ok) return [failed('cloudwatch.alarms', reply.error)]

  const swept = new Map([...reply.value.records, ...meanwhile.values()].map((alarm) => [alarm.name, alarm]))
  forgetTags(memory, [...swept.values()])
  await readTags(context, [...swept.values()])
  await readTopics(context, [...swept.values()])
  const records = [...swept.values()].map((alarm) => withTopics(memory, withTags(memory, alarm)))
  memory.firing.clear()
  memory.noData.clear()
  for (const alarm of records) noteAlarm(memory, alarm)

  const { dateMs } = reply.value
  noteTargets(memory, records)
  return [
    { feed: 'cloudwatch.alarms', outcome: { kind: 'complete', records }, dateMs },
    { feed: 'cloudwatch.firing', outcome: { kind: 'complete', records: [...memory.firing.values()] }, dateMs },
    { feed: 'cloudwatch.no-data', outcome: { kind: 'complete', records: [...memory.noData.values()] }, dateMs },
  ]
}
