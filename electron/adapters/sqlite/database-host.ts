import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import type { HistoryStore } from '#electron/ports/history'
import type { LocalDatabase, LocalDatabaseOptions } from './local-database'
import { startWorkerHost, storeOver, type MethodsOf } from './worker-host'

/** The local database in a worker thread of its own. */
export async function startDatabaseHost(workerPath: string, options: LocalDatabaseOptions): Promise<Result<LocalDatabase, AppError>> {
  const started = await startWorkerHost(workerPath, { kind: 'source', options })
  if (!started.ok) return started
  const { setAside, close } = started.value
  return ok({
    history: storeOver<HistoryStore>(started.value, 'history', historyMethods),
    marks: storeOver<AlarmMarks>(started.value, 'marks', markMethods),
    ...(setAside === undefined ? {} : { setAside }),
    close,
  })
}

const historyMethods: MethodsOf<HistoryStore> = { append: true, fleetAt: true, handover: true, changes: true, incidents: true, probes: true, extent: true, prune: true }
const markMethods: MethodsOf<AlarmMarks> = { add: true, of: true }
