import type { Health } from '../health/finding'
import type { IncidentSubject } from '../incidents/incident'
import type { Witness } from '../incidents/witness'
import type { FindingMoment, HealthEntry, HistoryEntry } from './entry'

/**
 * What the watch, the prober and the alarm desk hand to the local database.
 *
 * Whoever runs in main hands its entries to `HistorySink`; what the watch sees travels from its worker as it is.
 */
export type HistoryItem =
  | { readonly kind: 'entry'; readonly entry: HistoryEntry }
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'witnesses'; readonly subject: IncidentSubject; readonly witnesses: readonly Witness[] }
  | { readonly kind: 'watched'; readonly atMs: number; readonly everyMs: number; readonly begins?: true }

/**
 * A tenant as first judged after a start, once everything it rests on was read or refused. The database compares it with what it
 * knew last: only what differs becomes entries, marked as seen after a gap.
 */
export interface Baseline {
  readonly id: string
  readonly atMs: number
  readonly tenant: string
  readonly name: string
  readonly health: Health
  readonly more: Pick<HealthEntry, 'lastKnownHealth' | 'worstCheck' | 'worstSummary'>
  readonly findings: readonly FindingMoment[]
}
