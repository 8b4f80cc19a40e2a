import { minuteMs } from '#shared/kernel/time'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { silentLogger } from '#electron/adapters/system/logger'
import { openStage, type Stage } from '#electron/drill/stage'
import { loadScenario, type Billing } from '#electron/training/index'
import { calmScenario, layouts, type Layout } from './scenarios'
import { rounded, type Measured } from './measure'

/** Long enough that every cadence comes round. */
const steadyMinutes = 30

/** A1 and A2: how many requests the watch makes over 10,000 tenants. Exact counts by the training fleet's own ledger. */
export async function measurePolling(full: boolean): Promise<readonly Measured[]> {
  const results: Measured[] = []
  for (const layout of layouts) results.push(...(await measureLayout({ ...layout, played: full ? layout.accounts : layout.sample })))
  return results
}

interface Played extends Layout {
  readonly played: number
}

async function measureLayout(layout: Played): Promise<readonly Measured[]> {
  const scenario = loadScenario(calmScenario(layout.played, layout.tenantsEach), layout.name)
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
  const opened = await openStage({ scenario: scenario.value, logger: silentLogger, rationedAsPlaces: layout.accounts, asksPages: false })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  try {
    return [await fullPoll(opened.value, layout), await steadyRequests(opened.value, layout)]
  } finally {
    await opened.value.stop()
  }
}

const sampled = ({ played, accounts }: Played): string => (played === accounts ? 'all accounts played' : `${played} of ${accounts} accounts played, scaled up: each account is polled alike (--full plays all)`)

async function fullPoll({ watch, fleet, playOut }: Stage, layout: Played): Promise<Measured> {
  await playOut(watch.pollOnce())
  const made = fleet.billing()
  const singles = singlyAsked(made)
  const least = leastRequests(watch.tenants(), made)
  return {
    id: 'A1',
    measure: `requests of one full poll / minimum, ${layout.name}`,
    unit: 'ratio',
    value: rounded(made.requests / least),
    goal: 1.02,
    how: `pollOnce over a calm training fleet in virtual time, ${sampled(layout)}; the minimum is a page of 100 (or one call) for each kind of resource of each account and Region, one call for events, one for tags, one a target group, a load balancer's door and a key that was read`,
    details: { requests: made.requests, minimum: least, ratioWithoutSingles: rounded((made.requests - singles) / (least - singles)), byOperation: byOperation(made), throttled: made.throttled },
  }
}

async function steadyRequests({ watch, fleet, time, playTo }: Stage, layout: Played): Promise<Measured> {
  const startMs = time.clock.nowMs()
  watch.start()
  // The cold start polls everything; what follows is the cadence.
  await playTo(startMs + 5 * minuteMs)
  const before = fleet.billing()
  await playTo(startMs + (5 + steadyMinutes) * minuteMs)
  const after = fleet.billing()
  const perMinute = ((after.requests - before.requests) / steadyMinutes) * (layout.accounts / layout.played)
  return {
    id: 'A2',
    measure: `steady requests a minute, ${layout.name}`,
    unit: 'requests/min',
    value: rounded(perMinute, 1),
    goal: layout.goalPerMinute,
    how: `requests between minute 5 and ${5 + steadyMinutes} of simulated time by the training fleet's ledger, ${sampled(layout)}`,
    details: { requests: after.requests - before.requests, minutes: steadyMinutes, byOperation: byOperation(after, before), throttled: after.throttled - before.throttled, dollars: rounded(after.dollars - before.dollars, 4) },
  }
}

/** Pages of 100 that the replies could not have been fewer than, counted from what arrived. */
function leastRequests(tenants: readonly TenantDetail[], made: Billing): number {
  const counts = new Map<string, number>()
  const add = (place: { readonly account: string; readonly region: string }, what: string, ids: readonly string[]): void => {
    for (const id of ids) seen.add(`${place.account}/${place.region}|${what}|${id}`)
  }
  const seen = new Set<string>()
  for (const { view } of tenants) {
    for (const place of view.places) add(place, 'once', ['events', 'pending', 'snapshots', 'backups', 'databases', 'groups', 'alarms', 'tags'])
    for (const { place, record, backup, pending } of view.databases) {
      add(place, 'databases', [record.id])
      // RDS returns a snapshot for each day that it keeps; the product holds on to fewer.
      add(place, 'snapshots', Array.from({ length: record.retentionDays ?? 0 }, (_, day) => `${record.id} ${day}`))
      add(place, 'backups', backup === undefined ? [] : [backup.key])
      add(place, 'pending', pending.map(({ key }) => key))
    }
    for (const { place, record } of view.appGroups) add(place, 'groups', [record.id])
    for (const { place, record } of view.alarms) add(place, 'alarms', [record.name])
  }
  for (const entry of seen) {
    const [place = '', what = '', id = ''] = entry.split('|')
    const key = what === 'once' ? `${place}|${id}` : `${place}|${what}`
    counts.set(key, (counts.get(key) ?? 0) + (what === 'once' ? 0 : 1))
  }
  const pages = [...counts.values()].reduce((sum, count) => sum + Math.max(1, Math.ceil(count / 100)), 0)
  return pages + singlyAsked(made)
}

/** What AWS answers for one thing a call: there is no page of them. */
const alone: ReadonlySet<string> = new Set(['DescribeTargetHealth', 'DescribeKey', 'GetWebACLForResource', 'GetIPSet', 'DescribeServer', 'GetObjectLockConfiguration', 'GetBucketVersioning', 'GetBucketLifecycleConfiguration', 'GetPublicAccessBlock'])
const singlyAsked = ({ lines }: Billing): number => lines.filter(({ operation }) => alone.has(operation)).reduce((sum, { requests }) => sum + requests, 0)

function byOperation(after: Billing, before?: Billing): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { operation, requests } of after.lines) counts[operation] = (counts[operation] ?? 0) + requests
  for (const { operation, requests } of before?.lines ?? []) counts[operation] = (counts[operation] ?? 0) - requests
  return counts
}
