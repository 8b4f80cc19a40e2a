import type { CheckId, ClauseId, Health, Severity } from '../health/finding'

/**
 * What a desk wants to know of a tenant's way back: how recent, how far, how often, elsewhere, and with a key. Plain data, made from a
 * tenant's view and findings; small enough to travel for whatever is on screen.
 */
export interface TenantRecovery {
  readonly id: string
  readonly name: string
  readonly model: 'pooled' | 'silo'
  /** Worst verdict among the clauses of recovery; `healthy`: every clause would hold today. */
  readonly readiness: Health
  /** Which clause would fail today, worst first. */
  readonly failing: readonly ReadinessItem[]
  /** Worst first, then by environment. */
  readonly databases: readonly DatabaseRecovery[]
}

export interface ReadinessItem {
  readonly check: CheckId
  readonly clause: ClauseId
  readonly severity: Severity
  readonly subject: string
  readonly environment?: string
  readonly words: string
  readonly sinceAtMs: number
}

export interface DatabaseRecovery {
  readonly id: string
  readonly environment: string
  readonly engine: string
  readonly account: string
  readonly region: string
  readonly readiness: Health
  /** Why the backup clauses are not judged; absent: they are. */
  readonly notApplicable?: string
  readonly point: RecoveryPoint
  readonly window: WindowBar
  readonly snapshots?: SnapshotDays
  readonly offsite: OffsiteLine
  readonly key: KeyLine
}

/** How far behind a restore would bring the database back, at its last observation. */
export type RecoveryPoint =
  | { readonly kind: 'known'; readonly lagMs: number; readonly observedAtMs: number; readonly goalMs: number; readonly isLate: boolean; readonly isBreach: boolean }
  | { readonly kind: 'none'; readonly words: string }

/** From the earliest to the latest moment that can be restored, against the days promised. */
export type WindowBar =
  | { readonly kind: 'known'; readonly earliestAtMs: number; readonly latestAtMs: number; readonly observedAtMs: number; readonly days: number; readonly goalDays: number; readonly words: string; readonly isFull: boolean }
  /** `isUnknown`: AWS did not tell or was not read, so that it may well be there. */
  | { readonly kind: 'none'; readonly isUnknown: boolean; readonly words: string }

export interface SnapshotDays {
  readonly goal: number
  readonly judged: number
  readonly missing: number
  /** The span that is judged. */
  readonly fromMs: number
  readonly untilMs: number
  readonly ticks: readonly SnapshotTick[]
  readonly gaps: readonly NamedGap[]
  /** `7 of 7 days`; `no snapshot on 14 Nov`. */
  readonly words: string
}

export interface SnapshotTick {
  readonly atMs: number
  readonly state: 'available' | 'creating' | 'failed'
}

export interface NamedGap {
  readonly fromMs: number
  readonly untilMs: number
  /** `14 Nov`, in the operator's zone. */
  readonly days: readonly string[]
}

export type OffsiteLine =
  | { readonly kind: 'notPromised'; readonly words: string }
  | { readonly kind: 'unknown'; readonly words: string }
  | { readonly kind: 'known'; readonly account: string; readonly region: string; readonly newestAtMs?: number; readonly ageMs?: number; readonly isLate: boolean; readonly isMissing: boolean; readonly underWayPercent?: number; readonly words: string }

export interface KeyLine {
  readonly kind: 'usable' | 'ending' | 'unusable' | 'lost' | 'none' | 'unknown'
  /** Usable, or recoverable, until then. */
  readonly untilMs?: number
  readonly words: string
}
