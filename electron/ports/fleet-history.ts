import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { HistoryItem } from '#shared/history/batch'
import type { HistoryState } from '#shared/ipc/history-contract'
import type { AlarmMarks } from './alarm-marks'
import type { HistoryStore } from './history'

/** The history of the fleet that is being watched. */
export interface FleetHistory {
  /** Asks the store of the watched source. */
  ask<T>(question: (store: HistoryStore) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
  /** Asks who looks after the alarms of the watched source. */
  marks<T>(question: (marks: AlarmMarks) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
  /** Keeps what happened here, in the history of the watched source; never waits, never fails. */
  add(items: readonly HistoryItem[]): void
  state(): Promise<Result<HistoryState, AppError>>
}
