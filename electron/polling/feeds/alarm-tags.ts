import { hourMs } from '#shared/kernel/time'
import type { AlarmRecord } from '#shared/fleet/records'
import type { PollContext } from './feed-poller'
import type { PlaceMemory } from './place-memory'

const tagsKeptMs = 12 * hourMs
const placingDimensions = ['DBInstanceIdentifier', 'DBClusterIdentifier', 'AutoScalingGroupName', 'TargetGroup']

/** Whether an alarm says by itself what it belongs to: a resource in its dimensions, or children in its rule. */
export const placesItself = (alarm: AlarmRecord): boolean =>
  alarm.type === 'composite' ? /\bALARM\s*\(|\bOK\s*\(|\bINSUFFICIENT_DATA\s*\(/.test(alarm.rule ?? '') : placingDimensions.some((name) => alarm.dimensions[name] !== undefined)

/** Those of alarms that are gone: `alarms` is all there are. */
export function forgetTags(memory: PlaceMemory, alarms: readonly AlarmRecord[]): void {
  const living = new Set(alarms.map((alarm) => alarm.arn))
  for (const arn of memory.alarmTags.keys()) if (!living.has(arn)) memory.alarmTags.delete(arn)
}

/** Asks for those that are not known yet, or not any more; the first that is refused ends it until the next poll. */
export async function readTags({ reader, call, memory, awsNowMs }: PollContext, alarms: readonly AlarmRecord[]): Promise<void> {
  for (const alarm of alarms) {
    const known = memory.alarmTags.get(alarm.arn)
    if (placesItself(alarm) || (known !== undefined && awsNowMs() - known.readAtMs < tagsKeptMs)) continue
    const reply = await reader.alarmTags(call, alarm.arn)
    // Without its tags the alarm is unassigned, which is shown: no reason to lose the poll.
    if (!reply.ok) return
    const { tenantTag, environmentTag } = reply.value
    memory.alarmTags.set(alarm.arn, { ...(tenantTag === undefined ? {} : { tenantTag }), ...(environmentTag === undefined ? {} : { environmentTag }), readAtMs: awsNowMs() })
  }
}
