import { freshness } from '#shared/fleet/feed-state'
import type { FeedId } from '#shared/fleet/feeds'
import type { TenantView } from '#shared/fleet/tenant-view'

/** Whether what a part of the card says may be believed, and why not. Undefined: nothing stands in the way. */
export interface Doubt {
  /** `denied`: AWS may be asked only once a role allows it. */
  readonly kind: 'denied' | 'waiting' | 'failed' | 'old'
  readonly words: string
}

/** The first of these feeds that no place of the tenant has answered as it should. `nowMs`: AWS time. */
export function doubtOf({ places }: Pick<TenantView, 'places'>, feeds: readonly FeedId[], nowMs: number): Doubt | undefined {
  for (const place of places) {
    for (const feed of feeds) {
      const found = freshness(feed, place.feeds[feed], nowMs)
      const where = `${place.account}, ${place.region}`
      if (found.kind === 'fresh') continue
      if (found.kind === 'refused') return { kind: 'denied', words: `No longer readable in ${where}: ${found.error.message}` }
      if (found.kind === 'old') return { kind: 'old', words: `Too old to rely on in ${where}.` }
      if (found.error === undefined) return { kind: 'waiting', words: `Not read yet in ${where}.` }
      return { kind: found.error.kind === 'denied' ? 'denied' : 'failed', words: found.error.message }
    }
  }
  return undefined
}
