import { minuteMs, secondMs } from '#shared/kernel/time'
import { chance } from './chance'
import { uuidOf } from './place'
import type { TrailRecord } from './support-things'
import type { World } from './world'

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
