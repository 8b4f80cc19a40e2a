import type { AppError } from '#shared/kernel/app-error'
import type { FeedId } from '#shared/fleet/feeds'
import type { Outcome } from '#shared/fleet/observation'
import type { FleetRecord } from '#shared/fleet/records'
import type { AwsReader, Call, Reply } from '#electron/ports/aws-reader'
import type { OffsiteSweeps } from '../offsite-sweeps'
import type { PlaceMemory } from './place-memory'

/**
 * How one feed is polled: reader calls in, results out. A poller may bring results for other feeds too (a sweep of all alarms also
 * says which fire); the last result for its own feed says whether the poll succeeded.
 */
export type FeedPoller = (context: PollContext) => Promise<readonly Polled[]>

export interface PollContext {
  readonly reader: AwsReader
  readonly call: Call
  readonly memory: PlaceMemory
  /** AWS time. */
  readonly awsNowMs: () => number
  /** How many target groups may be read now beside those that need it. */
  readonly targetGroupBudget: number
  /** How many keys may be read now beside those that need it. */
  readonly keyBudget: number
  /** How many restless app groups may be asked about their activities and refreshes. */
  readonly restlessBudget: number
  /** How many target groups' metrics may be paid for beside those that are looked at. */
  readonly loadBudget: number
  /** How many things of one kind (web ACLs, SFTP servers, buckets) may be read now beside those that need it. */
  readonly turnBudget: (isFirst: boolean) => number
  readonly offsite: OffsiteSweeps
  /** Most daily snapshots that any tenant was promised. */
  readonly dailySnapshots: number
}

export interface Polled {
  readonly feed: FeedId
  readonly outcome: Outcome
  /** The reply's Date; absent: nothing was asked, or nothing came back. */
  readonly dateMs?: number
  /** AWS time of an earlier reply that is used again: says nothing of what time it is. */
  readonly readAtMs?: number
  readonly partial?: true
  /** Sooner than the cadence, because something is under way. */
  readonly againInMs?: number
}

export const failed = (feed: FeedId, error: AppError): Polled => ({ feed, outcome: { kind: 'error', error } })

/** A feed whose one call returns everything there is. */
export const complete = <R extends FleetRecord>(feed: FeedId, reply: Reply<R>): Polled =>
  reply.ok ? { feed, outcome: { kind: 'complete', records: reply.value.records }, dateMs: reply.value.dateMs } : failed(feed, reply.error)
