import { emptyLedger, type AlarmLedger } from './alarm-ledger'
import { noTurns, type AlarmTurns } from './alarm-turns'
import type { DatabaseEntry } from './database-memory'
import { feedIds, type FeedId } from './feeds'
import type { Grouped } from './grouped-records'
import { noOwnership, type Ownership } from './ownership'
import { noServices, type PlaceServices } from './place-services'
import type { AppGroupRecord, AppLoadRecord, AutomatedBackupRecord, CopyPlaceRecord, DatabaseEventRecord, GroupActivitiesRecord, GroupRefreshRecord, KmsKeyRecord, PendingMaintenanceRecord, SnapshotCopyRecord, SnapshotRecord, TargetHealthRecord } from './records'
import type { FeedState, Place } from './tenant-view'

export type PlaceKey = string
export const placeKey = (account: string, region: string): PlaceKey => `${account}/${region}`

/** Everything known of one account x Region. */
export interface PlaceState {
  readonly place: Place
  /** By DBInstanceIdentifier. */
  readonly databases: ReadonlyMap<string, DatabaseEntry>
  /** When databases that are gone were last seen with a standby, by DBInstanceIdentifier: a restore takes the name again, without one. */
  readonly formerStandbys: ReadonlyMap<string, number>
  readonly backups: Grouped<AutomatedBackupRecord>
  readonly snapshots: Grouped<SnapshotRecord>
  readonly events: Grouped<DatabaseEventRecord>
  readonly pending: Grouped<PendingMaintenanceRecord>
  /** By group name. */
  readonly groups: ReadonlyMap<string, AppGroupRecord>
  /** By target group ARN. */
  readonly targets: ReadonlyMap<string, TargetHealthRecord>
  /** By group name. */
  readonly activities: ReadonlyMap<string, GroupActivitiesRecord>
  readonly refreshes: ReadonlyMap<string, GroupRefreshRecord>
  /** By target group ARN. */
  readonly loads: ReadonlyMap<string, AppLoadRecord>
  readonly copies: Grouped<SnapshotCopyRecord>
  /** By `account/region`. */
  readonly copyPlaces: ReadonlyMap<string, CopyPlaceRecord>
  /** By ARN. */
  readonly keys: ReadonlyMap<string, KmsKeyRecord>
  readonly services: PlaceServices
  readonly ledger: AlarmLedger
  readonly turns: AlarmTurns
  readonly ownership: Ownership
}

export function emptyPlace(account: string, region: string): PlaceState {
  const none: FeedState = {}
  const feeds = Object.fromEntries(feedIds.map((id) => [id, none])) as Record<FeedId, FeedState> // every feed id is a key
  return {
    place: { account, region, feeds },
    databases: new Map(),
    formerStandbys: new Map(),
    backups: new Map(),
    snapshots: new Map(),
    events: new Map(),
    pending: new Map(),
    groups: new Map(),
    targets: new Map(),
    activities: new Map(),
    refreshes: new Map(),
    loads: new Map(),
    copies: new Map(),
    copyPlaces: new Map(),
    keys: new Map(),
    services: noServices,
    ledger: emptyLedger,
    turns: noTurns,
    ownership: noOwnership,
  }
}
