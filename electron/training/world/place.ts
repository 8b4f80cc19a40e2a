import { dayMs, minuteMs } from '#shared/kernel/time'
import { alarmsFor, logAlarms } from './alarm-catalogue'
import { chance, hash32, hexOf, pick } from './chance'
import { resourceKey, type Alarm, type AppGroup, type Database, type Engine, type Fleet, type Place, type Tags, type Tenant } from './fleet-model'
import { logExportsOf, servicesOf } from './tenant-services'

/** Builds one account x Region: databases, app groups and alarms of its tenants. */
export function buildPlace(fleet: Fleet, account: string, region: string, tenants: readonly Tenant[]): Place {
  const homes = tenants.flatMap((tenant) => tenant.environments.map((environment) => ({ tenant, environment })))
  const databases = homes.flatMap(({ tenant, environment }) => databasesOf(fleet, tenant, environment))
  const own = homes.filter(({ tenant }) => tenant.ownAppGroups).map(({ tenant, environment }) => appGroup(fleet, tenant.account, region, environment, tenant.id, tenant.tags))
  const sharedIn = new Set(homes.filter(({ tenant }) => !tenant.ownAppGroups).map(({ environment }) => environment))
  const shared = [...sharedIn].map((environment) => appGroup(fleet, account, region, environment, '*'))
  const groups = [...own, ...shared]
  const services = servicesOf(fleet, tenants, databases, groups)
  const alarms = [...alarmsFor(fleet, databases, groups), ...logAlarms(fleet, services.filters)]
  return {
    account,
    region,
    databases: databases.sort(byId),
    groups: groups.sort(byId),
    alarms: alarms.sort((left, right) => Number(left.type === 'metric') - Number(right.type === 'metric') || compare(left.name, right.name)),
    services,
    databaseById: new Map(databases.map((database) => [database.id, database])),
    groupById: new Map(groups.map((group) => [group.id, group])),
    alarmByName: new Map(alarms.map((alarm) => [alarm.name, alarm])),
    alarmsOf: alarmsByResource(alarms),
  }
}

function alarmsByResource(alarms: readonly Alarm[]): Map<string, Alarm[]> {
  const found = new Map<string, Alarm[]>()
  const add = (key: string, alarm: Alarm): void => {
    const others = found.get(key)
    if (others === undefined) found.set(key, [alarm])
    else if (!others.includes(alarm)) others.push(alarm)
  }
  for (const alarm of alarms) {
    for (const watched of alarm.type === 'metric' ? [alarm] : alarm.children) {
      add(resourceKey(watched.metric), alarm)
    }
  }
  return found
}

const versions: Record<Engine, string> = { mysql: '8.0.40', 'oracle-ee': '19.0.0.0.ru-2025-07.rur-2025-07.r1', postgres: '16.6', mariadb: '10.11.10' }

function databasesOf(fleet: Fleet, tenant: Tenant, environment: string): Database[] {
  const id = `${tenant.id}-${environment}`
  const draw = [fleet.seed, 'database', tenant.account, tenant.region, id] as const
  const first = hash32(...draw, 'az') % 3
  const second = (first + 1 + (hash32(...draw, 'standby') % 2)) % 3
  const primary: Database = {
    key: databaseArn(tenant, id),
    id,
    resourceId: resourceId(...draw),
    account: tenant.account,
    region: tenant.region,
    tenant: tenant.id,
    otherTags: tenant.tags,
    environment,
    engine: tenant.engine,
    engineVersion: versions[tenant.engine],
    instanceClass: pick(tenant.model === 'silo' ? ['db.r6i.2xlarge', 'db.r6i.4xlarge'] : ['db.r6g.large', 'db.r6g.xlarge', 'db.m6g.large'], ...draw, 'class'),
    storageGib: pick(tenant.model === 'silo' ? [1000, 2000, 4000] : [100, 200, 400], ...draw, 'storage'),
    az: zone(tenant.region, first),
    ...(tenant.multiAz ? { secondaryAz: zone(tenant.region, second) } : {}),
    retentionDays: tenant.retentionDays,
    createdAtMs: tenant.createdAtMs ?? Math.floor((fleet.startAtMs - (60 + chance(...draw, 'age') * 1500) * dayMs) / 1000) * 1000,
    logPhaseMs: Math.floor(chance(...draw, 'logs') * 5 * minuteMs),
    // The night of most Regions' default backup windows: 22:00 to 06:00 UTC.
    backupAtMs: (22 * 60 * minuteMs + Math.floor(chance(...draw, 'backup') * 8 * 60) * minuteMs) % dayMs,
    backupTakesMs: Math.floor((4 + chance(...draw, 'backup-length') * 10) * minuteMs),
    maintenanceWindow: `${pick(['sat', 'sun'], ...draw, 'day')}:02:00-${pick(['sat', 'sun'], ...draw, 'day')}:02:30`,
    replicas: tenant.readReplica ? [`${id}-replica`] : [],
    ...(tenant.offsite === undefined ? {} : { offsite: tenant.offsite }),
    ...keyMaterial(fleet, tenant, draw),
    logExports: logExportsOf(tenant),
    noise: hash32(...draw, 'noise'),
  }
  return tenant.readReplica ? [primary, replicaOf(primary, tenant, draw)] : [primary]
}

