import { hourMs, minuteMs } from '#shared/kernel/time'
import { copyPlaceOf, type CopyPlace } from '#shared/fleet/offsite'
import type { CopyPlaceRecord, DatabaseRecord, SnapshotCopyRecord } from '#shared/fleet/records'
import { bySourceResource, takenAtMs, type FoundCopy, type Sweep } from '../offsite-sweeps'
import { failed, type FeedPoller, type Polled } from './feed-poller'

/**
 * Copies of this place's databases, wherever its tenants' contracts want them. Without such a promise nothing is asked.
 *
 * A copy counts by the ARN of the snapshot it was made of, or by its database's resource id: an equal name elsewhere is another database.
 */
export const pollCopies: FeedPoller = async ({ memory, offsite, call, awsNowMs }) => {
  const wanted = placesWanted(memory.inventory ?? [], (database) => copyPlaceOf(offsite.promised(database.tenantTag), database))
  const records: (SnapshotCopyRecord | CopyPlaceRecord)[] = []
  let [dateMs, readAtMs]: [number | undefined, number | undefined] = [undefined, undefined]
  for (const { place, databases } of wanted) {
    const swept = await offsite.sweep(place, call)
    if (!swept.ok) return [failed('offsite.copies', swept.error)]
    dateMs = swept.value.dateMs
    readAtMs = Math.min(readAtMs ?? Infinity, swept.value.readAtMs)
    records.push(toPlace(place, swept.value), ...databases.flatMap((database) => copiesOf(database, place, swept.value)))
  }
  const age = dateMs !== undefined && wanted.length === 1 ? { dateMs } : readAtMs === undefined ? {} : { readAtMs }
  const polled: Polled = { feed: 'offsite.copies', outcome: { kind: 'complete', records }, ...age }
  const newest = newestByDatabase(records)
  const isOverdue = ({ id }: DatabaseRecord): boolean => (newest.get(id) ?? 0) < awsNowMs() - expectedMs
  return [wanted.some(({ databases }) => databases.some(isOverdue)) ? { ...polled, againInMs: soonMs } : polled]
}

/** A day, and what making and sending a copy takes on an ordinary night. */
const expectedMs = 27 * hourMs
const soonMs = 30 * minuteMs

interface Wanted {
  readonly place: CopyPlace
  readonly databases: readonly DatabaseRecord[]
}

function placesWanted(inventory: readonly DatabaseRecord[], placeOf: (database: DatabaseRecord) => CopyPlace | 'home' | undefined): readonly Wanted[] {
  const wanted = new Map<string, { place: CopyPlace; databases: DatabaseRecord[] }>()
  for (const database of inventory) {
    const place = placeOf(database)
    if (place === undefined || place === 'home' || database.replicaOf !== undefined || database.clusterId !== undefined) continue
    const key = `${place.account}/${place.region}`
    const entry = wanted.get(key) ?? { place, databases: [] }
    entry.databases.push(database)
    wanted.set(key, entry)
  }
  return [...wanted.values()]
}

const toPlace = ({ account, region }: CopyPlace, { inFlight, manualSnapshots, manualSnapshotQuota }: Sweep): CopyPlaceRecord => ({
  kind: 'copy-place',
  key: `${account}/${region}`,
  account,
  region,
  inFlight,
  ...(manualSnapshots === undefined ? {} : { manualSnapshots }),
  ...(manualSnapshotQuota === undefined ? {} : { manualSnapshotQuota }),
})

function copiesOf(database: DatabaseRecord, place: CopyPlace, { bySource }: Sweep): readonly SnapshotCopyRecord[] {
  const found = [...(bySource.get(`${database.account}/${database.region}/${database.id}`) ?? []), ...(database.resourceId === undefined ? [] : (bySource.get(bySourceResource(database.resourceId)) ?? []))]
  // A database that was deleted and made anew under its name has another resource id: the old one's copies are none of this.
  const own = found.filter(({ resourceId }) => resourceId === undefined || database.resourceId === undefined || resourceId === database.resourceId)
  return own.map((copy) => toCopy(copy, database.id, place))
}

function toCopy(copy: FoundCopy, databaseId: string, { account, region }: CopyPlace): SnapshotCopyRecord {
  const { key, id, status, progressPercent, sameProgressSinceMs, encrypted } = copy
  const snapshotAtMs = takenAtMs(copy)
  return {
    kind: 'snapshot-copy',
    key,
    id,
    databaseId,
    account,
    region,
    status,
    ...(progressPercent === undefined ? {} : { progressPercent }),
    ...(snapshotAtMs === undefined ? {} : { snapshotAtMs }),
    ...(sameProgressSinceMs === undefined ? {} : { sameProgressSinceMs }),
    ...(encrypted === undefined ? {} : { encrypted }),
  }
}

function newestByDatabase(records: readonly (SnapshotCopyRecord | CopyPlaceRecord)[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>()
  for (const record of records) {
    if (record.kind !== 'snapshot-copy' || record.status !== 'available') continue
    newest.set(record.databaseId, Math.max(newest.get(record.databaseId) ?? 0, record.snapshotAtMs ?? 0))
  }
  return newest
}
