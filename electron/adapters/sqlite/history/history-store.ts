import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { assertNever } from '#shared/kernel/assert-never'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { HistoryItem } from '#shared/history/batch'
import type { HistoryStore } from '#electron/ports/history'
import { toAppError } from '../sqlite-error'
import { keepBaseline, keepEntry } from './keep-entry'
import { keepWitnesses, readIncidents } from './keep-incidents'
import { beganAnew, forgetAll, keepWatched } from './keep-watched'
import { prune } from './prune'
import { readChanges, readExtent, readFleetAt, readHandover, readProbes } from './read-history'
import { inTransaction, preparing, type Statements } from './tables'

export interface HistoryStoreOptions {
  readonly db: DatabaseSyncInstance
  /** For words about failures. */
  readonly file: string
  /** A training fleet's time can begin anew under the same name: what was kept before is then forgotten. */
  readonly timeMayBeginAnew: boolean
}

/** The history over an open database, in the thread that calls it. */
export function createHistoryStore({ db, file, timeMayBeginAnew }: HistoryStoreOptions): HistoryStore {
  const sql = preparing(db)
  const guarded = async <T>(work: () => T): Promise<Result<T, AppError>> => {
    try {
      return ok(work())
    } catch (cause) {
      return err(toAppError(cause, file))
    }
  }
  return {
    append: (items) =>
      guarded(() =>
        inTransaction(db, () => {
          const beginsAtMs = items.find((item) => item.kind === 'watched' && item.begins)
          if (timeMayBeginAnew && beginsAtMs?.kind === 'watched' && beganAnew(sql, beginsAtMs.atMs)) forgetAll(sql, beginsAtMs.atMs)
          return { kept: items.reduce((kept, item) => kept + keep(sql, item), 0) }
        }),
      ),
    fleetAt: ({ atMs, tenant }) => guarded(() => readFleetAt(sql, atMs, tenant)),
    handover: (query) => guarded(() => readHandover(sql, query)),
    changes: (query) => guarded(() => readChanges(sql, query)),
    incidents: (query) => guarded(() => readIncidents(sql, query)),
    extent: () => guarded(() => readExtent(sql)),
    probes: () => guarded(() => readProbes(sql)),
    prune: (nowMs) => guarded(() => inTransaction(db, () => prune(sql, nowMs))),
  }
}

function keep(sql: Statements, item: HistoryItem): number {
  switch (item.kind) {
    case 'entry':
      return keepEntry(sql, item.entry) ? 1 : 0
    case 'baseline':
      return keepBaseline(sql, item.baseline)
    case 'witnesses':
      return keepWitnesses(sql, item.subject, item.witnesses)
    case 'watched':
      keepWatched(sql, item.atMs, item.everyMs, item.begins === true)
      return 0
    default:
      return assertNever(item)
  }
}
