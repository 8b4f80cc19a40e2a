import { minuteMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import type { KmsKeyRecord } from '#shared/fleet/records'
import { failed, type FeedPoller, type PollContext, type Polled } from './feed-poller'
import type { PlaceMemory } from './place-memory'

/**
 * The keys that databases are encrypted with, each once however many use it.
 *
 * 1. Read first: keys of databases that lost theirs, keys that were not usable last time. The rest take turns, longest unread first.
 * 2. A key may be refused by itself: its owner's policy decides. That is the key's record; when all that were asked are refused, and one
 *    that was readable before is among them or none ever was, it is the role that may not.
 */
export const pollKeys: FeedPoller = async (context) => {
  const { memory } = context
  const ids = keysOf(memory)
  for (const id of memory.keys.keys()) if (!ids.includes(id)) memory.keys.delete(id)
  const turn = withKnownGood(memory, chooseKeys(memory, ids, context.keyBudget))
  const read = await readTurn(context, turn)
  if (read.failure !== undefined) return [failed('kms.keys', read.failure)]
  for (const record of read.records) memory.keys.set(record.key, record)
  const records = [...memory.keys.values()]
  const polled: Polled = { feed: 'kms.keys', outcome: { kind: 'complete', records }, ...(read.dateMs === undefined ? {} : { dateMs: read.dateMs }) }
  return [records.some(isTroubled) ? { ...polled, againInMs: soonMs } : polled]
}

/** Whether somebody made a key usable again is not left for half an hour. */
const soonMs = 5 * minuteMs

const keysOf = ({ inventory }: PlaceMemory): readonly string[] => [...new Set((inventory ?? []).flatMap(({ kmsKeyId }) => kmsKeyId ?? []))].sort()

const isTroubled = ({ state }: KmsKeyRecord): boolean => state !== undefined && state !== 'Enabled'

/** Which keys are read now. */
export function chooseKeys(memory: PlaceMemory, ids: readonly string[], budget: number): readonly string[] {
  const lost = new Set((memory.inventory ?? []).flatMap(({ status, kmsKeyId }) => (status.startsWith('inaccessible-encryption-credentials') ? (kmsKeyId ?? []) : [])))
  const isUrgent = (id: string): boolean => lost.has(id) || (memory.keys.has(id) && isTroubled(memory.keys.get(id)!))
  const readAtMs = (id: string): number => memory.keys.get(id)?.readAtMs ?? Number.NEGATIVE_INFINITY
  const rest = ids.filter((id) => !isUrgent(id)).sort((a, b) => readAtMs(a) - readAtMs(b))
  return [...ids.filter(isUrgent), ...rest.slice(0, Math.max(0, budget))]
}

/** Among refusals, one key that could be read before tells whether it is them or us. */
function withKnownGood(memory: PlaceMemory, turn: readonly string[]): readonly string[] {
  const good = (id: string): boolean => memory.keys.get(id)?.state !== undefined
  const other = [...memory.keys.keys()].find(good)
  return other === undefined || turn.some(good) ? turn : [...turn, other]
}

interface TurnRead {
  readonly records: readonly KmsKeyRecord[]
  readonly dateMs?: number
  readonly failure?: AppError
}

async function readTurn({ reader, call, awsNowMs }: PollContext, turn: readonly string[]): Promise<TurnRead> {
  const records: KmsKeyRecord[] = []
  let dateMs: number | undefined
  let denial: AppError | undefined
  for (const id of turn) {
    const reply = await reader.key(call, id)
    if (reply.ok) {
      dateMs = reply.value.dateMs
      records.push(...reply.value.records)
    } else if (reply.error.kind === 'denied' || reply.error.kind === 'notFound') {
      if (reply.error.kind === 'denied') denial ??= reply.error
      records.push({ kind: 'kms-key', key: id, refused: reply.error.kind, readAtMs: awsNowMs() })
    } else return { records, failure: reply.error }
  }
  const allRefused = denial !== undefined && records.every(({ refused }) => refused === 'denied')
  return { records, ...(dateMs === undefined ? {} : { dateMs }), ...(allRefused ? { failure: denial! } : {}) }
}
