import { minuteMs, secondMs } from '#shared/kernel/time'
import { chance } from './chance'
import { uuidOf } from './place'
import type { World } from './world'

/** A management event, as CloudTrail keeps it: a call that changed something, or tried to. */
export interface TrailRecord {
  readonly id: string
  readonly account: string
  readonly region: string
  readonly name: string
  /** `ssm.amazonaws.com` */
  readonly source: string
  readonly atMs: number
  /** CloudTrail is late: nobody is told before. */
  readonly visibleAtMs: number
  readonly arn: string
  readonly sourceAddress: string
  readonly invokedBy?: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly resources: readonly { readonly type: string; readonly name: string }[]
  readonly error?: { readonly code: string; readonly message: string }
}

export type Happened = Omit<TrailRecord, 'id' | 'atMs' | 'visibleAtMs'>

/** A shift's worth: what is asked for is never older. */
const mostRecords = 5_000
const [earliestMs, latestMs] = [5 * minuteMs, 15 * minuteMs]

/** The trail with one more record: visible some 5 to 15 minutes later. */
export function withRecord({ deeds, nowMs, fleet }: World, happened: Happened): readonly TrailRecord[] {
  const id = uuidOf(fleet.seed, 'trail', happened.account, happened.region, happened.name, nowMs, deeds.trail.at(-1)?.id ?? '')
  const lateMs = earliestMs + Math.floor(chance(fleet.seed, 'trail-late', id) * (latestMs - earliestMs))
  return [...deeds.trail.slice(1 - mostRecords), { ...happened, id, atMs: Math.floor(nowMs / secondMs) * secondMs, visibleAtMs: nowMs + lateMs }]
}
