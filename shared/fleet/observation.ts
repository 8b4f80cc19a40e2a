import type { AppError } from '../kernel/app-error'
import type { FeedId, Service } from './feeds'
import type { FleetRecord } from './records'

/** What one poll covers. */
export interface Scope {
  readonly account: string
  readonly region: string
  readonly service: Service
}

export type ScopeKey = string
export const scopeKey = (scope: Scope): ScopeKey => `${scope.account}/${scope.region}/${scope.service}`

/**
 * The result of polling one feed of a scope.
 *
 * 1. An error never deletes; `complete` removes what the feed no longer returns; `changes` upserts and removes only what it names.
 * 2. `observedAtMs` is AWS time (the reply's Date header); with no reply at all it is the product's estimate of AWS time.
 */
export interface Observation {
  readonly scope: Scope
  readonly feed: FeedId
  readonly observedAtMs: number
  readonly requests: number
  readonly outcome: Outcome
  /**
   * Read by name, out of turn (after an event, say): what it names is new, the rest of the feed is as old as before. It renews
   * neither the feed's age nor its error, and does not count as one more poll in a row.
   */
  readonly partial?: true
}

export type Outcome =
  | { readonly kind: 'complete'; readonly records: readonly FleetRecord[] }
  | { readonly kind: 'changes'; readonly upserted: readonly FleetRecord[]; readonly removed: readonly string[] }
  | { readonly kind: 'error'; readonly error: AppError }

/** How a scope's last poll ended, as shown and as printed by the CLI. */
export const scopeOutcomes = ['ok', 'throttled', 'denied', 'expired', 'timeout', 'failed'] as const
export type ScopeOutcome = (typeof scopeOutcomes)[number]
