import type { AccessMatter, AlarmMatter, Matter, ZoneMatter } from '../alarms/matter'
import { findingKey } from '../health/judge'
import type { Finding } from '../health/finding'
import { zoneKey, zoneOutageWords, type ZoneOutage } from '../incidents/zone-outage'
import type { SupportMatter } from '../support/matter'
import { isFlapping } from './alarm-turns'
import type { PlaceState } from './place-state'
import type { AlarmRecord } from './records'
import type { FleetSnapshotState } from './snapshot'
import type { TenantRow } from './table'
import type { FeedState } from './tenant-view'

/** What matters rest on. */
const telling = ['rds.events', 'rds.instances', 'cloudwatch.firing'] as const

/**
 * Whether most places were read, or refused, since the start or since the computer slept: what is new before that is new to us. A tenth
 * may be silent: one account that does not answer must not keep everybody waiting.
 */
export function isMostlyRead({ places }: FleetSnapshotState): boolean {
  const unread = [...places.values()].filter(({ place: { feeds } }) => telling.some((feed) => !isTold(feeds[feed])))
  return unread.length * 10 <= places.size
}

// "Cancelled" is the watch's own word for a computer that slept.
const isTold = ({ observedAtMs, error }: FeedState): boolean => error?.kind !== 'cancelled' && (observedAtMs !== undefined || error !== undefined)

const nothing: readonly Matter[] = []

export interface JudgedTenant {
  readonly row: Pick<TenantRow, 'id' | 'name' | 'health'>
  readonly findings: readonly Finding[]
}

/** Everything that stands now and is worth waking somebody for. Reads what is known; asks for nothing. `support`: by tenant. */
export function standingMatters(state: FleetSnapshotState, judged: ReadonlyMap<string, JudgedTenant>, outages: readonly ZoneOutage[], nowMs: number, support: ReadonlyMap<string, readonly SupportMatter[]> = new Map()): readonly Matter[] {
  const name = (id: string): string => judged.get(id)?.row.name ?? state.listed.get(id)?.name ?? id
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: name(id) }))
  const isCritical = (id: string): boolean => judged.get(id)?.row.health === 'critical'
  return [
    ...outages.map((outage): ZoneMatter => ({ kind: 'zone', key: `zone ${zoneKey(outage)}`, sinceAtMs: outage.sinceAtMs, tenants: named(struckBy(outage)), critical: true, words: zoneOutageWords(outage) })),
    ...[...judged.values()].flatMap(({ row, findings }) => (findings.length === 0 ? nothing : findings.flatMap((finding) => matterOf(row, finding)))),
    ...[...support.values()].flatMap((matters) => matters.flatMap((matter) => accessMatter(matter, named([matter.tenant])))),
    ...[...state.places.values()].flatMap((place) =>
      callingAlarms(place, nowMs).map(({ record, flapping }): AlarmMatter => {
        const owners = place.ownership.alarms.get(record.key)?.tenants ?? []
        return { ...alarmMatter(record, place, flapping), tenants: named(owners), critical: owners.some(isCritical) }
      }),
    ),
  ]
}

/** A loop, because it is walked each second over sixty thousand alarms, of which hardly one calls. */
function callingAlarms({ ledger, turns }: PlaceState, nowMs: number): readonly { readonly record: AlarmRecord; readonly flapping: boolean }[] {
  const calling: { readonly record: AlarmRecord; readonly flapping: boolean }[] = []
  for (const record of ledger.alarms.values()) {
    const own = turns.byAlarm.get(record.key)
    if (record.state !== 'ALARM' && own === undefined) continue
    const flapping = own !== undefined && isFlapping(own, nowMs)
    if (record.state === 'ALARM' || flapping) calling.push({ record, flapping })
  }
  return calling
}

const struckBy = ({ failedOver, failingOver, cannotFailOver }: ZoneOutage): readonly string[] => [...new Set([...cannotFailOver, ...failingOver, ...failedOver].map(({ tenant }) => tenant))]

/** A review can wait for the morning. */
const accessMatter = ({ id, kind, grant, isClosing, words, sinceMs }: SupportMatter, tenants: AccessMatter['tenants']): readonly AccessMatter[] =>
  kind === 'review' ? [] : [{ kind: 'access', key: `access ${id}`, what: kind !== 'trouble' ? kind : isClosing === true ? 'notClosed' : 'notOpened', sinceAtMs: sinceMs, tenants, critical: true, words, ...(grant === undefined ? {} : { grant }) }]

/** Alarms and grants stand for themselves, whatever the checks say of them. */
function matterOf({ id, name }: JudgedTenant['row'], finding: Finding): readonly Matter[] {
  const { check, severity, lastKnownSeverity, sinceAtMs, summary } = finding
  if (check === 'support-drift') return nothing
  const base = { key: `${id} ${findingKey(finding)}`, sinceAtMs, tenants: [{ id, name }], words: summary }
  if (check === 'db-failover' && (severity === 'critical' || severity === 'watch')) return [{ kind: 'failover', ...base, critical: severity === 'critical' }]
  const isCritical = severity === 'critical' || (severity === 'unknown' && lastKnownSeverity === 'critical')
  return isCritical ? [{ kind: check === 'db-failover' ? 'failover' : 'trouble', ...base, critical: true }] : []
}

function alarmMatter(record: AlarmRecord, { turns }: PlaceState, flapping: boolean): Omit<AlarmMatter, 'tenants' | 'critical'> {
  const own = turns.byAlarm.get(record.key) ?? []
  return {
    kind: 'alarm',
    key: record.key,
    name: record.name,
    flapping,
    suppressed: record.suppressedBy !== undefined,
    sinceAtMs: flapping ? (own[0]?.atMs ?? 0) : (record.stateUpdatedAtMs ?? 0),
    words: `Alarm ${record.name} ${flapping ? 'goes on and off' : 'is firing'}.`,
    turns: own,
    ...(record.stateUpdatedAtMs === undefined ? {} : { stateUpdatedAtMs: record.stateUpdatedAtMs }),
  }
}
