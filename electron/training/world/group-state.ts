import { secondMs } from '#shared/kernel/time'
import { hexOf } from './chance'
import type { GroupEffect, SlotChange } from './effects'
import type { AppGroup } from './fleet-model'

/**
 * An app group has as many slots as instances desired; who sits in a slot changes when its instance fails and is replaced.
 * Of several changes to a slot the one that began last counts.
 */
export interface GroupState {
  readonly instances: readonly GroupInstance[]
  readonly targets: readonly GroupTarget[]
}

export interface GroupInstance {
  readonly id: string
  readonly az: string
  readonly lifecycle: 'Pending' | 'InService' | 'Terminating'
  readonly healthy: boolean
}

export interface GroupTarget {
  readonly id: string
  readonly az: string
  readonly state: 'healthy' | 'unhealthy' | 'draining' | 'initial'
}

export function groupState(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): GroupState {
  const slots = Array.from({ length: group.desired }, (_, slot) => slotState(group, effects, slot, nowMs))
  return { instances: slots.flatMap((slot) => slot.instances), targets: slots.flatMap((slot) => slot.targets) }
}

export const slotZone = (group: AppGroup, slot: number): string => group.azs[slot % group.azs.length] ?? `${group.region}a`

export const occupant = (group: AppGroup, slot: number, generation: number): string => `i-0${hexOf(16, group.noise, slot, generation)}`

function slotState(group: AppGroup, effects: readonly GroupEffect[], slot: number, nowMs: number): GroupState {
  const changes = effects.flatMap((effect) => {
    const change = effect.slots?.get(slot)
    return change === undefined || change.unhealthyAtMs > nowMs ? [] : [{ change, toMs: effect.toMs }]
  })
  const last = changes.at(-1)
  const home = slotZone(group, slot)
  // Each change brings one new machine, and one more when the slot moves back to its own zone.
  const generation = changes.slice(0, -1).reduce((sum, { change }) => sum + (change.az === undefined ? 1 : 2), 0)
  if (last === undefined) return serving(occupant(group, slot, 0), home)
  const old = leaving(last.change, occupant(group, slot, generation), home, nowMs)
  const movedBack = last.change.az !== undefined && nowMs >= last.toMs
  const next = movedBack
    ? serving(occupant(group, slot, generation + 2), home)
    : arriving(last.change, occupant(group, slot, generation + 1), last.change.az ?? home, nowMs)
  return { instances: [...old.instances, ...next.instances], targets: [...old.targets, ...next.targets] }
}

const nothing: GroupState = { instances: [], targets: [] }

const serving = (id: string, az: string): GroupState => ({ instances: [{ id, az, lifecycle: 'InService', healthy: true }], targets: [{ id, az, state: 'healthy' }] })

/** The load balancer sees a failed machine first, Auto Scaling half a minute later. */
function leaving(change: SlotChange, id: string, az: string, nowMs: number): GroupState {
  if (nowMs >= change.goneAtMs) return nothing
  if (nowMs >= change.terminatingAtMs) return { instances: [{ id, az, lifecycle: 'Terminating', healthy: false }], targets: [{ id, az, state: 'draining' }] }
  const healthy = nowMs < change.unhealthyAtMs + 30 * secondMs
  return { instances: [{ id, az, lifecycle: 'InService', healthy }], targets: [{ id, az, state: 'unhealthy' }] }
}

function arriving(change: SlotChange, id: string, az: string, nowMs: number): GroupState {
  if (nowMs < change.launchedAtMs) return nothing
  if (nowMs < change.inServiceAtMs) return { instances: [{ id, az, lifecycle: 'Pending', healthy: true }], targets: [] }
  return { instances: [{ id, az, lifecycle: 'InService', healthy: true }], targets: [{ id, az, state: nowMs < change.healthyAtMs ? 'initial' : 'healthy' }] }
}
