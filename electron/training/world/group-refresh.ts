import { secondMs } from '#shared/kernel/time'
import type { GroupEffect, SlotChange } from './effects'
import type { AppGroup } from './fleet-model'
import { templateVersion } from './group-state'
import { uuidOf } from './place'

/** A rolling refresh as it stands at a moment. */
export interface RefreshAt {
  readonly id: string
  readonly fromMs: number
  readonly status: 'InProgress' | 'Successful' | 'Cancelled'
  readonly endedMs?: number
  /** 0 to 100: the share of machines that were replaced and serve. */
  readonly percent: number
  /** Machines that are still to be replaced. */
  readonly left: number
  readonly minHealthyPercent: number
  readonly version: number
  readonly reason?: string
}

/**
 * One machine after the other, evenly over the time: each is taken out of the load balancer, shut down, and its successor is launched,
 * warmed up and counted when it serves. Only those that are begun before `untilMs`.
 */
export function refreshSlots(group: AppGroup, fromMs: number, completeAtMs: number, untilMs: number): ReadonlyMap<number, SlotChange> {
  const shareMs = (completeAtMs - fromMs) / group.desired
  const begun = Array.from({ length: group.desired }, (_, slot) => slot).filter((slot) => fromMs + slot * shareMs < untilMs)
  return new Map(begun.map((slot) => [slot, replacedDuring(fromMs + slot * shareMs, shareMs)]))
}

const replacedDuring = (startMs: number, shareMs: number): SlotChange => {
  const at = (ratio: number): number => Math.round(startMs + ratio * shareMs)
  const outMs = Math.round(startMs)
  return { unhealthyAtMs: outMs, terminatingAtMs: outMs, goneAtMs: at(0.3), launchedAtMs: at(0.3), inServiceAtMs: at(0.8), healthyAtMs: at(0.95), deliberate: true }
}

/** Those that began by now, oldest first. */
export function refreshesOf(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): readonly RefreshAt[] {
  return effects.filter(({ fromMs }) => fromMs <= nowMs).flatMap((effect) => {
    const { refresh, fromMs, toMs } = effect
    if (refresh === undefined) return []
    const endedMs = Math.min(toMs, refresh.completeAtMs)
    const shareMs = (refresh.completeAtMs - fromMs) / group.desired
    // A last moment of the clock's granularity must not leave a machine uncounted at the end.
    const done = Math.min(group.desired, Math.floor((Math.min(nowMs, endedMs) - fromMs + secondMs / 1000) / shareMs))
    const isOver = nowMs >= endedMs
    const left = group.desired - done
    return [
      {
        id: uuidOf(group.noise, 'refresh', fromMs),
        fromMs,
        status: !isOver ? 'InProgress' : left === 0 ? 'Successful' : 'Cancelled',
        percent: Math.floor((100 * done) / group.desired),
        left,
        minHealthyPercent: refresh.minHealthyPercent,
        version: templateVersion(effects, fromMs),
        ...(isOver ? { endedMs } : {}),
        ...(isOver && left > 0 ? { reason: 'The instance refresh was cancelled by a user.' } : {}),
      },
    ]
  })
}
