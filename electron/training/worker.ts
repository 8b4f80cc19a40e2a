import { parentPort, workerData } from 'node:worker_threads'
import { realClock } from '#electron/adapters/system/real-time'
import type { Logger } from '#electron/ports/logger'
import { startTrainingWorker } from './worker-fleet'
import type { FromTrainingWorker, ToTrainingWorker, TrainingWorkerData } from './worker-messages'

/** Entry of the worker_thread that serves the training fleet, so that the main thread never does. */
const port = parentPort
if (port === null) throw new Error('The training worker is started as a worker_thread')

const post = (message: FromTrainingWorker): void => port.postMessage(message)
const log =
  (level: 'info' | 'warn' | 'error'): Logger['info'] =>
  (event, fields = {}) =>
    post({ kind: 'log', level, event, fields })

const data = workerData as TrainingWorkerData // whoever starts this worker types it: training-host
const started = startTrainingWorker(data, post, { clock: realClock, logger: { info: log('info'), warn: log('warn'), error: log('error') } })

port.on('message', (message: ToTrainingWorker) => {
  if (message.kind !== 'stop') return
  void started.then(async (fleet) => {
    await fleet?.stop()
    port.close()
  })
})
