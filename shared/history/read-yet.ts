import { relevantFeeds } from '../health/relevant-feeds'
import type { FeedState, Place, TenantView } from '../fleet/tenant-view'

/**
 * Whether everything a tenant's verdict rests on was read, or refused, since the watch began (or the computer woke up): what is judged
 * before says more about the watch than about the tenant.
 */
export function isReadYet(view: TenantView): boolean {
  if (view.searched !== undefined) return view.searched.every((place) => has(place, 'rds.instances') && has(place, 'autoscaling.groups'))
  return view.places.every((place) => relevantFeeds(view, place).every((feed) => has(place, feed)))
}

const has = ({ feeds }: Place, feed: keyof Place['feeds']): boolean => isTold(feeds[feed])

// "Cancelled" is the watch's own word for a computer that slept.
const isTold = ({ observedAtMs, error }: FeedState): boolean => error?.kind !== 'cancelled' && (observedAtMs !== undefined || error !== undefined)
