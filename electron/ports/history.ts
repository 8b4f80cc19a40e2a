import type { HistoryItem } from '#shared/history/batch'
import type { ProbeEntry } from '#shared/history/entry'
import type { FleetAt, HistoryChanges, HistoryExtent } from '#shared/history/fleet-at'
import type { HandoverSheet } from '#shared/history/handover'
import type { Incident } from '#shared/incidents/incident'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Where changes of state are handed to be kept. Never waits and never fails: what cannot be kept is said by the store's own trouble. */
export interface HistorySink {
  add(items: readonly HistoryItem[]): void
}

/**
 * Keeps changes of state on this machine, one store a source. Times are AWS time.
 *
 * 1. `append` keeps all its items or none. Resolved ok means: they outlive a killed process. What was kept before is not kept twice.
 * 2. No method throws; a store that cannot be read or written says so in words, and the watch goes on without it.
 */
export interface HistoryStore {
  /** `kept`: how many entries are new. */
  append(items: readonly HistoryItem[]): Promise<Result<{ readonly kept: number }, AppError>>
  /** `tenant`: whose findings are wanted beside the table. */
  fleetAt(query: { readonly atMs: number; readonly tenant?: string | undefined }): Promise<Result<FleetAt, AppError>>
  /** What one shift hands to the next; made where the rows are, because a night of ten thousand tenants is too much to carry around. */
  handover(query: { readonly fromMs: number; readonly toMs: number; readonly desk: string }): Promise<Result<HandoverSheet, AppError>>
  changes(query: HistoryQuery): Promise<Result<HistoryChanges, AppError>>
  /** Incidents that touch the span, newest first. */
  incidents(query: Partial<HistoryQuery>): Promise<Result<readonly Incident[], AppError>>
  extent(): Promise<Result<HistoryExtent, AppError>>
  /** Every change of a probe that is kept, in the order of keeping, and until when this console watched. */
  probes(): Promise<Result<{ readonly entries: readonly ProbeEntry[]; readonly watchedUntilMs?: number }, AppError>>
  /** Removes what is older than it is kept for, a small batch at a time: `more` says that some is left. */
  prune(nowMs: number): Promise<Result<{ readonly removed: number; readonly more: boolean }, AppError>>
}

export interface HistoryQuery {
  readonly fromMs: number
  readonly toMs: number
  readonly tenant?: string | undefined
}
