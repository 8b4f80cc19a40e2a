import type { OperatorCall, Outcome } from './outcome'

/** CloudTrail's own account of management events: up to 90 days back, some 15 minutes late. */
export interface TrailOperator {
  /** A page of one kind (`PutParameter`), newest first; `after`: the `next` of the page before. Two calls a second and account is all that AWS gives. */
  page(call: OperatorCall, wanted: { readonly name: string; readonly fromMs: number; readonly toMs: number; readonly after?: string }): Promise<Outcome<TrailPage>>
}

export interface TrailPage {
  readonly events: readonly TrailEvent[]
  /** There is more, and older. */
  readonly next?: string
}

export interface TrailEvent {
  readonly id: string
  /** `PutParameter`, `AuthorizeSecurityGroupIngress`, ... */
  readonly name: string
  readonly source: string
  readonly atMs: number
  /** As AWS writes it: a person, or a role's session. */
  readonly user?: string
  readonly sourceAddress?: string
  /** Names of what it was about. */
  readonly resources: readonly string[]
  readonly requestParameters?: Readonly<Record<string, unknown>>
  readonly failure?: string
}
