import { feedIds, type FeedId } from '../fleet/feeds'
import type { Place, TenantView } from '../fleet/tenant-view'

/**
 * The feeds a tenant's verdict rests on in a place of its.
 *
 * All of them: who cannot read the alarms of a place cannot say that none fires. Only target health is asked for by target group.
 */
export function relevantFeeds(view: TenantView, place: Place): readonly FeedId[] {
  const hasTargets = view.appGroups.some(({ place: of, record }) => of === place && record.targetGroupArns.length > 0)
  return hasTargets ? feedIds : withoutTargets
}
const withoutTargets = feedIds.filter((feed) => feed !== 'elbv2.target-health')
