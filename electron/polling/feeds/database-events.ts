import { dayMs, minuteMs } from '#shared/kernel/time'
import type { DatabaseEventRecord } from '#shared/fleet/records'
import { failed, type FeedPoller, type PollContext, type Polled } from './feed-poller'
import type { PlaceMemory } from './place-memory'

/**
 * Events each minute, with overlap, because AWS delivers late and out of order; repeats are dropped here.
 *
 * A database that an event named is read at once, and with each event poll for a while: its zone and status follow its events by minutes.
 */
export const pollDatabaseEvents: FeedPoller = async (context) => {
  const { reader, call, memory } = context
  const nowMs = context.awsNowMs()
  const first = memory.eventsAtMs === undefined
  const sinceMs = memory.eventsAtMs === undefined ? nowMs - firstLookBackMs : memory.eventsAtMs - overlapMs
  const reply = await reader.databaseEvents(call, sinceMs, first ? [...lasting] : undefined)
  if (!reply.ok) return [failed('rds.events', reply.error)]

  const fresh = reply.value.records.filter((event) => !memory.seenEvents.has(event.key))
  remember(memory, fresh, sinceMs)
  // A Date header that runs ahead would leave a gap: what happens until it is right again would never be asked for.
  memory.eventsAtMs = Math.min(reply.value.dateMs, nowMs)
  // The inventory follows the first look-back anyway.
  if (!first) heat(memory, fresh, nowMs)
  const events: Polled = { feed: 'rds.events', outcome: { kind: 'changes', upserted: fresh, removed: [] }, dateMs: reply.value.dateMs }
  return [events, ...(await readHotDatabases(context, nowMs))]
}

/**
 * As far as AWS keeps events: failovers that happened while no console ran become incidents all the same. Without the daily backups it is
 * the same request, and mostly one page. A minute less than fourteen days, because clocks differ.
 */
const firstLookBackMs = 14 * dayMs - minuteMs
const overlapMs = 10 * minuteMs
/** Until the next inventory has certainly seen what the event announced. */
const hotMs = 6 * minuteMs

const lasting = new Set(['failover', 'availability', 'failure', 'recovery', 'configuration change', 'maintenance', 'restoration', 'creation', 'deletion'])

function remember(memory: PlaceMemory, events: readonly DatabaseEventRecord[], sinceMs: number): void {
  for (const [key, atMs] of memory.seenEvents) if (atMs < sinceMs - overlapMs) memory.seenEvents.delete(key)
  for (const event of events) memory.seenEvents.set(event.key, event.atMs)
}

/** Daily backups announce themselves twice a day for each database: they change nothing that an inventory would show. */
function heat(memory: PlaceMemory, events: readonly DatabaseEventRecord[], nowMs: number): void {
  for (const event of events) if (event.categories.some((category) => lasting.has(category))) memory.hotDatabases.set(event.databaseId, nowMs + hotMs)
}

async function readHotDatabases({ reader, call, memory }: PollContext, nowMs: number): Promise<readonly Polled[]> {
  const ids = [...memory.hotDatabases.keys()].sort()
  for (const [id, untilMs] of memory.hotDatabases) if (untilMs <= nowMs) memory.hotDatabases.delete(id)
  if (ids.length === 0) return []
  const reply = await reader.databases(call, ids)
  // The inventory's own poll will say that it cannot be read.
  if (!reply.ok) return []
  const found = new Set(reply.value.records.map((record) => record.id))
  const gone = ids.filter((id) => !found.has(id))
  const removed = gone.flatMap((id) => memory.databaseKeys.get(id) ?? [])
  for (const id of gone) forget(memory, id)
  for (const record of reply.value.records) {
    memory.databaseKeys.set(record.id, record.key)
    memory.databasesReadMeanwhile?.set(record.id, record)
  }
  return [{ feed: 'rds.instances', outcome: { kind: 'changes', upserted: reply.value.records, removed }, dateMs: reply.value.dateMs, partial: true }]
}

function forget(memory: PlaceMemory, id: string): void {
  memory.databaseKeys.delete(id)
  memory.hotDatabases.delete(id)
}
