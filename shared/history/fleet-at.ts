import type { Health } from '../health/finding'
import type { Incident } from '../incidents/incident'
import type { FindingMoment, HealthEntry, HistoryEntry } from './entry'

/** A span of AWS time. */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/** What the local database holds at all. Absent times: nothing yet. */
export interface HistoryExtent {
  readonly firstMs?: number
  readonly lastMs?: number
  /** The fleet's own time began anew (a training fleet was started again): what was kept before belonged to another run. */
  readonly begunAnewAtMs?: number
}

/** The fleet as it was known at a moment. */
export interface FleetAt {
  readonly atMs: number
  /** False: no console of this machine watched then; what is shown was known before. */
  readonly watched: boolean
  /** The time without a watch around `atMs`; its end is absent while it lasts. */
  readonly gap?: { readonly fromMs?: number; readonly untilMs?: number }
  readonly tenants: readonly TenantAt[]
  /** Findings of the tenant that was asked for, worst first. */
  readonly findings: readonly FindingMoment[]
}

export interface TenantAt extends Pick<HealthEntry, 'lastKnownHealth' | 'worstCheck' | 'worstSummary'> {
  readonly tenant: string
  readonly name: string
  readonly health: Health
  /** Since when it was in this health. */
  readonly sinceMs: number
  readonly findings: number
}

/** What happened in a span, oldest first. */
export interface HistoryChanges {
  readonly entries: readonly HistoryEntry[]
  /** Incidents that began or ended in it, or went on through it. */
  readonly incidents: readonly Incident[]
  /** When nobody watched. */
  readonly gaps: readonly Span[]
  /** Entries that are left out because there are too many: the oldest of them. */
  readonly leftOut: number
}
