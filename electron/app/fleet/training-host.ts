import { Worker } from 'node:worker_threads'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { Logger } from '#electron/ports/logger'
import type { FromTrainingWorker, ToTrainingWorker, TrainingWorkerData } from '#electron/training/worker-messages'

type Started = Extract<FromTrainingWorker, { kind: 'started' }>

/** The training fleet in its worker: started, with the time it keeps. */
export interface TrainingHost extends Omit<Started, 'kind' | 'timeScale'> {
  scale(): TimeScale
  onRescale(listener: (scale: TimeScale) => void): () => void
  stop(): Promise<void>
}

/** Starts the worker and waits until it serves, or says why it does not. */
export function startTrainingHost(workerFile: string, data: TrainingWorkerData, logger: Logger): Promise<Result<TrainingHost, AppError>> {
  const worker = new Worker(workerFile, { workerData: data, name: 'training fleet' })
  return new Promise((resolve) => {
    const failed = (words: string): void => {
      logger.error('training.failed', { words })
      resolve(err(appError('internal', 'The training fleet could not be started. The log in Watchfloor’s data folder says more.')))
    }
    worker.once('error', (cause) => failed(cause.stack ?? cause.message))
    worker.once('exit', (code) => failed(`the worker ended with code ${code}`))
    worker.on('message', (message: FromTrainingWorker) => {
      if (message.kind === 'started') resolve(ok(hostOf(worker, message, logger)))
      if (message.kind === 'failed') resolve(err(message.error))
      if (message.kind === 'log') logger[message.level](message.event, message.fields)
    })
  })
}

function hostOf(worker: Worker, { kind: _kind, timeScale, ...about }: Started, logger: Logger): TrainingHost {
  let scale = timeScale
  const listeners = new Set<(scale: TimeScale) => void>()
  let ending = false
  worker.removeAllListeners('exit')
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', (code) => {
      if (!ending) logger.error('training.ended', { code })
      resolve()
    }),
  )
  worker.on('message', (message: FromTrainingWorker) => {
    if (message.kind !== 'rescaled') return
    scale = message.timeScale
    for (const listener of listeners) listener(scale)
  })
  return {
    ...about,
    scale: () => scale,
    onRescale: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      ending = true
      worker.postMessage({ kind: 'stop' } satisfies ToTrainingWorker)
      return ended
    },
  }
}
