import { parentPort, workerData } from 'node:worker_threads'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import { openLocalAudit } from './audit/local-audit'
import { openLocalDesk } from './desk/local-desk'
import { openLocalDatabase } from './local-database'
import type { DatabaseWorkerData, FromDatabaseWorker, ToDatabaseWorker } from './worker-messages'

/** Entry of a database's worker thread: SQLite waits for the disk here, where nothing else waits with it. */
function run(port: NonNullable<typeof parentPort>, data: DatabaseWorkerData): void {
  const tell = (message: FromDatabaseWorker): void => port.postMessage(message)
  const opened = open(data)
  if (!opened.ok) {
    tell({ kind: 'refused', error: opened.error })
    return port.close()
  }
  const database = opened.value
  port.on('message', (message: ToDatabaseWorker) => {
    if (message.kind === 'call') return void answer(database as unknown as Stores, message).then(tell)
    void database.close().then(() => {
      tell({ kind: 'closed' })
      port.close()
    })
  })
  tell({ kind: 'opened', ...(database.setAside === undefined ? {} : { setAside: database.setAside }) })
}

const open = (data: DatabaseWorkerData): ReturnType<typeof openLocalAudit | typeof openLocalDesk | typeof openLocalDatabase> => {
  if (data.kind === 'source') return openLocalDatabase(data.options)
  return data.kind === 'desk' ? openLocalDesk(data.options) : openLocalAudit(data.options)
}

/** The host's proxies know the names of stores and methods; both sides are ours. */
type Stores = Readonly<Record<string, Readonly<Record<string, Method>>>>
type Method = (input: unknown) => Promise<Extract<FromDatabaseWorker, { kind: 'answer' }>['result']>

async function answer(stores: Stores, { id, store, method, input }: Extract<ToDatabaseWorker, { kind: 'call' }>): Promise<FromDatabaseWorker> {
  try {
    const run = stores[store]?.[method]
    if (run === undefined) throw new Error(`no method ${store}.${method}`)
    return { kind: 'answer', id, result: await run(input) }
  } catch (cause) {
    return { kind: 'answer', id, result: err(appError('internal', `The local database failed unexpectedly: ${cause instanceof Error ? cause.message : String(cause)}`)) }
  }
}

if (parentPort !== null) run(parentPort, workerData as DatabaseWorkerData) // what database-host passed
