import { feedIds, type FeedId } from '../fleet/feeds'
import type { Place, TenantView } from '../fleet/tenant-view'

/**
 * The feeds a tenant's verdict rests on in a place of its.
 *
 * All of them: who cannot read the alarms of a place cannot say that none fires. But target health, keys and off-site copies only where
 * there is something to ask for.
 */
export function relevantFeeds(view: TenantView, place: Place): readonly FeedId[] {
  const databases = view.databases.filter(({ place: of }) => of === place)
  const without = new Set<FeedId>([
    ...(view.appGroups.some(({ place: of, record }) => of === place && record.targetGroupArns.length > 0) ? [] : (['elbv2.target-health'] as const)),
    ...(databases.some(({ record }) => record.kmsKeyId !== undefined) ? [] : (['kms.keys'] as const)),
    ...(databases.some(({ offsite }) => offsite !== undefined) ? [] : (['offsite.copies'] as const)),
  ])
  return without.size === 0 ? feedIds : feedIds.filter((feed) => !without.has(feed))
}
