import type { ActivityFact, SourceReading } from './activity'

/** What AWS's own records (CloudTrail) say about the doors of the tenant in the span. */
export type TrailPart =
  | { readonly kind: 'notAsked'; readonly words: string }
  | { readonly kind: 'asked'; readonly atMs: number; readonly events: readonly DoorEvent[]; readonly missing: readonly string[] }

export interface DoorEvent {
  readonly id: string
  /** `PutParameter`, ... */
  readonly name: string
  readonly atMs: number
  readonly user?: string
  readonly sourceAddress?: string
  readonly environment: string
  /** The parameter or security group. */
  readonly target: string
  readonly failure?: string
}

export function trailReading(trail: TrailPart): SourceReading {
  if (trail.kind === 'notAsked') return { source: 'cloudTrail', kind: 'notAsked', words: trail.words }
  return { source: 'cloudTrail', kind: 'read', asOfMs: trail.atMs, facts: trail.events.map(factOf), missing: trail.missing }
}

const factOf = ({ id, name, atMs, user, sourceAddress, environment, target, failure }: DoorEvent): ActivityFact => ({
  id,
  atMs,
  environment,
  what: name,
  target,
  ...(user === undefined ? {} : { who: user }),
  ...(sourceAddress === undefined ? {} : { fromWhere: sourceAddress }),
  ...(failure === undefined ? {} : { outcome: `Failed: ${failure}` }),
})
