import type { AppError } from '#shared/kernel/app-error'
import type { TimeScale } from '#electron/adapters/system/scaled-time'

/**
 * How the desktop app talks to the worker that hosts its training fleet. The worker starts by itself from its `workerData`, says
 * `started` or `failed` once, then `rescaled` whenever its time jumps or changes speed, and ends after `stop` with `stopped`.
 */
export interface TrainingWorkerData {
  readonly scenarioText: string
  /** For error messages. */
  readonly scenarioPath: string
}

export type ToTrainingWorker = { readonly kind: 'stop' }

export type FromTrainingWorker =
  | {
      readonly kind: 'started'
      readonly endpoint: string
      /** Of the control surface: tests only, never told to the window. */
      readonly token: string
      readonly scenario: string
      readonly seed: number
      /** `signIn: {kind: training}`, endpoint and accounts of this fleet, in the fleet file's format. */
      readonly fleetFileText: string
      readonly timeScale: TimeScale
    }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'rescaled'; readonly timeScale: TimeScale }
  | { readonly kind: 'stopped' }
