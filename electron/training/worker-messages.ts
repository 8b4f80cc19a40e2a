import type { AppError } from '#shared/kernel/app-error'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { Account } from './world/fleet-model'

/** What the worker is started with. The path is only for words. */
export interface TrainingWorkerData {
  readonly scenarioText: string
  readonly scenarioPath: string
  /** Absent: the scenario's own. */
  readonly speed?: number
  /** Absent: any free one. */
  readonly port?: number
}

export type ToTrainingWorker = { readonly kind: 'stop' }

export type FromTrainingWorker =
  | {
      readonly kind: 'started'
      readonly endpoint: string
      readonly token: string
      readonly scenario: string
      readonly title: string
      readonly seed: number
      readonly accounts: readonly Account[]
      readonly fleetFileText: string
      /** The same fleet, opened by signing in to `practice`. */
      readonly signInFleetFileText: string
      readonly practice: { readonly startUrl: string; readonly region: string }
      /** The world's time; a watch that keeps the same scale agrees with it. */
      readonly timeScale: TimeScale
    }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** Somebody changed the speed or jumped. */
  | { readonly kind: 'rescaled'; readonly timeScale: TimeScale }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: Readonly<Record<string, string | number | boolean | null | undefined>> }
