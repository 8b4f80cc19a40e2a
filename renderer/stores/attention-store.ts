import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttentionView } from '#shared/ipc/attention-contract'

/** How the operator is told of things; `view` is absent until the core has answered. */
export interface AttentionState {
  readonly view: AttentionView | undefined
  /** The alarm that a pressed notification leads to, by key; the desk shows it and forgets it. */
  readonly openAlarm: string | undefined
  /** The desk shows only alarms that nobody takes care of. */
  readonly onlyUncovered: boolean
}

export type AttentionStore = StoreApi<AttentionState>

export const createAttentionStore = (): AttentionStore => createStore<AttentionState>(() => ({ view: undefined, openAlarm: undefined, onlyUncovered: false }))
