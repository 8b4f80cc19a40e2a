import { minuteMs, secondMs } from '#shared/kernel/time'
import type { SlotChange, TruthPart } from './effects'
import type { AppGroup } from './fleet-model'
import { slotZone } from './group-state'

/** From a failed health check to a new machine that serves: app servers of this kind boot and warm up for seven minutes. */
export const terminatedAfterMs = minuteMs
export const replacedAfterMs = 8 * minuteMs

/** A machine that fails at `fromMs` and is replaced; not before `notBeforeMs`. */
export function replaced(fromMs: number, notBeforeMs = fromMs, az?: string): SlotChange {
  const inServiceAtMs = Math.max(fromMs + replacedAfterMs, notBeforeMs)
  return {
    unhealthyAtMs: fromMs,
    terminatingAtMs: fromMs + terminatedAfterMs,
    goneAtMs: fromMs + 3 * minuteMs,
    launchedAtMs: inServiceAtMs - 5 * minuteMs,
    inServiceAtMs,
    healthyAtMs: inServiceAtMs + 30 * secondMs,
    ...(az === undefined ? {} : { az }),
  }
}

/** What a set of changes makes wrong: fewer in service than desired, and targets that fail or drain. */
export function shortfallTruth(kind: string, group: AppGroup, changes: Iterable<SlotChange>): TruthPart[] {
  const all = [...changes]
  if (all.length === 0) return []
  const fromMs = Math.min(...all.map((change) => change.unhealthyAtMs))
  const backMs = Math.max(...all.map((change) => change.inServiceAtMs))
  const healthyMs = Math.max(...all.map((change) => change.healthyAtMs))
  return [
    { kind, fromMs, toMs: backMs, observableMs: fromMs + terminatedAfterMs, checks: ['app-capacity', 'app-az-spread'] },
    { kind, subject: group.targetGroupName, fromMs, toMs: healthyMs, checks: ['target-health'], explainsOnly: true },
  ]
}

/** The slots of a zone. */
export const slotsIn = (group: AppGroup, az: string): readonly number[] => Array.from({ length: group.desired }, (_, slot) => slot).filter((slot) => slotZone(group, slot) === az)
