import type { Finding, Health } from '../health/finding'
import type { AlarmTurn } from './alarm-turns'
import type { Contract } from './fleet-config'
import type { Place } from './place'
import type {
  AlarmRecord,
  AppGroupRecord,
  AppLoadRecord,
  AutomatedBackupRecord,
  CopyPlaceRecord,
  DatabaseEventRecord,
  DatabaseRecord,
  GroupActivitiesRecord,
  GroupRefreshRecord,
  KmsKeyRecord,
  PendingMaintenanceRecord,
  SnapshotCopyRecord,
  SnapshotRecord,
  TargetHealthRecord,
} from './records'
import type { Leftover, RunSpan } from '../maintenance/leftover'
import type { SupportMatter } from '../support/matter'
import type { ProbeView } from '../probes/probe-view'
import type { TenantRow } from './table'
import type { TenantServices } from './service-views'

/** Everything known of one tenant at one moment: what checks judge. Built from the snapshot, never mutated. */
export interface TenantView {
  readonly id: string
  readonly name: string
  readonly model: 'pooled' | 'silo'
  readonly inFleetFile: boolean
  readonly contract: Contract
  /** As the fleet file has it: an IANA zone. */
  readonly timeZone?: string
  /** Whom to tell; absent: the fleet file names nobody. */
  readonly contacts?: readonly string[]
  readonly databases: readonly DatabaseView[]
  readonly appGroups: readonly AppGroupView[]
  readonly alarms: readonly AlarmView[]
  /** Those of the fleet file; empty: nobody measures its availability. */
  readonly probes: readonly ProbeView[]
  /** What maintenance windows left behind; absent: nothing that anybody saw. */
  readonly leftovers?: readonly Leftover[]
  /** When runs of ours were at work on it lately; absent: none. */
  readonly runs?: readonly RunSpan[]
  /** What the desk found of its support access; absent: nothing that anybody should know. */
  readonly supportMatters?: readonly SupportMatter[]
  /** What it has beside databases, app servers and alarms; absent: nothing that is known. */
  readonly services?: TenantServices
  /** Every account x Region that holds something of the tenant. */
  readonly places: readonly Place[]
  /** Only of a tenant without resources: every account x Region in which something of it was looked for. */
  readonly searched?: readonly Place[]
}

export type { FeedState, Place } from './place'

export interface DatabaseView {
  readonly record: DatabaseRecord
  readonly environment: string
  readonly place: Place
  /** AWS time at which this database was last seen: what its lag is measured against. */
  readonly observedAtMs: number
  readonly backup?: AutomatedBackupRecord
  readonly snapshots: readonly SnapshotRecord[]
  readonly events: readonly DatabaseEventRecord[]
  readonly pending: readonly PendingMaintenanceRecord[]
  /** Copies in the place that its contract names; absent: none is named, or the place is its own. */
  readonly offsite?: OffsiteView
  /** What KMS says of the key it is encrypted with; absent: not read (yet). */
  readonly key?: KmsKeyRecord
  /** What the watch remembers across polls and AWS does not say. */
  readonly memory: DatabaseMemory
}

export interface OffsiteView {
  readonly account: string
  readonly region: string
  readonly copies: readonly SnapshotCopyRecord[]
  readonly place?: CopyPlaceRecord
}

export interface DatabaseMemory {
  /** The last observation in which the database, or the one of its name before it, was Multi-AZ. */
  readonly lastMultiAzAtMs?: number
  /** When another instance was first seen under its name: a restore, mostly. */
  readonly replacedAtMs?: number
  /** When the primary was first seen in the AZ it is in, if it was seen in another before. */
  readonly azChangedAtMs?: number
  readonly previousAz?: string
  /** The first observation in which the primary was in the AZ it is in. */
  readonly azSinceMs?: number
  /** Observations in a row that returned the same LatestRestorableTime while `available`. */
  readonly sameRestorableTimes: number
  readonly statusSinceMs?: number
}

export interface AppGroupView {
  readonly record: AppGroupRecord
  readonly environment: string
  readonly place: Place
  readonly shared: boolean
  readonly targets: readonly TargetHealthRecord[]
  /** Absent: not read lately. */
  readonly activities?: GroupActivitiesRecord
  readonly refresh?: GroupRefreshRecord
  /** By target group, of those that were read lately. */
  readonly loads: readonly AppLoadRecord[]
}

export interface AlarmView {
  readonly record: AlarmRecord
  readonly environment?: string
  readonly place: Place
  /** Composite alarms: the children named in the rule that are in ALARM. */
  readonly redChildren: readonly string[]
  /** Its changes of state within the last half hour, oldest first. */
  readonly turns: readonly AlarmTurn[]
  /** The database it watches, if any: tells why there is no data. */
  readonly watchedDatabase?: DatabaseRecord
}

/** What the side panel and `fleet status` show of a tenant. */
export interface TenantDetail {
  readonly row: TenantRow
  readonly health: Health
  /** Worst first. */
  readonly findings: readonly Finding[]
  readonly view: TenantView
}
