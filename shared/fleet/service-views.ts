import type { Place } from './place'
import type { AlarmRecord } from './records'
import type { BucketRecord, LogFilterRecord, SftpServerRecord, TaggedResourceRecord, WebAclRecord } from './service-records'

/** A tenant's other services, as far as tags and databases tell. Empty lists: it has none, or its places were not read (their feeds say). */
export interface TenantServices {
  /** Load balancers and who is let in by them. */
  readonly doors: readonly DoorView[]
  /** Web ACLs with the tenant's tag that guard none of its load balancers. */
  readonly strayAcls: readonly ServiceView[]
  readonly sftpServers: readonly (ServiceView & { readonly record?: SftpServerRecord })[]
  readonly buckets: readonly (ServiceView & { readonly record?: BucketRecord })[]
  readonly logs: readonly LogView[]
}

export interface ServiceView {
  readonly tagged: TaggedResourceRecord
  readonly place: Place
  readonly environment?: string
  readonly shared: boolean
}

export interface DoorView extends ServiceView {
  /** Absent: not read yet. */
  readonly record?: WebAclRecord
}

/** A log group that is the tenant's: by its tag, or as the log of a database. */
export interface LogView {
  readonly group: string
  readonly place: Place
  readonly environment?: string
  /** The database whose log it is, and whether that database hands it to CloudWatch Logs now. */
  readonly database?: { readonly id: string; readonly log: string; readonly isExported: boolean }
  readonly filters: readonly LogFilterView[]
}

export interface LogFilterView {
  readonly record: LogFilterRecord
  /** Alarms of the same place on a metric that it counts into. */
  readonly alarms: readonly AlarmRecord[]
}
