import { Worker } from 'node:worker_threads'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import type { HistoryStore } from '#electron/ports/history'
import type { LocalDatabase, LocalDatabaseOptions, LocalStores } from './local-database'
import type { FromDatabaseWorker, ToDatabaseWorker } from './worker-messages'

/**
 * The local database in a worker thread of its own: calls are messages, answered in order.
 *
 * A worker that ends fails what is under way and everything after it, in words; it is not started again, because whatever ended it
 * (SQLite never throws across) is a bug.
 */
export async function startDatabaseHost(workerPath: string, options: LocalDatabaseOptions): Promise<Result<LocalDatabase, AppError>> {
  const worker = new Worker(workerPath, { workerData: options, name: 'local database' })
  const open = new Map<number, (result: Result<unknown, AppError>) => void>()
  const gone = err(appError('storageFailed', 'The local database has ended. Start Watchfloor again; the log says more.', { at: options.file }))
  let lastId = 0
  let hasEnded = false
  const tell = (message: ToDatabaseWorker): void => worker.postMessage(message)
  const call = (store: keyof LocalStores, method: string, input: unknown): Promise<Result<unknown, AppError>> =>
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
      resolve(
        ok({
          history: storeOver<HistoryStore>((method, input) => call('history', method, input), historyMethods),
          marks: storeOver<AlarmMarks>((method, input) => call('marks', method, input), markMethods),
          ...(message.setAside === undefined ? {} : { setAside: message.setAside }),
          close: () => {
            tell({ kind: 'close' })
            return ended
          },
        }),
      )
    })
  })
}

/** Every method of a store by name: one that is forgotten does not compile. */
type MethodsOf<S> = { readonly [M in keyof S]: true }

const historyMethods: MethodsOf<HistoryStore> = { append: true, fleetAt: true, findingsAt: true, changes: true, incidents: true, probes: true, extent: true, prune: true }
const markMethods: MethodsOf<AlarmMarks> = { add: true, of: true }

/** A store whose methods are messages. Both ends are typed by the port, the wire is not: hence the casts here and nowhere else. */
function storeOver<S extends object>(call: (method: string, input: unknown) => Promise<unknown>, methods: MethodsOf<S>): S {
  return Object.fromEntries(Object.keys(methods).map((method) => [method, (input: unknown) => call(method, input)])) as unknown as S
}
