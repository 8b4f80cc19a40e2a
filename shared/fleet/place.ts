import type { AppError } from '../kernel/app-error'
import type { FeedId } from './feeds'

/** An account x Region and how fresh each of its feeds is. */
export interface Place {
  readonly account: string
  readonly region: string
  readonly feeds: Readonly<Record<FeedId, FeedState>>
}

/**
 * What is known of one feed of a place. `observedAtMs` is the last success; `error` is set when the last poll failed, and
 * `errorAtMs` is then when this run of failures began.
 */
export interface FeedState {
  readonly observedAtMs?: number
  readonly error?: AppError
  readonly errorAtMs?: number
}
