import { appError } from '#shared/kernel/app-error'
import type { Observation } from '#shared/fleet/observation'
import type { FeedEntry } from './poll-state'

/** What a wake-up makes of a feed: a poll that could not happen. What it brought before is shown as unknown until it is read again. */
export const asleep = (entry: FeedEntry, nowMs: number): Observation => ({
  scope: entry.scope.scope,
  feed: entry.feed.id,
  observedAtMs: nowMs,
  requests: 0,
  outcome: { kind: 'error', error: appError('cancelled', 'This computer was asleep. Everything is being read again.') },
})
