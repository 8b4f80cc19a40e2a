import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { HistoryItem } from '#shared/history/batch'

/** Where changes of state are handed to be kept. Never waits and never fails: what cannot be kept is said by the store's own trouble. */
export interface HistorySink {
  add(items: readonly HistoryItem[]): void
}

/** Keeps changes of state on this machine. */
export interface HistoryStore {
  /**
   * Keeps the items, or none of them. Resolved ok means: they are on the disk and outlive a killed process. What was kept before is
   * not kept twice. `kept`: how many entries are new.
   */
  append(items: readonly HistoryItem[]): Promise<Result<{ readonly kept: number }, AppError>>
  /** Removes what is older than it is kept for, a small batch at a time; resolves with how many rows went. */
  prune(nowMs: number): Promise<Result<{ readonly removed: number }, AppError>>
}
