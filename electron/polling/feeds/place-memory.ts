import type { AlarmRecord, AppGroupRecord, AppLoadRecord, DatabaseRecord, GroupActivitiesRecord, GroupRefreshRecord, KmsKeyRecord, TargetHealthRecord } from '#shared/fleet/records'
import type { BucketRecord, SftpServerRecord, TaggedResourceRecord, WebAclRecord } from '#shared/fleet/service-records'

/**
 * What the feeds of one account x Region remember between polls, in order to ask little. Never what is shown: that is the snapshot's.
 */
export interface PlaceMemory {
  /** AWS time of the last event reply; undefined: never asked. */
  eventsAtMs?: number
  /** Events already handed on, by key, with their time: the overlap returns them again. */
  readonly seenEvents: Map<string, number>
  /** Databases that events named, and until when they are read with every event poll: their fields lag the events by minutes. */
  readonly hotDatabases: Map<string, number>
  /** Keys of databases by id, as of the last inventory or named read. */
  readonly databaseKeys: Map<string, string>
  /** Set while the whole inventory is being read: named reads that are newer than its first pages. */
  databasesReadMeanwhile?: Map<string, DatabaseRecord>
  /** Alarms by name, in the state in which they were last seen. */
  readonly firing: Map<string, AlarmRecord>
  readonly noData: Map<string, AlarmRecord>
  /** Set while all alarms are being swept: what the state polls saw since it began. */
  alarmsSeenMeanwhile?: Map<string, AlarmRecord>
  readonly alarmTags: Map<string, AlarmTags>
  /** Topics that alarms tell, as of the last list; undefined: none was needed, or none was read. */
  topics?: TopicMemory
  /** Undefined: the databases were never read. */
  inventory?: readonly DatabaseRecord[]
  /** Keys by ARN, as last read. */
  readonly keys: Map<string, KmsKeyRecord>
  /** Undefined: the tags were never read. */
  tagged?: readonly TaggedResourceRecord[]
  /** By ARN, as last read. */
  readonly webAcls: Map<string, WebAclRecord>
  readonly sftpServers: Map<string, SftpServerRecord>
  readonly buckets: Map<string, BucketRecord>
  /** Undefined: the groups were never read. */
  appGroups?: readonly AppGroupRecord[]
  /** Groups whose instances or wanted number changed, and until when they are looked at closely for it. AWS time. */
  readonly changedGroups: Map<string, number>
  /** Groups by name that somebody has on the screen, and until when. AWS time. */
  readonly lookedAt: Map<string, number>
  /** By group name, as last read. */
  readonly activities: Map<string, GroupActivitiesRecord>
  readonly refreshes: Map<string, GroupRefreshRecord>
  /** By target group ARN, as last read. */
  readonly loads: Map<string, AppLoadRecord>
  /** The load balancer of a target group as CloudWatch names it, by the target group's ARN; without a name: it has none. */
  readonly balancers: Map<string, { readonly name?: string; readonly readAtMs: number }>
  /** When metrics of a target group were last paid for, by ARN. AWS time. */
  readonly loadsPaidAt: Map<string, number>
  /** When groups that no alarm watches are next looked at by their metrics; undefined: not yet planned. AWS time. */
  sentinelsAtMs?: number
  /** Names of target groups, as CloudWatch has them, whose latency and errors an alarm watches; undefined: the alarms were never swept. */
  alarmedTargets?: ReadonlySet<string>
  /** Target groups by ARN, as last read. */
  readonly targetGroups: Map<string, TargetGroupMemory>
}

export interface AlarmTags {
  readonly tenantTag?: string
  readonly environmentTag?: string
  readonly readAtMs: number
}

export interface TopicMemory {
  readonly known: ReadonlySet<string>
  readonly missing: ReadonlySet<string>
  readonly refused: boolean
  /** AWS time. */
  readonly readAtMs: number
}

export interface TargetGroupMemory {
  readonly record: TargetHealthRecord
  /** AWS time. */
  readonly readAtMs: number
}

export const emptyMemory = (): PlaceMemory => ({
  seenEvents: new Map(),
  hotDatabases: new Map(),
  databaseKeys: new Map(),
  firing: new Map(),
  noData: new Map(),
  alarmTags: new Map(),
  targetGroups: new Map(),
  changedGroups: new Map(),
  lookedAt: new Map(),
  activities: new Map(),
  refreshes: new Map(),
  loads: new Map(),
  balancers: new Map(),
  loadsPaidAt: new Map(),
  keys: new Map(),
  webAcls: new Map(),
  sftpServers: new Map(),
  buckets: new Map(),
})
