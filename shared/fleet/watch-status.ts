import type { ZoneOutage } from '../incidents/zone-outage'
import type { AppError } from '../kernel/app-error'
import type { ScopeOutcome } from './observation'
import type { Service } from './feeds'

/** The watch about itself: what the status bar and `fleet status` say. Changes at most once a second. */
export interface WatchStatus {
  readonly epoch: string
  readonly source: Source
  readonly desk: string
  /** AWS time when this status was made; absent before the first reply. A receiver counts on from here, `speed` times as fast. */
  readonly awsNowMs?: number
  /** How far AWS time is ahead of the product's clock; absent before the first reply. More than a minute means a wrong clock. */
  readonly awsOffsetMs?: number
  /** How much faster than wall time the source's time runs: 1 but for training. */
  readonly speed: number
  readonly accounts: readonly AccountStatus[]
  readonly spend: Spend
  /** Requests the service asked us to slow down for, since start. */
  readonly throttled: number
  readonly unassigned: number
  readonly notYet: readonly string[]
  /** Zones that look down as a whole; absent: none does. */
  readonly zoneOutages?: readonly ZoneOutage[]
  /** Absent: the fleet file names no probe. */
  readonly probes?: ProbeStatus
}

export interface ProbeStatus {
  readonly count: number
  /** No host answers from here any more: nothing is blamed on tenants. `awsAnswers`: AWS has answered since. */
  readonly ourNetwork?: { readonly sinceMs: number; readonly awsAnswers: boolean }
}

export type Source =
  /** `seed` is absent for a training fleet that somebody else serves: the fleet file's desk stands for the scenario then. */
  | { readonly kind: 'training'; readonly scenario: string; readonly seed?: number }
  | { readonly kind: 'live'; readonly fleetFile: string }

export interface AccountStatus {
  readonly id: string
  readonly name: string
  readonly regions: readonly string[]
  /** Worst of its scopes; `pending` until the first poll ended. */
  readonly outcome: ScopeOutcome | 'pending'
  readonly error?: AppError
  readonly lastPollAtMs?: number
  readonly credentialsUntilMs?: number
  readonly requests: number
  readonly dollars: number
  readonly scopes: readonly ScopeStatus[]
}

export interface ScopeStatus {
  readonly region: string
  readonly service: Service
  readonly outcome: ScopeOutcome | 'pending'
  readonly error?: AppError
  readonly observedAtMs?: number
  readonly nextPollAtMs?: number
  readonly requests: number
}

export interface Spend {
  readonly requests: number
  readonly dollars: number
  readonly requestsLastHour: number
  readonly dollarsLastHour: number
}
