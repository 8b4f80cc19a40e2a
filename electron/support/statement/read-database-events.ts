import type { DatabaseView } from '#shared/fleet/tenant-view'
import type { AppError } from '#shared/kernel/app-error'
import { dayMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { ActivityFact, SourceReading } from '#shared/support/activity/activity'
import { databaseFacts, type OwnDatabase } from '#shared/support/activity/facts-of-databases'
import type { Span } from '#shared/support/activity/open-span'
import { clockText } from '#shared/support/grant-wording'
import type { AwsReaders, Call } from '#electron/ports/aws-reader'
import type { Timers } from '#electron/ports/clock'
import type { FleetSight } from '#electron/ports/fleet-sight'

/** What tells which databases a tenant has, and what reads AWS's events of them. */
export interface StatementFleet {
  readonly tenant: FleetSight['tenant']
  readonly readers: AwsReaders
}

/** A minute less than fourteen days, because clocks differ. */
const keptMs = 14 * dayMs - minuteMs
/** Without the daily backups: of a whole account they are most of all events, and nobody's deed. */
const categories = ['failover', 'availability', 'failure', 'recovery', 'configuration change', 'maintenance', 'restoration', 'creation', 'deletion', 'low storage', 'notification', 'security']
/** When AWS had too many calls, it is asked again after each of these. */
const againAfterMs = [1, 3, 9].map((seconds) => seconds * secondMs)

export interface DatabaseEventsWish {
  readonly tenant: string
  /** Oldest first. */
  readonly spans: readonly Span[]
  readonly nowMs: number
  readonly timers: Pick<Timers, 'sleep'>
  readonly signal: AbortSignal
}

/** AWS's events of the tenant's databases, of the last fourteen days: one question for each account and Region that has any. */
export async function readDatabaseEvents(fleet: StatementFleet | undefined, { tenant, spans, nowMs, timers, signal }: DatabaseEventsWish): Promise<SourceReading> {
  const source = 'databaseEvents'
  if (fleet === undefined) return { source, kind: 'notAsked', words: 'this console does not see the fleet.' }
  const oldestMs = nowMs - keptMs
  const wanted = spans.filter(({ toMs }) => toMs > oldestMs)
  const [first] = wanted
  if (first === undefined) return { source, kind: 'notAsked', words: `AWS keeps them for 14 days, and nobody had access after ${clockText(oldestMs)}.` }
  const detail = await fleet.tenant(tenant)
  if (!detail.ok) return { source, kind: 'failed', words: sentence(detail.error) }
  const databases = detail.value?.view.databases ?? []
  if (databases.length === 0) return { source, kind: 'notAsked', words: 'the fleet’s watch knows no database of this tenant.' }
  const facts: ActivityFact[] = []
  const missing: string[] = []
  let asOfMs = nowMs
  let read = 0
  const sites = sitesOf(databases)
  for (const [site, own] of sites) {
    const { account, region } = own.place
    const reply = await fleet.readers(account, region).databaseEvents(patientCall(timers, signal), Math.max(first.fromMs, oldestMs), categories)
    if (!reply.ok) {
      missing.push(`${site}: ${sentence(reply.error)}`)
      continue
    }
    read += 1
    asOfMs = Math.min(asOfMs, reply.value.dateMs)
    facts.push(...databaseFacts(reply.value.records, own.databases, site))
  }
  return read === 0 ? { source, kind: 'failed', words: missing.join(' ') } : { source, kind: 'read', asOfMs, facts, missing }
}

interface Site {
  readonly place: DatabaseView['place']
  readonly databases: OwnDatabase[]
}

function sitesOf(databases: readonly DatabaseView[]): ReadonlyMap<string, Site> {
  const sites = new Map<string, Site>()
  for (const { place, environment, record } of databases) {
    const key = `${place.account}/${place.region}`
    const site = sites.get(key) ?? { place, databases: [] }
    site.databases.push({ id: record.id, environment, ...(record.clusterId === undefined ? {} : { clusterId: record.clusterId }) })
    sites.set(key, site)
  }
  return sites
}

/** Reading may be repeated. */
const patientCall = (timers: Pick<Timers, 'sleep'>, signal: AbortSignal): Call => ({
  signal,
  onRequest: () => Promise.resolve(),
  onFailure: async (_, error, attempt) => {
    const waitMs = againAfterMs[attempt - 1]
    if (error.kind !== 'throttled' || waitMs === undefined || signal.aborted) return 'giveUp'
    await timers.sleep(waitMs, 'AWS had too many calls', signal)
    return 'again'
  },
})

const sentence = ({ message }: AppError): string => message.replace(/([^.!?])$/, '$1.')
