import { freshness } from './feed-state'
import type { Place } from './tenant-view'

/** Whether a place has told lately which databases and app groups it has: only then nobody's absence is certain there. */
export function hasAnswered({ feeds }: Place, nowMs: number): boolean {
  return (['rds.instances', 'autoscaling.groups'] as const).every((feed) => freshness(feed, feeds[feed], nowMs).kind === 'fresh')
}
