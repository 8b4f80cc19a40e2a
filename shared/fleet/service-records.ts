import type { Tagged } from './tagged'

/**
 * What polls bring home of a tenant's other services: who guards its door, takes its files, keeps its records and reads its logs.
 *
 * The rules of records.ts hold. `refused`: AWS did not let us read this one, or it is not there any more.
 */
export type TaggedType = 'load-balancer' | 'log-group' | 'bucket' | 'sftp-server' | 'web-acl'

/** Something with the tenant tag: what else is asked follows from it. */
export interface TaggedResourceRecord extends Tagged {
  readonly kind: 'tagged-resource'
  /** Its ARN. */
  readonly key: string
  readonly type: TaggedType
  /** As an operator would type it: bucket name, server id, name of the log group, load balancer or web ACL. */
  readonly id: string
}

/** What counts lines of a log group, and the metric that it counts into. */
export interface LogFilterRecord {
  readonly kind: 'log-filter'
  /** `logGroup|name`. */
  readonly key: string
  readonly logGroup: string
  readonly name: string
  readonly pattern?: string
  readonly metrics: readonly LogMetric[]
}

export interface LogMetric {
  readonly namespace: string
  readonly name: string
}

type Refused = 'denied' | 'notFound'

/** The web ACL in front of a load balancer; `acl` absent: none is associated. */
export interface WebAclRecord {
  readonly kind: 'web-acl'
  /** The load balancer's ARN. */
  readonly key: string
  readonly acl?: WebAcl
  readonly ipSets: readonly IpSet[]
  /** AWS time of the reading. */
  readonly readAtMs: number
  readonly refused?: Refused
}

export interface WebAcl {
  readonly arn: string
  readonly name: string
  /** What becomes of a request that no rule decides. */
  readonly otherwise?: 'allow' | 'block'
  /** In order of priority. */
  readonly rules: readonly WebAclRule[]
}

export interface WebAclRule {
  readonly name: string
  /** `other`: CAPTCHA, challenge, a managed group's own. */
  readonly action: 'allow' | 'block' | 'count' | 'other'
  /** `ip-set`: the caller's address is in one of `ipSets`; `not-ip-set`: it is in none; `other`: something else decides too. */
  readonly matches: 'ip-set' | 'not-ip-set' | 'other'
  /** ARNs. */
  readonly ipSets: readonly string[]
}

export interface IpSet {
  readonly arn: string
  readonly name: string
  /** Absent: it could not be read. */
  readonly addresses?: readonly string[]
}

/** A server of AWS Transfer. */
export interface SftpServerRecord {
  readonly kind: 'sftp-server'
  /** Its ARN. */
  readonly key: string
  readonly id: string
  /** `ONLINE`, `OFFLINE`, `STARTING`, `STOPPING`, `START_FAILED`, `STOP_FAILED`. */
  readonly state?: string
  readonly protocols?: readonly string[]
  /** `PUBLIC`, `VPC` ... */
  readonly endpointType?: string
  readonly hostKeyFingerprint?: string
  readonly users?: number
  readonly securityPolicy?: string
  /** AWS time of the reading. */
  readonly readAtMs: number
  readonly refused?: Refused
}

/** How a bucket keeps what is put into it. A setting that is absent was not told: `untold` says which. */
export interface BucketRecord {
  readonly kind: 'bucket'
  /** Its ARN. */
  readonly key: string
  readonly name: string
  readonly objectLock?: ObjectLock
  readonly versioning?: 'Enabled' | 'Suspended' | 'never'
  readonly lifecycle?: readonly LifecycleRule[]
  /** True: all four of its own switches against public access are on. The account's may block it besides. */
  readonly blocksPublicAccess?: boolean
  /** Settings that AWS refused, as the permission that would allow them. */
  readonly untold: readonly string[]
  /** AWS time of the reading. */
  readonly readAtMs: number
  readonly refused?: Refused
}

/** Object Lock of a bucket: off; on, object by object; or on, for everything that is put there. */
export type ObjectLock = { readonly kind: 'off' } | { readonly kind: 'byObject' } | { readonly kind: 'byDefault'; readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number }

export interface LifecycleRule {
  readonly name: string
  readonly enabled: boolean
  /** Objects go after so many days. */
  readonly expiresAfterDays?: number
  /** Former versions go so many days after they were replaced. */
  readonly formerExpireAfterDays?: number
}

export type ServiceRecord = TaggedResourceRecord | LogFilterRecord | WebAclRecord | SftpServerRecord | BucketRecord
