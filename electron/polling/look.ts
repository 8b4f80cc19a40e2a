import { minuteMs, secondMs } from '#shared/kernel/time'
import type { FeedId } from '#shared/fleet/feeds'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import type { PlaceMemory } from './feeds/place-memory'
import { entryOf, type FeedEntry, type Place } from './poll-state'

/**
 * Somebody has these app groups on the screen: what is read of few groups only is read of them, at once unless it just was, and each
 * minute until `untilMs`; the groups of their place likewise, so that all that is seen of one is of one moment. Returns the feeds to poll now. AWS time.
 */
export function lookAt(groups: readonly AppGroupView[], places: readonly Place[], nowMs: number, untilMs: number): readonly FeedEntry[] {
  const wanted = new Set<FeedEntry>()
  for (const { record, place: home } of groups) {
    const place = places.find(({ account, region }) => account === home.account && region === home.region)
    if (place === undefined) continue
    place.memory.lookedAt.set(record.id, untilMs)
    const groupsOf = entryOf(place, 'autoscaling.groups')
    if (nowMs - (groupsOf.endedAtMs ?? Number.NEGATIVE_INFINITY) >= minuteMs) wanted.add(groupsOf)
    for (const feed of feedsOfApps) {
      const entry = entryOf(place, feed)
      const isDue = readingsOf[feed](place.memory, record).some((readAtMs) => nowMs - (readAtMs ?? Number.NEGATIVE_INFINITY) >= minuteMs)
      const wasTried = entry.error !== undefined && nowMs - (entry.endedAtMs ?? Number.NEGATIVE_INFINITY) < minuteMs
      if (isDue && !wasTried) wanted.add(entry)
    }
  }
  return [...wanted]
}

/** A panel reads its tenant again with every news of it, and news come each minute; at speed with every batch of them. */
export const lookSpanMs = (speed: number): number => Math.max(3 * minuteMs, 5 * secondMs * speed)

const feedsOfApps = ['autoscaling.activities', 'autoscaling.refreshes', 'cloudwatch.app-load'] as const satisfies readonly FeedId[]

const readingsOf: Record<(typeof feedsOfApps)[number], (memory: PlaceMemory, group: AppGroupView['record']) => readonly (number | undefined)[]> = {
  'autoscaling.activities': ({ activities }, { id }) => [activities.get(id)?.readAtMs],
  'autoscaling.refreshes': ({ refreshes }, { id }) => [refreshes.get(id)?.readAtMs],
  // A target group without a load balancer has no metrics: whether it got one is asked now and then by itself.
  'cloudwatch.app-load': ({ loads, balancers }, { targetGroupArns }) => targetGroupArns.flatMap((arn) => (balancers.has(arn) && balancers.get(arn)?.name === undefined ? [] : [loads.get(arn)?.readAtMs])),
}
