import { minuteMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { FleetConfig, OffsiteClause } from '#shared/fleet/fleet-config'
import type { CopyPlace } from '#shared/fleet/offsite'
import type { AwsReader, AwsReaders, Call, KeptSnapshot } from '#electron/ports/aws-reader'

/**
 * What lies where copies go to: one sweep a place, whoever asks. Hundreds of accounts may copy into the same vault, and each of them asks
 * at its own time: a sweep is shared while it runs and for a while afterwards.
 */
export interface OffsiteSweeps {
  /** What a tenant is promised. */
  promised(tenantTag: string | undefined): OffsiteClause
  sweep(place: CopyPlace, call: Call): Promise<Result<Sweep, AppError>>
  close(): void
}

export interface Sweep {
  /** Copies of databases, by `account/region/databaseId` of their source as its ARN tells, else by `bySourceResource`. */
  readonly bySource: ReadonlyMap<string, readonly FoundCopy[]>
  readonly inFlight: number
  readonly manualSnapshots?: number
  readonly manualSnapshotQuota?: number
  /** AWS time of the last page. */
  readonly readAtMs: number
  /** Set for whoever made the sweep; absent: it was another's. */
  readonly dateMs?: number
}

export interface FoundCopy extends KeptSnapshot {
  readonly sameProgressSinceMs?: number
}

export interface OffsiteSweepsOptions {
  readonly config: FleetConfig
  readonly readers: AwsReaders
  readonly awsNowMs: () => number
}

/** Younger than this, a sweep answers for others too; whoever must know sooner asks again after half an hour. */
const sharedForMs = 20 * minuteMs
/** Of a database's copies: enough to see what is newest, on its way and lost. */
const keptAvailable = 2

interface Progress {
  readonly percent: number
  readonly sinceMs: number
}

export function createOffsiteSweeps({ config, readers, awsNowMs }: OffsiteSweepsOptions): OffsiteSweeps {
  const contracts = new Map(config.tenants.map(({ id, contract }) => [id, contract.offsite]))
  const opened = new Map<string, AwsReader>()
  const done = new Map<string, Sweep>()
  const running = new Map<string, Promise<Result<Sweep, AppError>>>()
  const progress = new Map<string, Map<string, Progress>>()

  const make = async (key: string, reader: AwsReader, call: Call): Promise<Result<Sweep, AppError>> => {
    const kept = await reader.keptSnapshots(call)
    if (!kept.ok) return kept
    // How full the Region is, is good to know; without the permission the copies themselves can still be judged.
    const quotas = await reader.databaseQuotas(call)
    const quota = quotas.ok ? quotas.value.records.find(({ name }) => name === 'ManualSnapshots') : undefined
    const { dateMs, records } = kept.value
    const seen = withProgress(records, progress.get(key) ?? new Map(), dateMs)
    progress.set(key, new Map(seen.flatMap((copy) => (copy.sameProgressSinceMs === undefined ? [] : [[copy.key, { percent: copy.progressPercent ?? 0, sinceMs: copy.sameProgressSinceMs }]]))))
    const sweep: Sweep = {
      bySource: groupBySource(seen),
      inFlight: seen.filter(isUnderWay).length,
      ...(quota === undefined ? {} : { manualSnapshots: quota.used, manualSnapshotQuota: quota.max }),
      readAtMs: awsNowMs(),
    }
    done.set(key, sweep)
    return ok({ ...sweep, dateMs })
  }

  return {
    promised: (tenantTag) => (tenantTag === undefined ? undefined : contracts.get(tenantTag)) ?? config.contract.offsite,
    sweep: async ({ account, region }, call) => {
      const key = `${account}/${region}`
      const known = done.get(key)
      if (known !== undefined && awsNowMs() - known.readAtMs < sharedForMs) return ok(known)
      const under = running.get(key)
      if (under !== undefined) {
        const shared = await under
        return shared.ok ? ok(withoutDate(shared.value)) : err(shared.error)
      }
      const reader = opened.get(key) ?? readers(account, region)
      opened.set(key, reader)
      const made = make(key, reader, call)
      running.set(key, made)
      try {
        return await made
      } finally {
        running.delete(key)
      }
    },
    close: () => {
      for (const reader of opened.values()) reader.close()
      opened.clear()
    },
  }
}

const withoutDate = ({ dateMs: _date, ...sweep }: Sweep): Sweep => sweep

const ended: ReadonlySet<string> = new Set(['available', 'failed', 'deleting', 'deleted'])
const isUnderWay = ({ status }: KeptSnapshot): boolean => !ended.has(status)

function withProgress(records: readonly KeptSnapshot[], before: ReadonlyMap<string, Progress>, nowMs: number): readonly FoundCopy[] {
  return records.map((record) => {
    if (!isUnderWay(record)) return record
    const known = before.get(record.key)
    return { ...record, sameProgressSinceMs: known !== undefined && known.percent === (record.progressPercent ?? 0) ? known.sinceMs : nowMs }
  })
}

function groupBySource(records: readonly FoundCopy[]): ReadonlyMap<string, readonly FoundCopy[]> {
  const groups = new Map<string, FoundCopy[]>()
  for (const record of records) {
    const key = sourceOf(record)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [record])
    else group.push(record)
  }
  for (const [key, group] of groups) groups.set(key, worthKeeping(group))
  return groups
}

/** Whose copy it is: by the ARN of its source, `arn:aws:rds:<region>:<account>:snapshot:<name>`; without one, by the database's resource id. */
function sourceOf({ sourceArn, resourceId, databaseId }: KeptSnapshot): string | undefined {
  if (sourceArn === undefined) return resourceId === undefined ? undefined : bySourceResource(resourceId)
  const [, , service, region, account] = sourceArn.split(':')
  return service === 'rds' ? `${account ?? ''}/${region ?? ''}/${databaseId}` : undefined
}

/** No two databases have the same resource id: what bears one of a database at home elsewhere was copied here. */
export const bySourceResource = (resourceId: string): string => `resource/${resourceId}`

export const takenAtMs = ({ originalAtMs, createdAtMs }: KeptSnapshot): number | undefined => originalAtMs ?? createdAtMs

function worthKeeping(group: readonly FoundCopy[]): FoundCopy[] {
  const newestFirst = [...group].sort((a, b) => (takenAtMs(b) ?? Infinity) - (takenAtMs(a) ?? Infinity) || (a.key < b.key ? -1 : 1))
  const available = newestFirst.filter(({ status }) => status === 'available').slice(0, keptAvailable)
  return [...newestFirst.filter(isUnderWay), ...available, ...newestFirst.filter(({ status }) => status === 'failed').slice(0, 1)]
}
