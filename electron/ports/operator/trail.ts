import type { OperatorCall, Outcome } from './outcome'

/** CloudTrail's own account of management events: up to 90 days back, some 15 minutes late. */
export interface TrailOperator {
  /** Of one kind (`PutParameter`), newest first, whole pages up to `most`. Two calls a second and account is all that AWS gives. */
  events(call: OperatorCall, wanted: { readonly name: string; readonly fromMs: number; readonly toMs: number; readonly most: number }): Promise<Outcome<readonly TrailEvent[]>>
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