/** A read replica is Single-AZ, keeps no backups of its own and follows its source. */
function replicaOf(primary: Database, tenant: Tenant, draw: readonly (string | number)[]): Database {
  const id = `${primary.id}-replica`
  const { secondaryAz: _none, offsite: _notCopied, ...rest } = primary
  return { ...rest, key: databaseArn(tenant, id), id, resourceId: resourceId(...draw, 'replica'), az: _none ?? primary.az, retentionDays: 0, logExports: [], replicaOf: primary.id, replicas: [], noise: hash32(...draw, 'replica') }
}

/** Some banks bring the material of their own key, and it ends one day: far off unless an event says otherwise. */
function keyMaterial(fleet: Fleet, tenant: Tenant, draw: readonly (string | number)[]): Pick<Database, 'keyMaterialUntilMs'> {
  if (tenant.model !== 'silo' || chance(...draw, 'material') >= 1 / 3) return {}
  return { keyMaterialUntilMs: Math.floor((fleet.startAtMs + (200 + chance(...draw, 'material-end') * 500) * dayMs) / dayMs) * dayMs }
}

const databaseArn = (tenant: Tenant, id: string): string => `arn:aws:rds:${tenant.region}:${tenant.account}:db:${id}`
const resourceId = (...draw: readonly (string | number)[]): string => `db-${hexOf(26, ...draw, 'resource').toUpperCase()}`
export const zone = (region: string, number: number): string => `${region}${'abc'[number] ?? 'a'}`
export const zones = (region: string): readonly string[] => [0, 1, 2].map((number) => zone(region, number))

function appGroup(fleet: Fleet, account: string, region: string, environment: string, tenantTag: string, otherTags: Tags = {}): AppGroup {
  const shared = tenantTag === '*'
  const id = shared ? `${environment}-app` : `${tenantTag}-${environment}-app`
  const draw = [fleet.seed, 'group', account, region, id] as const
  const targetGroupName = id.length <= 32 ? id : `${id.slice(0, 23).replace(/-+$/, '')}-${hexOf(8, ...draw, 'name')}`
  const first = hash32(...draw, 'az') % 3
  const desired = shared ? 6 : 2
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`
  return {
    key: arn('autoscaling', `autoScalingGroup:${uuidOf(...draw)}:autoScalingGroupName/${id}`),
    id,
    account,
    region,
    tenantTag,
    otherTags,
    environment,
    azs: shared ? zones(region) : [zone(region, first), zone(region, (first + 1) % 3)].sort(),
    desired,
    min: desired,
    max: desired * 2,
    instanceType: shared ? 'm6i.xlarge' : 'm6i.2xlarge',
    createdAtMs: fleet.startAtMs - Math.floor((60 + chance(...draw, 'age') * 900) * dayMs),
    targetGroupArn: arn('elasticloadbalancing', `targetgroup/${targetGroupName}/${hexOf(16, ...draw, 'targets')}`),
    targetGroupName,
    loadBalancerArn: arn('elasticloadbalancing', `loadbalancer/app/${targetGroupName}/${hexOf(16, ...draw, 'balancer')}`),
    port: 8443,
    noise: hash32(...draw, 'noise'),
  }
}

export function uuidOf(...draw: readonly (string | number)[]): string {
  const hex = hexOf(32, ...draw, 'uuid')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
const byId = (left: { readonly id: string }, right: { readonly id: string }): number => compare(left.id, right.id)
