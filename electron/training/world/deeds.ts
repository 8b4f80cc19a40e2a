import type { Effect } from './effects'
import type { Database, Tags } from './fleet-model'
import type { ManualSnapshot } from './manual-snapshots'
import type { IngressRule, ObjectVersion, ParameterVersion, Schedule, TrailRecord } from './support-things'

/**
 * What callers have done to the world, as values. A call that changes something makes the next world; how that then goes is decided at
 * the call, and shown as a function of time like everything else.
 */
export interface Deeds {
  /** Beside those of events. */
  readonly effects: readonly Effect[]
  readonly snapshots: readonly ManualSnapshot[]
  /** Restored ones, and those that bear another name than they were made with. */
  readonly databases: readonly NamedDatabase[]
  /** From when a name (a database's key) is not that of the fleet's own database any more. */
  readonly givenUp: ReadonlyMap<string, number>
  /** Tags that were set by hand, by ARN: instead of those that the thing was made with. */
  readonly tags: ReadonlyMap<string, Tags>
  readonly muteRules: readonly MuteRule[]
  readonly listenerRules: readonly ListenerRule[]
  /** By bucket and key. */
  readonly objects: ReadonlyMap<string, StoredObject>
  readonly mails: readonly SentMail[]
  readonly executions: readonly Execution[]
  /** The desk's table in DynamoDB, by account, Region and partition, then by sort key. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  /** Versions of each parameter, oldest first, by account, Region and name. */
  readonly parameters: ReadonlyMap<string, readonly ParameterVersion[]>
  /** All rules of a security group that were ever changed, by account, Region and group. */
  readonly ingress: ReadonlyMap<string, readonly IngressRule[]>
  readonly schedules: readonly Schedule[]
  /** What CloudTrail knows, told or not, oldest first. */
  readonly trail: readonly TrailRecord[]
  /** In buckets with Object Lock: oldest first, by bucket and key. */
  readonly versions: ReadonlyMap<string, readonly ObjectVersion[]>
  /** How often an effect has had its say, where it has so many. */
  readonly said: ReadonlyMap<string, number>
}

/** What SES accepted; `bounces`: the recipients from whom it came back. */
export interface SentMail {
  readonly account: string
  readonly region: string
  readonly messageId: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly atMs: number
  readonly bounces: readonly string[]
}

/** A runbook that somebody started. */
export interface Execution {
  readonly id: string
  readonly account: string
  readonly region: string
  readonly document: string
  readonly parameters: Readonly<Record<string, readonly string[]>>
  readonly token?: string
  readonly fromMs: number
  /** Infinity: nobody stopped it. */
  readonly stoppedAtMs: number
}

export interface StoredObject {
  readonly body: string
  readonly eTag: string
  readonly contentType: string
  readonly cacheControl?: string
  readonly atMs: number
}

/** Alarms whose actions are held back for a while. */
export interface MuteRule {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly description?: string
  readonly expression: string
  readonly duration: string
  readonly alarms: readonly string[]
  readonly fromMs: number
  readonly toMs: number
  readonly expireMs?: number
  readonly updatedAtMs: number
}

/** A rule of a load balancer's listener that somebody made: it answers some host names itself. */
export interface ListenerRule {
  readonly arn: string
  readonly listenerArn: string
  readonly account: string
  readonly region: string
  readonly priority: number
  readonly hosts: readonly string[]
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly tags: Tags
  readonly madeAtMs: number
  /** Infinity: it is there. What a client met before stays as it was. */
  readonly goneAtMs: number
}

/** A database under the name that it bears for a while. */
export interface NamedDatabase {
  readonly database: Database
  readonly fromMs: number
  readonly untilMs: number
}

export const noDeeds: Deeds = { effects: [], snapshots: [], databases: [], givenUp: new Map(), tags: new Map(), muteRules: [], listenerRules: [], objects: new Map(), mails: [], executions: [], items: new Map(), parameters: new Map(), ingress: new Map(), schedules: [], trail: [], versions: new Map(), said: new Map() }
