import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { DeskStore } from './desk-store'

/** The desk of the fleet that is being watched. */
export interface FleetDesk {
  /** Asks its store, which is opened by the first question. */
  ask<T>(question: (store: DeskStore) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>>
  state(): Promise<Result<DeskState, AppError>>
}

export interface DeskState {
  /** By the fleet file: on this machine alone, or shared with other consoles. */
  readonly kind: 'sqlite' | 'dynamodb'
  /** Where this machine's file was moved to, because it was damaged: plans and approvals in it are not seen any more. */
  readonly setAside?: string
}
