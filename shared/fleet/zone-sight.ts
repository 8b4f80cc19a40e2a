import type { ZoneSight } from '../incidents/zone-outage'
import type { PlaceKey } from './place-state'
import type { FleetSnapshotState } from './snapshot'

/** What a place shows of its zones; undefined: no such place. Databases that nobody owns count under no tenant. */
export function zoneSight(state: FleetSnapshotState, key: PlaceKey): ZoneSight | undefined {
  const place = state.places.get(key)
  if (place === undefined) return undefined
  return {
    account: place.place.account,
    region: place.place.region,
    databases: [...place.databases.values()].map(({ record, memory }) => ({
      tenant: place.ownership.databases.get(record.id)?.tenants[0] ?? '',
      database: record.id,
      view: { record, memory, events: place.events.get(record.id) ?? [] },
    })),
    groups: [...place.groups.values()],
  }
}
