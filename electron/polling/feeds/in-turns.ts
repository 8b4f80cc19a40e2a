import type { AppError } from '#shared/kernel/app-error'
import type { FeedId } from '#shared/fleet/feeds'
import type { FleetRecord } from '#shared/fleet/records'
import type { Reply } from '#electron/ports/aws-reader'
import { failed, type PollContext, type Polled } from './feed-poller'

/** Things that cost a request or more each, and so are not all read at each poll. */
export interface Turns<R extends FleetRecord & Reading> {
  readonly feed: FeedId
  /** ARNs, in any order. */
  readonly arns: readonly string[]
  /** What was read before; kept up to date. */
  readonly memory: Map<string, R>
  readonly read: (arn: string) => Promise<Reply<R>>
  /** The record of one that AWS does not let us read. */
  readonly refused: (arn: string, why: 'denied' | 'notFound', atMs: number) => R
  /** Not as it should be: read again soon, whoever's turn it is. */
  readonly isTroubled: (record: R) => boolean
  readonly soonMs: number
}

interface Reading {
  readonly key: string
  readonly readAtMs: number
  readonly refused?: 'denied' | 'notFound'
}

/**
 * Reads those that were in trouble, then the longest unread, as many as the place may.
 *
 * 1. One that is refused is that one's record: its own policy may say so. When all that were asked are refused, and one that could be
 *    read before is among them or none ever was, it is the role that may not.
 * 2. A failure ends the turn; what was read before it is kept for the next.
 */
export async function pollInTurns<R extends FleetRecord & Reading>(context: PollContext, turns: Turns<R>): Promise<readonly Polled[]> {
  const { feed, memory } = turns
  for (const arn of memory.keys()) if (!turns.arns.includes(arn)) memory.delete(arn)
  const read = await readTurn(context, turns, withKnownGood(turns, chooseTurn(turns, context.turnBudget(memory.size === 0))))
  if (read.failure !== undefined) return [failed(feed, read.failure)]
  const records = [...memory.values()]
  const polled: Polled = { feed, outcome: { kind: 'complete', records }, ...(read.dateMs === undefined ? {} : { dateMs: read.dateMs }) }
  return [records.some(turns.isTroubled) ? { ...polled, againInMs: turns.soonMs } : polled]
}

/** Which are read now. */
export function chooseTurn<R extends FleetRecord & Reading>({ arns, memory, isTroubled }: Pick<Turns<R>, 'arns' | 'memory' | 'isTroubled'>, budget: number): readonly string[] {
  const known = (arn: string): R | undefined => memory.get(arn)
  const urgent = arns.filter((arn) => memory.has(arn) && isTroubled(memory.get(arn)!))
  const rest = arns.filter((arn) => !urgent.includes(arn)).sort((a, b) => (known(a)?.readAtMs ?? Number.NEGATIVE_INFINITY) - (known(b)?.readAtMs ?? Number.NEGATIVE_INFINITY) || (a < b ? -1 : 1))
  return [...urgent, ...rest.slice(0, Math.max(0, budget))]
}

const isGood = (record: Reading | undefined): boolean => record !== undefined && record.refused === undefined

/** Among refusals, one that could be read before tells whether it is them or us. */
function withKnownGood<R extends FleetRecord & Reading>({ memory }: Turns<R>, turn: readonly string[]): readonly string[] {
  const other = [...memory.keys()].find((arn) => isGood(memory.get(arn)))
  return other === undefined || turn.length === 0 || turn.some((arn) => isGood(memory.get(arn))) ? turn : [...turn, other]
}

async function readTurn<R extends FleetRecord & Reading>({ awsNowMs }: PollContext, { memory, read, refused }: Turns<R>, turn: readonly string[]): Promise<{ readonly dateMs?: number; readonly failure?: AppError }> {
  const found: R[] = []
  let dateMs: number | undefined
  let denial: AppError | undefined
  for (const arn of turn) {
    const reply = await read(arn)
    if (reply.ok) {
      dateMs = reply.value.dateMs
      found.push(...reply.value.records)
    } else if (reply.error.kind === 'denied' || reply.error.kind === 'notFound') {
      if (reply.error.kind === 'denied') denial ??= reply.error
      found.push(refused(arn, reply.error.kind, awsNowMs()))
    } else {
      keep(memory, found)
      return { failure: reply.error }
    }
  }
  if (denial !== undefined && found.every((record) => record.refused === 'denied')) return { failure: denial }
  keep(memory, found)
  return dateMs === undefined ? {} : { dateMs }
}

function keep<R extends Reading>(memory: Map<string, R>, records: readonly R[]): void {
  for (const record of records) memory.set(record.key, record)
}
