import type { DatabaseRecord } from '#shared/fleet/records'
import { failed, type FeedPoller } from './feed-poller'

/** The whole inventory. A database that was read by name while the pages came is newer than its page. */
export const pollDatabases: FeedPoller = async ({ reader, call, memory }) => {
  const meanwhile = new Map<string, DatabaseRecord>()
  memory.databasesReadMeanwhile = meanwhile
  const reply = await reader.databases(call)
  delete memory.databasesReadMeanwhile
  if (!reply.ok) return [failed('rds.instances', reply.error)]

  const records = reply.value.records.map((record) => meanwhile.get(record.id) ?? record)
  memory.inventory = records
  memory.databaseKeys.clear()
  for (const record of records) memory.databaseKeys.set(record.id, record.key)
  return [{ feed: 'rds.instances', outcome: { kind: 'complete', records }, dateMs: reply.value.dateMs }]
}
