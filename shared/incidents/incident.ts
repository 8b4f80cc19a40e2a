import type { Witness } from './witness'

/**
 * A failover of a database, or an outage of an environment that only a probe saw.
 *
 * Everything here follows from `witnesses` (derive.ts): in whichever order they came, they make the same incident under the same id.
 */
export interface Incident {
  /** `subject@began`: a restart derives the same one. */
  readonly id: string
  readonly kind: 'failover' | 'outage'
  readonly subject: IncidentSubject
  /** `unfinished`: it was told to start, and AWS has not said how it ended for a day. */
  readonly state: 'inProgress' | 'completed' | 'failed' | 'abandoned' | 'unfinished'
  /** The first thing that any witness tells. */
  readonly beganAtMs: number
  /** AWS's event that it started; absent: not seen to start. */
  readonly startedAtMs?: number
  readonly completedAtMs?: number
  /** Since when the primary was seen in the other zone. */
  readonly zoneSeenAtMs?: number
  readonly fromAz?: string
  readonly toAz?: string
  /** `unknown`: AWS gave no reason and no window covers it. */
  readonly planned: 'planned' | 'unplanned' | 'unknown'
  /** AWS's reason, or which window covers it. */
  readonly reason?: string
  readonly outage: CustomerOutage
  readonly witnesses: readonly Witness[]
}

/** How long the tenant's clients were cut off, and how that is known. */
export type CustomerOutage =
  /** What a probe felt: `downMs` so far, `untilMs` absent while it lasts. */
  | { readonly basis: 'probe'; readonly fromMs: number; readonly untilMs?: number; readonly downMs: number }
  /** From AWS's first to its last event. */
  | { readonly basis: 'events'; readonly fromMs: number; readonly untilMs?: number }
  /** Only the changed zone was seen, or nothing happened (abandoned). */
  | { readonly basis: 'none' }

/** Whom an incident is about. */
export interface IncidentSubject {
  /** The database's ARN; of an environment without one `tenant/environment`. */
  readonly key: string
  readonly tenant: string
  readonly tenantName: string
  readonly environment: string
  readonly account?: string
  readonly region?: string
  /** As an operator would type it. */
  readonly database?: string
  /** What the tenant was promised: what the error budget follows from. */
  readonly availabilityPercent: number
  /** The tenant's, for its months; absent: UTC. */
  readonly timeZone?: string
  /** A sandbox beside environments that clients work with: its outages spend none of the error budget (decision 0014). */
  readonly isPractice?: true
}
