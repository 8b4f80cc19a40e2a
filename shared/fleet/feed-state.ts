import type { AppError, AppErrorKind } from '../kernel/app-error'
import { minuteMs } from '../kernel/time'
import { feeds, type FeedId } from './feeds'
import type { FeedState } from './tenant-view'

/**
 * How fresh a feed is, and what a poll makes of that.
 *
 * 1. A refusal (denied, sign-in over, not offered) makes what was known `unknown` at once: nobody can say any more. So does the
 *    computer's sleep (`cancelled`): who slept cannot say either.
 * 2. Trouble that passes (throttled, timed out, ...) leaves it until the data is older than the feed's limit.
 */
export type Freshness = { readonly kind: 'fresh' } | { readonly kind: 'never'; readonly error?: AppError } | { readonly kind: 'refused'; readonly error: AppError } | { readonly kind: 'old'; readonly error?: AppError }

const refusals: ReadonlySet<AppErrorKind> = new Set<AppErrorKind>(['denied', 'expired', 'unsupported', 'forbidden', 'cancelled'])
export const isRefusal = (error: AppError | undefined): boolean => error !== undefined && refusals.has(error.kind)

export function freshness(feed: FeedId, state: FeedState, nowMs: number): Freshness {
  const error = state.error === undefined ? {} : { error: state.error }
  if (state.observedAtMs === undefined) return { kind: 'never', ...error }
  if (state.error !== undefined && isRefusal(state.error)) return { kind: 'refused', error: state.error }
  return nowMs - state.observedAtMs > feeds[feed].staleAfterMs ? { kind: 'old', ...error } : { kind: 'fresh' }
}

/** Since when the feed is not fresh, as far as can be told. Undefined: fresh, or never asked. */
export function notFreshSinceMs(feed: FeedId, state: FeedState, nowMs: number): number | undefined {
  const found = freshness(feed, state, nowMs)
  if (found.kind === 'fresh') return undefined
  return found.kind === 'old' ? state.observedAtMs! + feeds[feed].staleAfterMs : state.errorAtMs
}

export const afterSuccess = (state: FeedState, atMs: number): FeedState => ({ observedAtMs: Math.max(atMs, isLate(state.observedAtMs, atMs) ? state.observedAtMs! : atMs) })

/** `errorAtMs` stays that of the first failure of a run of the same kind. */
export function afterFailure(state: FeedState, error: AppError, atMs: number): FeedState {
  const goesOn = state.error?.kind === error.kind && state.errorAtMs !== undefined
  return { ...(state.observedAtMs === undefined ? {} : { observedAtMs: state.observedAtMs }), error, errorAtMs: goesOn ? Math.min(state.errorAtMs, atMs) : atMs }
}

/**
 * Whether a reply of `atMs` arrived behind a newer one. A reply is never longer under way than the limit: dated further back, it is
 * AWS's clock that was corrected, and the reply counts.
 */
export const isLate = (observedAtMs: number | undefined, atMs: number): boolean => observedAtMs !== undefined && atMs < observedAtMs && observedAtMs - atMs <= lateReplyMs
export const lateReplyMs = 2 * minuteMs

/** Whether a verdict resting on the feed may read differently after the poll, the records apart. */
export function changesVerdicts(feed: FeedId, before: FeedState, after: FeedState, atMs: number): boolean {
  const was = freshness(feed, before, atMs)
  const is = freshness(feed, after, atMs)
  return was.kind !== is.kind || errorKindOf(was) !== errorKindOf(is)
}

const errorKindOf = (found: Freshness): AppErrorKind | undefined => ('error' in found ? found.error?.kind : undefined)
