import type { AlarmRecord, AppGroupRecord, DatabaseRecord, KmsKeyRecord, TargetHealthRecord } from '#shared/fleet/records'

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
  /** Undefined: the groups were never read. */
  appGroups?: readonly AppGroupRecord[]
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
  keys: new Map(),
})
