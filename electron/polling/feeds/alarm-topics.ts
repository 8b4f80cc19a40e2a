import { hourMs } from '#shared/kernel/time'
import { ownTopics } from '#shared/fleet/alarm-topics'
import type { AlarmRecord } from '#shared/fleet/records'
import type { PollContext } from './feed-poller'
import type { PlaceMemory } from './place-memory'

/**
 * Which topics that alarms tell do not exist.
 *
 * 1. One list of all topics a place, with the sweep of all alarms: every few hours, and at once when an alarm tells one that was not in
 *    the last list. A topic is called missing only by a list that was read after the alarm was.
 * 2. Topics of another account or Region, and actions of other kinds, are not asked about: whether they exist is not known.
 * 3. A role that may not list topics says nothing about them; it is asked again with the next turn.
 */
export async function readTopics({ reader, call, memory, awsNowMs }: PollContext, alarms: readonly AlarmRecord[]): Promise<void> {
  const wanted = new Set(alarms.flatMap(ownTopics))
  const { topics } = memory
  if (wanted.size === 0) {
    delete memory.topics
    return
  }
  const isOld = topics === undefined || awsNowMs() - topics.readAtMs >= keptMs
  if (!isOld && (topics.refused || [...wanted].every((arn) => topics.known.has(arn)))) return
  const reply = await reader.topics(call)
  if (reply.ok) {
    const found = new Set(reply.value.records.map(({ arn }) => arn))
    const known = new Set([...wanted].filter((arn) => found.has(arn)))
    memory.topics = { known, missing: new Set([...wanted].filter((arn) => !known.has(arn))), refused: false, readAtMs: reply.value.dateMs }
  } else if (reply.error.kind === 'denied') memory.topics = { known: new Set(), missing: new Set(), refused: true, readAtMs: awsNowMs() }
}

const keptMs = 6 * hourMs

/** What the last list says of the topics of an alarm. */
export function withTopics({ topics }: PlaceMemory, alarm: AlarmRecord): AlarmRecord {
  if (topics === undefined) return alarm
  if (topics.refused) return ownTopics(alarm).length === 0 ? alarm : { ...alarm, topicsRefused: true }
  if (topics.missing.size === 0) return alarm
  const missing = alarm.alarmActions.filter((action) => topics.missing.has(action))
  return missing.length === 0 ? alarm : { ...alarm, missingTopics: missing }
}
