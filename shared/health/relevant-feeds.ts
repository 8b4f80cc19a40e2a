import { isRefusal } from '../fleet/feed-state'
import { feedIds, feeds, type FeedId } from '../fleet/feeds'
import { serviceFeeds, type ServiceFeed } from '../fleet/place-services'
import type { Place, TenantView } from '../fleet/tenant-view'

/**
 * The feeds a tenant's verdict rests on in a place of its.
 *
 * All of them: who cannot read the alarms of a place cannot say that none fires. But target health, keys and off-site copies only where
 * there is something to ask for; of a tenant's other services what it has, once AWS has answered at all (decision 0028); and what only
 * explains, where it was refused, so that this is said.
 */
export function relevantFeeds(view: TenantView, place: Place): readonly FeedId[] {
  const databases = view.databases.filter(({ place: of }) => of === place)
  const without = new Set<FeedId>([
    ...(view.appGroups.some(({ place: of, record }) => of === place && record.targetGroupArns.length > 0) ? [] : (['elbv2.target-health'] as const)),
    ...(databases.some(({ record }) => record.kmsKeyId !== undefined) ? [] : (['kms.keys'] as const)),
    ...withoutServices(view, place),
    ...(databases.some(({ offsite }) => offsite !== undefined) ? [] : (['offsite.copies'] as const)),
    ...feedIds.filter((feed) => feeds[feed].explains === true && !isRefusedForGood(place, feed)),
  ])
  return feedIds.filter((feed) => !without.has(feed))
}

/** Sleep is no refusal of AWS's, and over with the next poll. */
const isRefusedForGood = ({ feeds: states }: Place, feed: FeedId): boolean => isRefusal(states[feed].error) && states[feed].error?.kind !== 'cancelled'

function withoutServices({ services }: TenantView, place: Place): readonly FeedId[] {
  const isHere = ({ place: of }: { readonly place: Place }): boolean => of === place
  const has: Readonly<Record<ServiceFeed, boolean>> = {
    'tagging.resources': services !== undefined || isRefusedForGood(place, 'tagging.resources'),
    'logs.metric-filters': (services?.logs ?? []).some(isHere),
    'wafv2.web-acls': (services?.doors ?? []).some(isHere),
    'transfer.servers': (services?.sftpServers ?? []).some(isHere),
    's3.buckets': (services?.buckets ?? []).some(isHere),
  }
  const hasAnswered = (feed: FeedId): boolean => place.feeds[feed].observedAtMs !== undefined || isRefusedForGood(place, feed)
  return serviceFeeds.filter((feed) => !has[feed] || !hasAnswered(feed))
}
