import { Worker } from 'node:worker_threads'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { DatabaseWorkerData, FromDatabaseWorker, ToDatabaseWorker } from './worker-messages'

/** A database in its worker, by messages. */
export interface WorkerHost {
  readonly call: (store: string, method: string, input: unknown) => Promise<Result<unknown, AppError>>
  readonly setAside?: string
  readonly close: () => Promise<void>
}

/**
 * Starts a database's worker: calls are messages, answered in order.
 *
 * A worker that ends fails what is under way and everything after it, in words; it is not started again, because whatever ended it
 * (SQLite never throws across) is a bug.
 */
export async function startWorkerHost(workerPath: string, data: DatabaseWorkerData): Promise<Result<WorkerHost, AppError>> {
  const worker = new Worker(workerPath, { workerData: data, name: names[data.kind] })
  const open = new Map<number, (result: Result<unknown, AppError>) => void>()
  const gone = err(appError('storageFailed', 'The local database has ended. Start Watchfloor again; the log says more.', { at: data.options.file }))
  let lastId = 0
  let hasEnded = false
  const tell = (message: ToDatabaseWorker): void => worker.postMessage(message)
  const call = (store: string, method: string, input: unknown): Promise<Result<unknown, AppError>> =>
    new Promise((resolve) => {
      if (hasEnded) return resolve(gone)
      open.set(++lastId, resolve)
      tell({ kind: 'call', id: lastId, store, method, input })
    })

  return new Promise((resolve) => {
    const ended = new Promise<void>((resolveEnd) =>
      worker.once('exit', () => {
        hasEnded = true
        for (const answer of open.values()) answer(gone)
        open.clear()
        resolve(gone)
        resolveEnd()
      }),
    )
    // The exit that follows says it.
    worker.on('error', () => undefined)
    worker.on('message', (message: FromDatabaseWorker) => {
      if (message.kind === 'refused') return resolve(err(message.error))
      if (message.kind === 'answer') {
        open.get(message.id)?.(message.result)
        return void open.delete(message.id)
      }
      if (message.kind === 'closed') return
      const close = (): Promise<void> => {
        tell({ kind: 'close' })
        return ended
      }
      resolve(ok({ call, close, ...(message.setAside === undefined ? {} : { setAside: message.setAside }) }))
    })
  })
}

const names = { source: 'local database', desk: 'desk store', audit: 'audit trail' } as const

/** Every method of a store by name: one that is forgotten does not compile. */
export type MethodsOf<S> = { readonly [M in keyof S]: true }

/** A store whose methods are messages. Both ends are typed by the port, the wire is not: hence the casts here and nowhere else. */
export function storeOver<S extends object>({ call }: WorkerHost, store: string, methods: MethodsOf<S>): S {
  return Object.fromEntries(Object.keys(methods).map((method) => [method, (input: unknown) => call(store, method, input)])) as unknown as S
}
