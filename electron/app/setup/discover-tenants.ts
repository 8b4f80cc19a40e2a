import type { AppGroupRecord, DatabaseRecord } from '#shared/fleet/records'
import { previewOf, type ReadPlace } from '#shared/fleet/setup-preview'
import type { SetupPreview } from '#shared/ipc/setup-contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { createAwsReaders } from '#electron/adapters/aws/index'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock } from '#electron/adapters/system/real-time'
import { attemptsPerRequest, decideRetry } from '#electron/polling/retry'
import type { AwsReader, Call, Reply } from '#electron/ports/aws-reader'
import type { Timers } from '#electron/ports/clock'
import type { OpenAccess } from '../access/open-access'

export interface Discovery {
  readonly access: OpenAccess
  readonly signal: AbortSignal
  readonly timers: Timers
  readonly progress: (done: number, total: number) => void
}

/** So many places are read at once: each has quotas of its own, keys come at five accounts a second. */
const atOnce = 8

/** Reads databases and app groups of every place once, and says whose they are. A place that cannot be read is named, the rest goes on. */
export async function discoverTenants({ access, signal, timers, progress }: Discovery): Promise<Result<SetupPreview, AppError>> {
  const { config, credentials, endpoint } = access
  const readers = createAwsReaders({ ...(endpoint === undefined ? {} : { endpoint }), credentials, tags: config.tags, clock: realClock, timers })
  const waiting = config.accounts.flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region })))
  const total = waiting.length
  const read: ReadPlace[] = []
  progress(0, total)

  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const reader = readers(next.account, next.region)
      read.push(await readPlace(reader, createCall(signal, timers)))
      reader.close()
      if (!signal.aborted) progress(read.length, total)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (signal.aborted) return err(appError('cancelled', 'Looking for tenants was cancelled.'))
  return ok(previewOf(read.sort((left, right) => placeOf(left).localeCompare(placeOf(right)))))
}

const placeOf = ({ account, region }: ReadPlace): string => `${account}/${region}`

async function readPlace(reader: AwsReader, call: Call): Promise<ReadPlace> {
  const { account, region } = reader
  const databases: Reply<DatabaseRecord> = await reader.databases(call)
  if (!databases.ok) return { account, region, error: databases.error }
  const appGroups: Reply<AppGroupRecord> = await reader.appGroups(call)
  if (!appGroups.ok) return { account, region, error: appGroups.error }
  return { account, region, databases: databases.value.records, appGroups: appGroups.value.records }
}

function createCall(signal: AbortSignal, timers: Timers): Call {
  return {
    signal,
    onRequest: async () => undefined,
    onFailure: async (operation, error, attempt) => {
      const decision = decideRetry(error, attempt, randomIds.random(), attemptsPerRequest)
      if (decision.kind === 'giveUp') return 'giveUp'
      await timers.sleep(decision.afterMs, `retry of ${operation}`, signal)
      return signal.aborted ? 'giveUp' : 'again'
    },
  }
}
