import { dayMs, minuteMs } from '#shared/kernel/time'
import type { FeedId } from '#shared/fleet/feeds'
import { isUnderWay } from '#shared/health/app-refresh'
import type { FleetRecord, GroupActivitiesRecord, GroupRefreshRecord } from '#shared/fleet/records'
import type { Reply } from '#electron/ports/aws-reader'
import { failed, type FeedPoller, type PollContext, type Polled } from './feed-poller'
import { chooseGroups, isLookedAt } from './restless-groups'

/**
 * What Auto Scaling does to groups and why: its activities, and the refresh that is under way. A request a group each, so that only few
 * groups are asked about (restless-groups.ts).
 *
 * 1. Read together with the groups, so that what explains a shortage arrives with it; and each minute while somebody looks.
 * 2. A reading is kept for a day: what was done stays done, and a group that changes is read again. Each carries its own time.
 */
export const pollScalingActivities: FeedPoller = async (context) => [await readActivities(context)]
export const pollInstanceRefreshes: FeedPoller = async (context) => [await readRefreshes(context)]

export const readActivities = (context: PollContext): Promise<Polled> =>
  readDoings(context, 'autoscaling.activities', context.memory.activities, (group) => context.reader.scalingActivities(context.call, group))

export const readRefreshes = (context: PollContext): Promise<Polled> =>
  readDoings(context, 'autoscaling.refreshes', context.memory.refreshes, async (group) => {
    const reply = await context.reader.instanceRefresh(context.call, group)
    return reply.ok ? { ...reply, value: { ...reply.value, records: reply.value.records.map((record) => withStandstill(record, context.memory.refreshes.get(group))) } } : reply
  })

type Doing = FleetRecord & (GroupActivitiesRecord | GroupRefreshRecord)

async function readDoings<R extends Doing>(context: PollContext, feed: FeedId, known: Map<string, R>, read: (group: string) => Promise<Reply<R>>): Promise<Polled> {
  const { memory, awsNowMs } = context
  const turn = chooseGroups(memory, awsNowMs(), context.restlessBudget, (group) => known.get(group)?.readAtMs)
  let dateMs: number | undefined
  for (const group of turn) {
    const reply = await read(group)
    // A group that was deleted since is refused as a bad request.
    if (!reply.ok && reply.error.kind !== 'notFound' && reply.error.kind !== 'invalidInput') return failed(feed, reply.error)
    const record = reply.ok ? reply.value.records[0] : undefined
    if (record === undefined) known.delete(group)
    else known.set(group, record)
    if (reply.ok) dateMs = reply.value.dateMs
  }
  for (const [group, record] of known) if (awsNowMs() - record.readAtMs > dayMs) known.delete(group)
  const polled: Polled = { feed, outcome: { kind: 'complete', records: [...known.values()] }, ...(dateMs === undefined ? {} : { dateMs }) }
  return isWatchedClosely(context) ? { ...polled, againInMs: minuteMs } : polled
}

const isWatchedClosely = ({ memory, awsNowMs }: PollContext): boolean =>
  [...memory.lookedAt.keys()].some((group) => isLookedAt(memory, group, awsNowMs())) || [...memory.refreshes.values()].some(({ latest }) => latest !== undefined && isUnderWay(latest))

/** AWS says how far it is, not since when: what does not move is noticed over readings. */
function withStandstill(record: GroupRefreshRecord, before: GroupRefreshRecord | undefined): GroupRefreshRecord {
  const { latest } = record
  if (latest === undefined || !isUnderWay(latest)) return record
  const isSame = before?.latest?.id === latest.id && before.latest.percent === latest.percent
  return { ...record, samePercentSinceMs: isSame ? (before.samePercentSinceMs ?? before.readAtMs) : record.readAtMs }
}
