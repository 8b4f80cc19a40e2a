import type { AppErrorKind } from '#shared/kernel/app-error'
import type { FeedId } from '#shared/fleet/feeds'
import { entriesOf, entryOf, type Place } from './poll-state'
import type { Scheduler } from './scheduler'

/**
 * Every feed of a place once, its services side by side.
 *
 * The sweep of all alarms answers the two state polls: those are asked only when it failed. Target health follows the app groups, latency
 * and errors follow both, keys and off-site copies the databases, a tenant's other services its
 * tags.
 * A service that stays silent, or throttles twice over, is not asked for the rest: what was not asked stays unknown.
 */
export async function pollPlaceOnce(place: Place, scheduler: Pick<Scheduler, 'pollNow'>): Promise<void> {
  const poll = async (feed: FeedId): Promise<AppErrorKind | undefined> => (await scheduler.pollNow(entryOf(place, feed))).error?.kind
  const inTurn = async (...feeds: readonly FeedId[]): Promise<void> => {
    let throttled = 0
    for (const feed of feeds) {
      const failure = await poll(feed)
      throttled = failure === 'throttled' ? throttled + 1 : 0
      if (failure === 'timeout' || failure === 'unreachable' || throttled === 2) return
    }
  }
  const alarmsRead = poll('cloudwatch.alarms').then((failure) => (failure === undefined || failure === 'timeout' || failure === 'unreachable' ? failure : inTurn('cloudwatch.firing', 'cloudwatch.no-data').then(() => failure)))
  const groupsRead = poll('autoscaling.groups').then(async (failure) => (failure === undefined ? inTurn('elbv2.target-health').then(() => failure) : failure))
  const databases = inTurn('rds.instances', 'rds.events', 'rds.snapshots', 'rds.automated-backups', 'rds.pending-maintenance')
  const tags = poll('tagging.resources')
  await Promise.all([
    databases.then(() => (place.memory.inventory === undefined ? undefined : Promise.all([poll('kms.keys'), poll('offsite.copies')]))),
    Promise.all([alarmsRead, groupsRead]).then((failures) => (failures.every((failure) => failure === undefined) ? inTurn('cloudwatch.app-load') : undefined)),
    tags.then((failure) => (failure === undefined ? Promise.all([poll('wafv2.web-acls'), poll('transfer.servers'), poll('s3.buckets')]) : undefined)),
    // Which logs there are, both tags and databases tell.
    Promise.all([tags, databases]).then(() => (place.memory.tagged === undefined && place.memory.inventory === undefined ? undefined : poll('logs.metric-filters'))),
  ])
}

/**
 * Once more, one after the other, what is past half its limit by now: a fleet of hundreds of places takes minutes to read, and what was
 * read first must not be too old to judge by when the last is in. What failed is left: it says why.
 */
export async function pollAgedAgain(place: Place, scheduler: Pick<Scheduler, 'pollNow'>, awsNowMs: () => number): Promise<void> {
  for (const entry of entriesOf(place)) {
    const { observedAtMs, error, feed } = entry
    if (error === undefined && observedAtMs !== undefined && awsNowMs() - observedAtMs > feed.staleAfterMs / 2) await scheduler.pollNow(entry)
  }
}
