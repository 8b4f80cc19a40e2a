import type { FeedId } from '#shared/fleet/feeds'
import { entryOf, type Place } from './poll-state'
import type { Scheduler } from './scheduler'

/**
 * Every feed of a place once, its services side by side.
 *
 * The sweep of all alarms answers the two state polls: those are asked only when it failed. Target health follows the app groups.
 */
export async function pollPlaceOnce(place: Place, scheduler: Pick<Scheduler, 'pollNow'>): Promise<void> {
  const poll = async (feed: FeedId): Promise<boolean> => (await scheduler.pollNow(entryOf(place, feed))).error === undefined
  const inTurn = async (...feeds: readonly FeedId[]): Promise<void> => {
    for (const feed of feeds) await poll(feed)
  }
  await Promise.all([
    inTurn('rds.instances', 'rds.events', 'rds.snapshots', 'rds.automated-backups', 'rds.pending-maintenance'),
    poll('cloudwatch.alarms').then((swept) => (swept ? undefined : inTurn('cloudwatch.firing', 'cloudwatch.no-data'))),
    poll('autoscaling.groups').then((known) => (known ? inTurn('elbv2.target-health') : undefined)),
  ])
}
