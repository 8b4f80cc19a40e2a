import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { HistoryStore } from './history'

/** What this computer keeps of the history of a fleet, to be read. `notFound`: it keeps none, and why. */
export type KeptHistory = <T>(question: (store: Pick<HistoryStore, 'changes' | 'extent' | 'fleetAt'>) => Promise<Result<T, AppError>>) => Promise<Result<T, AppError>>
