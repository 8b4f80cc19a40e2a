import type { DeskCopies } from '#electron/ports/desk-copies'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { DatabaseFile } from '../open-database'
import { startWorkerHost, storeOver, type MethodsOf } from '../worker-host'
import type { DeskTables } from './desk-tables'
import type { LocalDesk } from './local-desk'

/** The desk's file in a worker thread of its own: a plan does not wait behind a night of history. */
export async function startDeskHost(workerPath: string, options: DatabaseFile): Promise<Result<LocalDesk, AppError>> {
  const started = await startWorkerHost(workerPath, { kind: 'desk', options })
  if (!started.ok) return started
  const { setAside, close } = started.value
  return ok({
    desk: storeOver<DeskTables>(started.value, 'desk', deskMethods),
    copies: storeOver<DeskCopies>(started.value, 'copies', copyMethods),
    ...(setAside === undefined ? {} : { setAside }),
    close,
  })
}

const deskMethods: MethodsOf<DeskTables> = { record: true, records: true, put: true, say: true, said: true, lease: true, acquire: true, renew: true, release: true, append: true, journal: true }
const copyMethods: MethodsOf<DeskCopies> = { keep: true, confirm: true, last: true }
