import { rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { partialName } from '#electron/adapters/system/whole-file'
import type { AuditFiles, WrittenPaper } from '#electron/ports/audit-files'
import type { FromPaperWorker, PaperWorkerData, ToPaperWorker } from './paper-messages'

/** Files of the trail in `trail`, each made in a worker thread of its own. A worker that breaks leaves nothing, and is told. */
export const createPaperHost = (workerPath: string, trail: string): AuditFiles => ({
  write: async (paper, file, { progress, signal }) => {
    const partial = partialName(file)
    const data: PaperWorkerData = { trail, paper, file, partial }
    const worker = new Worker(workerPath, { workerData: data, name: 'audit paper' })
    const stop = (): void => worker.postMessage({ kind: 'stop' } satisfies ToPaperWorker)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const result = await new Promise<Result<WrittenPaper, AppError> | undefined>((resolve) => {
      let ended: Result<WrittenPaper, AppError> | undefined
      worker.on('message', (message: FromPaperWorker) => {
        if (message.kind === 'progress') progress(message.percent)
        else ended = message.result
      })
      // The exit that follows says it.
      worker.on('error', () => undefined)
      worker.once('exit', () => resolve(ended))
    })
    signal.removeEventListener('abort', stop)
    if (result !== undefined) return result
    await rm(partial, { force: true })
    return err(appError('internal', `${file} was not written, and nothing half-written was left: what writes it broke off. This is a fault of the console: report it.`, { at: file }))
  },
})
