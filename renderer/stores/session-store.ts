import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppInfo } from '#shared/ipc/contract'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { AppError } from '#shared/kernel/app-error'

/** What is known of the watch behind the window and of the product itself. */
export interface SessionState {
  readonly status: WatchStatus | undefined
  /** The computer's clock when `status` arrived: AWS time is counted on from there. */
  readonly statusAtMs: number
  readonly statusError: AppError | undefined
  readonly info: AppInfo | undefined
}

export type SessionStore = StoreApi<SessionState>

export function createSessionStore(): SessionStore {
  return createStore<SessionState>(() => ({ status: undefined, statusAtMs: 0, statusError: undefined, info: undefined }))
}

/** AWS time, or undefined before AWS answered once. In training it may run faster than the computer's clock. */
export function awsNowMs({ status, statusAtMs }: SessionState, wallNowMs: number): number | undefined {
  if (status?.awsNowMs === undefined) return undefined
  return status.awsNowMs + (wallNowMs - statusAtMs) * status.speed
}
