import type { AppGroupView, DatabaseView, TenantDetail } from '#shared/fleet/tenant-view'
import type { AppInstance } from '#shared/fleet/records'
import { latestFailover, type FailoverIncident } from '#shared/health/failover'
import { severities, type Finding, type Severity } from '#shared/health/finding'
import { dayMs } from '#shared/kernel/time'

/** Where everything of a tenant stands, by zone. What is wrong is what the findings say: the picture judges nothing. */
export interface TenantPicture {
  /** Zones that hold anything, in order. */
  readonly zones: readonly string[]
  readonly environments: readonly EnvironmentPicture[]
}

export interface EnvironmentPicture {
  readonly environment: string
  readonly databases: readonly DatabasePicture[]
  readonly groups: readonly GroupPicture[]
}

export interface DatabasePicture {
  readonly id: string
  readonly engine: string
  readonly primary?: string
  readonly standby?: string
  readonly isReplica: boolean
  /** Why there is no standby to draw. */
  readonly alone?: 'singleAz' | 'notTold'
  readonly status: string
  readonly trouble?: Trouble
  readonly failover?: FailoverArrow
}

/** The worst that a finding says of it. */
export interface Trouble {
  readonly severity: Severity
  readonly words: string
}

export interface FailoverArrow {
  readonly from?: string
  readonly to?: string
  readonly state: FailoverIncident['state']
  readonly atMs: number
  readonly tookMs?: number
  readonly cause?: 'requested' | 'fault'
}

export interface GroupPicture {
  readonly id: string
  readonly shared: boolean
  readonly desired: number
  readonly max: number
  readonly inService: number
  readonly zones: readonly ZoneInstances[]
  /** Of its target groups; absent: it has none, or they were not read. */
  readonly targets?: { readonly healthy: number; readonly total: number }
  readonly trouble?: Trouble
}

export interface ZoneInstances {
  readonly zone: string
  readonly serving: number
  /** Neither in service nor well: what is happening to each. */
  readonly others: readonly AppInstance[]
}

/** A failover is drawn for a day: after that it is history. */
const drawnForMs = dayMs

export function tenantPicture({ view, findings }: Pick<TenantDetail, 'view' | 'findings'>, nowMs: number): TenantPicture {
  const databases = view.databases.map((database) => ({ environment: database.environment, picture: databasePicture(database, findings, nowMs) }))
  const groups = view.appGroups.map((group) => ({ environment: group.environment, picture: groupPicture(group, findings) }))
  const environments = [...new Set([...databases, ...groups].map(({ environment }) => environment))]
  const zones = [...databases.flatMap(({ picture: { primary, standby } }) => [primary, standby]), ...groups.flatMap(({ picture }) => picture.zones.map(({ zone }) => zone)), ...view.appGroups.flatMap(({ record }) => record.azs)]
  return {
    zones: [...new Set(zones.filter((zone) => zone !== undefined && zone !== ''))].sort() as string[], // undefined was left out a word before
    environments: environments.map((environment) => ({
      environment,
      databases: databases.filter((each) => each.environment === environment).map(({ picture }) => picture),
      groups: groups.filter((each) => each.environment === environment).map(({ picture }) => picture),
    })),
  }
}

function databasePicture(database: DatabaseView, findings: readonly Finding[], nowMs: number): DatabasePicture {
  const { id, engine, az, secondaryAz, multiAz, status, replicaOf, account, region } = database.record
  const trouble = worstOf(findings.filter(({ subject, check }) => subject.kind === 'database' && placed.has(check) && subject.id === id && subject.account === account && subject.region === region))
  const failover = arrowOf(latestFailover(database), nowMs)
  return {
    id,
    engine,
    status,
    isReplica: replicaOf !== undefined,
    ...(az === undefined ? {} : { primary: az }),
    ...(multiAz !== false && secondaryAz !== undefined ? { standby: secondaryAz } : { alone: multiAz === false ? ('singleAz' as const) : ('notTold' as const) }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(failover === undefined ? {} : { failover }),
  }
}

/** Checks about where things are and whether they work; backups and keys have cards of their own. */
const placed: ReadonlySet<string> = new Set(['db-status', 'db-multi-az', 'db-lost-standby', 'db-failover', 'db-encryption'])

function arrowOf(incident: FailoverIncident | undefined, nowMs: number): FailoverArrow | undefined {
  if (incident === undefined) return undefined
  const { state, startedAtMs, completedAtMs, fromAz, toAz, cause } = incident
  const atMs = startedAtMs ?? completedAtMs
  if (atMs === undefined || (state !== 'inProgress' && nowMs - (completedAtMs ?? atMs) > drawnForMs)) return undefined
  return {
    state,
    atMs,
    ...(fromAz === undefined ? {} : { from: fromAz }),
    ...(toAz === undefined ? {} : { to: toAz }),
    ...(startedAtMs === undefined || completedAtMs === undefined ? {} : { tookMs: completedAtMs - startedAtMs }),
    ...(cause === undefined ? {} : { cause }),
  }
}

function groupPicture({ record, shared, targets }: AppGroupView, findings: readonly Finding[]): GroupPicture {
  const { id, desired, max, instances, account, region } = record
  const trouble = worstOf(findings.filter(({ subject, check }) => check !== 'stale-data' && (subject.kind === 'app-group' || subject.kind === 'target-group') && (subject.id === id || targets.some((target) => target.targetGroupName === subject.id)) && subject.account === account && subject.region === region))
  const read = targets.filter(({ waitsForTurn }) => waitsForTurn !== true)
  const zones = [...new Set(instances.map(({ az }) => az))].sort()
  return {
    id,
    shared,
    desired,
    max,
    inService: instances.filter(isServing).length,
    zones: zones.map((zone) => ({ zone, serving: instances.filter((each) => each.az === zone && isServing(each)).length, others: instances.filter((each) => each.az === zone && !isServing(each)) })),
    ...(read.length === 0 ? {} : { targets: { healthy: read.flatMap((each) => each.targets).filter(({ state }) => state === 'healthy').length, total: read.flatMap((each) => each.targets).filter(({ state }) => state !== 'draining').length } }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}

const isServing = ({ lifecycle, health }: AppInstance): boolean => lifecycle === 'InService' && health.toLowerCase() === 'healthy'

function worstOf(findings: readonly Finding[]): Trouble | undefined {
  const [worst] = [...findings].filter(({ severity }) => severity !== 'info').sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  return worst === undefined ? undefined : { severity: worst.severity, words: worst.summary }
}
