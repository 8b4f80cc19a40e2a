import type { SetupPlace, SetupPreview, SetupTenant } from '../ipc/setup-contract'
import type { AppError } from '../kernel/app-error'
import { sharedTag, untagged } from './ownership'
import type { AppGroupRecord, DatabaseRecord, Tagged } from './records'

/** What was read of one account x Region. */
export type ReadPlace = { readonly account: string; readonly region: string } & ({ readonly databases: readonly DatabaseRecord[]; readonly appGroups: readonly AppGroupRecord[] } | { readonly error: AppError })

/** Whose resources are there, by their tags: the same rule that the watch goes by. */
export function previewOf(places: readonly ReadPlace[]): SetupPreview {
  const tenants = new Map<string, MutableTenant>()
  let unassigned = 0
  const add = (place: ReadPlace, { tenantTag, environmentTag }: Tagged, kind: 'databases' | 'appGroups'): void => {
    if (tenantTag === undefined || tenantTag === '') unassigned += 1
    if (tenantTag === undefined || tenantTag === '' || tenantTag === sharedTag) return
    const tenant = tenants.get(tenantTag) ?? { id: tenantTag, environments: new Set(), databases: 0, appGroups: 0, places: new Set() }
    tenant[kind] += 1
    tenant.environments.add(environmentTag ?? untagged)
    tenant.places.add(`${place.account}/${place.region}`)
    tenants.set(tenantTag, tenant)
  }
  for (const place of places) {
    if ('error' in place) continue
    for (const record of place.databases) add(place, record, 'databases')
    for (const record of place.appGroups) add(place, record, 'appGroups')
  }
  return { tenants: [...tenants.values()].sort((left, right) => (left.id < right.id ? -1 : 1)).map(toTenant), places: places.map(toPlace), unassigned }
}

interface MutableTenant {
  readonly id: string
  readonly environments: Set<string>
  databases: number
  appGroups: number
  readonly places: Set<string>
}

const toTenant = ({ environments, places, ...tenant }: MutableTenant): SetupTenant => ({ ...tenant, environments: [...environments].sort(), places: [...places] })

function toPlace(place: ReadPlace): SetupPlace {
  const { account, region } = place
  if ('error' in place) return { account, region, databases: 0, appGroups: 0, shared: 0, error: place.error }
  return { account, region, databases: place.databases.length, appGroups: place.appGroups.length, shared: place.appGroups.filter(({ tenantTag }) => tenantTag === sharedTag).length }
}
