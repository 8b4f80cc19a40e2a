import type { Holding } from './ownership'
import type { Place } from './place'
import type { PlaceState } from './place-state'
import type { AlarmRecord, DatabaseRecord } from './records'
import type { LogFilterRecord, TaggedResourceRecord } from './service-records'
import type { LogFilterView, LogView, ServiceView, TenantServices } from './service-views'
import { sharedTag } from './shared-tag'

interface Room {
  readonly place: PlaceState
  readonly holding: Holding
}

/** Undefined: nothing of the kind is known of the tenant. */
export function tenantServices(rooms: readonly Room[], tenantId: string): TenantServices | undefined {
  const found = rooms.map((room) => servicesIn(room, tenantId))
  const services: TenantServices = {
    doors: found.flatMap(({ doors }) => doors),
    strayAcls: found.flatMap(({ strayAcls }) => strayAcls),
    sftpServers: found.flatMap(({ sftpServers }) => sftpServers),
    buckets: found.flatMap(({ buckets }) => buckets),
    logs: found.flatMap(({ logs }) => logs),
  }
  const { doors, strayAcls, sftpServers, buckets, logs } = services
  return [doors, strayAcls, sftpServers, buckets, logs].every((list) => list.length === 0) ? undefined : services
}

function servicesIn({ place: state, holding }: Room, tenantId: string): TenantServices {
  const { byTenant, webAcls, sftpServers, buckets } = state.services
  const environments = environmentsOf(state, holding)
  const shared = (byTenant.get(sharedTag) ?? []).filter(({ environmentTag }) => environmentTag === undefined || environments.has(environmentTag))
  const views = [...(byTenant.get(tenantId) ?? []), ...shared].map((tagged): ServiceView => viewOf(state.place, tagged))
  const of = (type: TaggedResourceRecord['type']): readonly ServiceView[] => views.filter(({ tagged }) => tagged.type === type).sort((a, b) => (a.tagged.id < b.tagged.id ? -1 : 1))
  const doors = of('load-balancer').map((view) => withRecord(view, webAcls.get(view.tagged.key)))
  const used = new Set([...webAcls.values()].flatMap(({ acl }) => acl?.arn ?? []))
  // Until every door was read, a web ACL may guard one that was not.
  const allRead = doors.every(({ record }) => record !== undefined && record.refused === undefined)
  return {
    doors,
    strayAcls: allRead && doors.length > 0 ? of('web-acl').filter(({ tagged, shared: isShared }) => !isShared && !used.has(tagged.key)) : [],
    sftpServers: of('sftp-server').map((view) => withRecord(view, sftpServers.get(view.tagged.key))),
    buckets: of('bucket').map((view) => withRecord(view, buckets.get(view.tagged.key))),
    logs: logsIn(state, holding, of('log-group')),
  }
}

const viewOf = (place: Place, tagged: TaggedResourceRecord): ServiceView => ({
  tagged,
  place,
  shared: tagged.tenantTag === sharedTag,
  ...(tagged.environmentTag === undefined ? {} : { environment: tagged.environmentTag }),
})

const withRecord = <R>(view: ServiceView, record: R | undefined): ServiceView & { readonly record?: R } => (record === undefined ? view : { ...view, record })

const environmentsOf = ({ ownership }: PlaceState, { databases, groups }: Holding): ReadonlySet<string> =>
  new Set([...databases.flatMap((id) => ownership.databases.get(id)?.environment ?? []), ...groups.flatMap((id) => ownership.groups.get(id)?.environment ?? [])])

function logsIn(state: PlaceState, holding: Holding, tagged: readonly ServiceView[]): readonly LogView[] {
  const ofDatabases = holding.databases.flatMap((id) => {
    const record = state.databases.get(id)?.record
    return record === undefined ? [] : databaseLogs(state, record)
  })
  const known = new Set(ofDatabases.map(({ group }) => group))
  const others = tagged
    .filter(({ tagged: { id } }) => !known.has(id))
    .map(({ tagged: { id }, environment }): LogView => ({ group: id, place: state.place, filters: filtersOf(state, id), ...(environment === undefined ? {} : { environment }) }))
  return [...ofDatabases, ...others]
}

/** `/aws/rds/instance/<id>/<log>`: what it exports, and what it does not although something counts its lines. */
function databaseLogs(state: PlaceState, record: DatabaseRecord): readonly LogView[] {
  const prefix = `/aws/rds/instance/${record.id}/`
  const exported = record.logExports ?? []
  const awaited = [...state.services.filtersByGroup.keys()].filter((group) => group.startsWith(prefix)).map((group) => group.slice(prefix.length))
  const environment = state.ownership.databases.get(record.id)?.environment
  return [...new Set([...exported, ...awaited])].sort().map((log) => ({
    group: `${prefix}${log}`,
    place: state.place,
    database: { id: record.id, log, isExported: exported.includes(log) },
    filters: filtersOf(state, `${prefix}${log}`),
    ...(environment === undefined ? {} : { environment }),
  }))
}

const filtersOf = (state: PlaceState, group: string): readonly LogFilterView[] => (state.services.filtersByGroup.get(group) ?? []).map((record) => ({ record, alarms: alarmsOn(state, record) }))

const alarmsOn = ({ ledger }: PlaceState, { metrics }: LogFilterRecord): readonly AlarmRecord[] =>
  [...ledger.alarms.values()].filter((alarm) => metrics.some(({ namespace, name }) => alarm.namespace === namespace && alarm.metric === name))
