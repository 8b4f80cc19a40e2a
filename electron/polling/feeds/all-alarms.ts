import { hourMs } from '#shared/kernel/time'
import type { AlarmRecord } from '#shared/fleet/records'
import { noteAlarm, withTags } from './alarm-memory'
import { readTopics, withTopics } from './alarm-topics'
import { failed, type FeedPoller, type PollContext } from './feed-poller'
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

const tagsKeptMs = 12 * hourMs
const placingDimensions = ['DBInstanceIdentifier', 'DBClusterIdentifier', 'AutoScalingGroupName', 'TargetGroup']

/** Whether an alarm says by itself what it belongs to: a resource in its dimensions, or children in its rule. */
export const placesItself = (alarm: AlarmRecord): boolean =>
  alarm.type === 'composite' ? /\bALARM\s*\(|\bOK\s*\(|\bINSUFFICIENT_DATA\s*\(/.test(alarm.rule ?? '') : placingDimensions.some((name) => alarm.dimensions[name] !== undefined)

async function readTags({ reader, call, memory, awsNowMs }: PollContext, alarms: readonly AlarmRecord[]): Promise<void> {
  const living = new Set(alarms.map((alarm) => alarm.arn))
  for (const arn of memory.alarmTags.keys()) if (!living.has(arn)) memory.alarmTags.delete(arn)
  for (const alarm of alarms) {
    const known = memory.alarmTags.get(alarm.arn)
    if (placesItself(alarm) || (known !== undefined && awsNowMs() - known.readAtMs < tagsKeptMs)) continue
    const reply = await reader.alarmTags(call, alarm.arn)
    // Without its tags the alarm is unassigned, which is shown: no reason to lose the sweep.
    if (!reply.ok) return
    const { tenantTag, environmentTag } = reply.value
    memory.alarmTags.set(alarm.arn, { ...(tenantTag === undefined ? {} : { tenantTag }), ...(environmentTag === undefined ? {} : { environmentTag }), readAtMs: awsNowMs() })
  }
}
