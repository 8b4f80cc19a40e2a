import type { ProbeConfig } from '../probes/probe-config'

/**
 * The fleet file after validation, with every default filled in. The file's format and its schema: fleet-file.ts.
 */
export interface FleetConfig {
  readonly version: 1
  readonly desk: string
  readonly signIn: SignIn
  /** Loopback only; absent: AWS. */
  readonly endpoint?: string
  readonly tags: { readonly tenant: string; readonly environment: string }
  readonly accounts: readonly AccountConfig[]
  readonly contract: Contract
  readonly tenants: readonly TenantConfig[]
  readonly capabilities: { readonly operator: readonly string[]; readonly approver: readonly string[] }
  readonly deskStore: { readonly kind: 'sqlite' } | { readonly kind: 'dynamodb'; readonly table: string; readonly region: string; readonly account: string }
  readonly calendars: readonly CalendarConfig[]
  /** Absent: no mail can be sent. */
  readonly mail?: MailConfig
  readonly support: SupportPolicy
  /** Absent: the chain's head is kept nowhere else. */
  readonly audit?: AuditConfig
}

/** Support access, for the whole desk. */
export interface SupportPolicy {
  /** 5 to 1,440; 480 when left out. */
  readonly longestMinutes: number
  /** The role, by name, that closing schedules take in the tenant's account. */
  readonly closerRole: string
  /** The group of schedules, in each account and Region. */
  readonly scheduleGroup: string
}

/** A bucket with Object Lock, to which the head of the audit chain goes once a day. */
export interface AuditConfig {
  readonly bucket: string
  /** Ends with `/`, or is empty. */
  readonly prefix: string
  /** Left out in the file: the desk's first account, and its first Region. */
  readonly account: string
  readonly region: string
}

/** One of the two: a path is beside the fleet file. */
export interface CalendarConfig {
  readonly name: string
  readonly path?: string
  readonly url?: string
}

/** Where mail to tenants comes from: an address that is verified in the SES of this account and Region. */
export interface MailConfig {
  /** An address, or `Name <address>`. */
  readonly from: string
  readonly replyTo?: string
  /** Left out in the file: the desk's first account, and its first Region. */
  readonly account: string
  readonly region: string
}

export type SignIn =
  | { readonly kind: 'training' }
  | { readonly kind: 'profile'; readonly profile?: string }
  | { readonly kind: 'sso'; readonly sessions: readonly { readonly name: string; readonly startUrl: string; readonly region: string }[] }

export interface AccountConfig {
  readonly id: string
  readonly name: string
  readonly regions: readonly string[]
  /** Role to assume, by name; with Identity Center the permission set, unless there is `through`. Absent: the signed-in identity itself. */
  readonly role?: string
  readonly externalId?: string
  readonly session?: string
  /** Identity Center: `role` is assumed with the keys of this permission set, because operators are not assigned to the account itself. */
  readonly through?: { readonly account: string; readonly role: string }
}

export interface Contract {
  readonly recoveryPointMinutes: number
  readonly continuousBackupDays: number
  readonly dailySnapshots: number
  readonly offsite: OffsiteClause
  /** Encrypted with a key of the tenant's own; false: the key that RDS takes by itself is good enough. */
  readonly ownKey: boolean
  readonly multiAz: boolean
  readonly appAvailabilityZones: number
  readonly availabilityPercent: number
  readonly noticeHours: number
  readonly operatorsNotified: number
}

/** Where daily snapshots are copied to: another Region, another account of the desk's, or both; false: not promised. */
export type OffsiteClause = { readonly region?: string; readonly account?: string } | false

export interface TenantConfig {
  readonly id: string
  readonly name: string
  readonly timeZone?: string
  readonly contacts: readonly string[]
  /** The tenant's own contract: the desk's defaults with its overrides applied. */
  readonly contract: Contract
  readonly probes: readonly ProbeConfig[]
  /** Account and Region of the bucket; absent: where the tenant's databases are. */
  readonly notice?: { readonly bucket: string; readonly key: string; readonly url: string; readonly account?: string; readonly region?: string }
  readonly hosts: readonly string[]
  /** Absent: no support access can be granted here. */
  readonly support?: TenantSupport
}

/** What can be opened for support, environment by environment. */
export interface TenantSupport {
  /** Whoever asks needs no approval. */
  readonly selfService: boolean
  readonly doors: readonly SupportDoor[]
}

export interface SupportDoor {
  readonly environment: string
  readonly account: string
  readonly region: string
  /** The tenant's support-access document, a parameter of Systems Manager; left out in the file: `/watchfloor/support-access/<tenant>/<environment>`. */
  readonly parameter: string
  /** Its machines' security group; absent: no SSH. */
  readonly securityGroup?: string
}

/** A part of the file that is accepted today and begins to work later; shown to whoever uses it. */
export interface NotYet {
  readonly path: string
  readonly message: string
}
