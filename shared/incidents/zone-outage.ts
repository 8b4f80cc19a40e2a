import type { AppGroupRecord } from '../fleet/records'
import { dayMs, minuteMs } from '../kernel/time'
import { groupsIn, strikesIn, type Strike, type ZoneDatabase } from './zone-strikes'

/**
 * Whether a whole Availability Zone of an account x Region looks down: inferred, because AWS does not say it in any reply that we poll.
 *
 * 1. Databases whose primary was in the zone and that failed over by themselves, or are down without a standby, within fifteen minutes of
 *    each other: three of them and most of those in the zone; or two that were all there were, beside app groups with nothing left there.
 * 2. One database is never a zone, and what somebody asked for is no outage.
 * 3. It is over when nothing new happened for half an hour and nothing in the zone is down any more.
 */
export interface ZoneOutage {
  readonly account: string
  readonly region: string
  readonly az: string
  /** AWS time of the first of its signs. */
  readonly sinceAtMs: number
  /** Blast radius: databases by what became of them, `tenant` and name each. */
  readonly failedOver: readonly ZoneSubject[]
  readonly failingOver: readonly ZoneSubject[]
  /** Without a standby: down until the zone is back or they are restored. */
  readonly cannotFailOver: readonly ZoneSubject[]
  /** Primaries in the zone that show nothing (yet). */
  readonly untouched: readonly ZoneSubject[]
  /** App groups with nothing in service there, of how many that use the zone. */
  readonly groupsOut: number
  readonly groups: number
}

export interface ZoneSubject {
  readonly tenant: string
  readonly database: string
}

export interface ZoneSight {
  readonly account: string
  readonly region: string
  readonly databases: readonly ZoneDatabase[]
  readonly groups: readonly AppGroupRecord[]
}

const togetherMs = 15 * minuteMs
const quietMs = 30 * minuteMs
const mostShare = 0.6

export function zoneOutages(sight: ZoneSight, nowMs: number): readonly ZoneOutage[] {
  const struck = strikesIn(sight.databases, sight.groups, nowMs)
  const zones = [...new Set(struck.map(({ az }) => az))]
  return zones.flatMap((az) => outageOf(sight, az, struck.filter((strike) => strike.az === az), nowMs) ?? [])
}

function outageOf({ account, region, databases, groups }: ZoneSight, az: string, strikes: readonly Strike[], nowMs: number): ZoneOutage | undefined {
  const together = largestCluster(strikes)
  const touched = new Set(together.map(({ database }) => database))
  const untouched = databases.filter((database) => !touched.has(database) && database.view.record.az === az && database.view.record.replicaOf === undefined)
  const { using, out, isOut } = groupsIn(az, groups)
  const share = together.length / (together.length + untouched.length)
  if (!(together.length >= 3 && share >= mostShare) && !(together.length >= 2 && untouched.length === 0 && isOut)) return undefined
  const lastMs = Math.max(...together.map(({ atMs }) => atMs))
  const goesOn = nowMs - lastMs <= quietMs || (nowMs - lastMs <= dayMs && (isOut || together.some(({ state }) => state !== 'failedOver')))
  if (!goesOn) return undefined
  const subjects = (state: Strike['state']): readonly ZoneSubject[] => together.filter((strike) => strike.state === state).map(({ database }) => subjectOf(database)).sort(byName)
  return {
    account,
    region,
    az,
    sinceAtMs: Math.min(...together.map(({ atMs }) => atMs)),
    failedOver: subjects('failedOver'),
    failingOver: subjects('failingOver'),
    cannotFailOver: subjects('cannotFailOver'),
    untouched: untouched.map(subjectOf).sort(byName),
    groupsOut: out,
    groups: using,
  }
}

/** The most strikes that lie within fifteen minutes. */
function largestCluster(strikes: readonly Strike[]): readonly Strike[] {
  const ordered = [...strikes].sort((a, b) => a.atMs - b.atMs)
  const clusters = ordered.map((first, index) => ordered.slice(index).filter(({ atMs }) => atMs - first.atMs <= togetherMs))
  return clusters.reduce<readonly Strike[]>((largest, cluster) => (cluster.length > largest.length ? cluster : largest), [])
}

const subjectOf = ({ tenant, database }: ZoneDatabase): ZoneSubject => ({ tenant, database })
const byName = (a: ZoneSubject, b: ZoneSubject): number => (a.database < b.database ? -1 : 1)

export const zoneKey = ({ account, region, az }: Pick<ZoneOutage, 'account' | 'region' | 'az'>): string => `${account}/${region}/${az}`

/** `eu-west-1b of 111122223333 looks down: 13 primaries were there; 9 have failed over, 2 cannot.` */
export function zoneOutageWords({ az, account, failedOver, failingOver, cannotFailOver, untouched, groups, groupsOut }: ZoneOutage): string {
  const primaries = failedOver.length + failingOver.length + cannotFailOver.length + untouched.length
  const parts = [
    failedOver.length === 0 ? '' : `${failedOver.length} failed over`,
    failingOver.length === 0 ? '' : `${failingOver.length} failing over`,
    cannotFailOver.length === 0 ? '' : `${cannotFailOver.length} cannot: no standby`,
    untouched.length === 0 ? '' : `${untouched.length} show nothing yet`,
  ].filter((part) => part !== '')
  const app = groupsOut === 0 ? '' : ` ${groupsOut} of ${groups} app groups have nothing in service there.`
  return `Zone ${az} of account ${account} looks down. Of ${primaries} primaries there ${parts.join(', ')}.${app}`
}
