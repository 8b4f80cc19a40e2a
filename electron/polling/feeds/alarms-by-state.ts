import type { FeedId } from '#shared/fleet/feeds'
import type { AlarmRecord } from '#shared/fleet/records'
import { forgetAlarm, noteAlarm, withTags } from './alarm-memory'
import { readTags } from './alarm-tags'
import { withTopics } from './alarm-topics'
import { failed, type FeedPoller, type Polled } from './feed-poller'
import type { PlaceMemory } from './place-memory'

/**
 * Alarms in one state: one request for a whole place where nothing is wrong. An alarm that left the state is read by name, so that
 * what is shown next is known and not assumed; the answer belongs to the list of all alarms.
 */
const pollState =
  (feed: FeedId, state: 'ALARM' | 'INSUFFICIENT_DATA', known: (memory: PlaceMemory) => Map<string, AlarmRecord>): FeedPoller =>
  async (context) => {
    const { reader, call, memory } = context
    const reply = await reader.alarms(call, { state })
    if (!reply.ok) return [failed(feed, reply.error)]
    const inState = new Set(reply.value.records.map((alarm) => alarm.name))
    const left = [...known(memory).values()].filter((alarm) => !inState.has(alarm.name))
    const named = left.length === 0 ? undefined : await reader.alarms(call, { names: left.map((alarm) => alarm.name) })
    if (named !== undefined && !named.ok) return [failed(feed, named.error)]

    // A sweep that could not read whose they are is half an hour away from the next.
    await readTags(context, reply.value.records)
    const { dateMs } = reply.value
    const records = noted(memory, reply.value.records)
    const complete: Polled = { feed, outcome: { kind: 'complete', records }, dateMs }
    if (named === undefined) return [complete]
    const upserted = noted(memory, named.value.records)
    const found = new Set(upserted.map((alarm) => alarm.name))
    const gone = left.filter((alarm) => !found.has(alarm.name))
    for (const alarm of gone) forgetAlarm(memory, alarm.name)
    return [{ feed: 'cloudwatch.alarms', outcome: { kind: 'changes', upserted, removed: gone.map((alarm) => alarm.key) }, dateMs: named.value.dateMs, partial: true }, complete]
  }

function noted(memory: PlaceMemory, alarms: readonly AlarmRecord[]): readonly AlarmRecord[] {
  const tagged = alarms.map((alarm) => withTopics(memory, withTags(memory, alarm)))
  for (const alarm of tagged) noteAlarm(memory, alarm)
  return tagged
}

export const pollFiringAlarms = pollState('cloudwatch.firing', 'ALARM', (memory) => memory.firing)
export const pollAlarmsWithoutData = pollState('cloudwatch.no-data', 'INSUFFICIENT_DATA', (memory) => memory.noData)
