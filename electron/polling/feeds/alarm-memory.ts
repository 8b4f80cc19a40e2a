import type { AlarmRecord } from '#shared/fleet/records'
import type { PlaceMemory } from './place-memory'

/** Files an alarm under the state it was seen in. */
export function noteAlarm(memory: PlaceMemory, alarm: AlarmRecord): void {
  memory.firing.delete(alarm.name)
  memory.noData.delete(alarm.name)
  if (alarm.state === 'ALARM') memory.firing.set(alarm.name, alarm)
  if (alarm.state === 'INSUFFICIENT_DATA') memory.noData.set(alarm.name, alarm)
  memory.alarmsSeenMeanwhile?.set(alarm.name, alarm)
}

export function forgetAlarm(memory: PlaceMemory, name: string): void {
  memory.firing.delete(name)
  memory.noData.delete(name)
}

/** State polls return alarms without tags: those read at a sweep stay with them. */
export function withTags(memory: PlaceMemory, alarm: AlarmRecord): AlarmRecord {
  const tags = memory.alarmTags.get(alarm.arn)
  if (tags === undefined) return alarm
  const { tenantTag, environmentTag } = tags
  return { ...alarm, ...(tenantTag === undefined ? {} : { tenantTag }), ...(environmentTag === undefined ? {} : { environmentTag }) }
}
