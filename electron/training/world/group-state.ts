import { secondMs } from '#shared/kernel/time'
import { hexOf } from './chance'
import type { GroupEffect, ScaleOut, SlotChange } from './effects'
import type { AppGroup } from './fleet-model'

/**
 * What an app group is made of at a moment.
 *
 * 1. It has as many slots as instances desired; who sits in a slot changes when its instance is replaced. Of several changes to a slot the
 *    one that began last counts.
 * 2. A refresh leaves a machine alone that is being replaced at that moment anyway; and what fails while nothing has come back yet comes
 *    back no sooner for it.
 * 3. Slots beyond those it was made with exist while a policy holds it scaled out.
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
  /** Absent: with the group. */
  readonly launchedAtMs?: number
}

export interface GroupTarget {
  readonly id: string
  readonly az: string
  readonly state: 'healthy' | 'unhealthy' | 'draining' | 'initial'
}

/** One machine that went, or is going, and the one in its place. */
export interface Replacement {
  readonly effect: GroupEffect
  readonly change: SlotChange
  readonly old: string
  readonly next: string
  /** False: the one before had not come back yet, and nothing was there to go. */
  readonly wasThere: boolean
  readonly oldAz: string
  readonly nextAz: string
}

export function groupState(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): GroupState {
  const slots = Array.from({ length: group.desired }, (_, slot) => slotState(group, effects, slot, nowMs))
  const parts = [...slots, ...effects.map((effect) => extraState(group, effects, effect, nowMs))]
  return { instances: parts.flatMap((part) => part.instances), targets: parts.flatMap((part) => part.targets) }
}

export const slotZone = (group: AppGroup, slot: number): string => group.azs[slot % group.azs.length] ?? `${group.region}a`

export const occupant = (group: AppGroup, slot: number, generation: number): string => `i-0${hexOf(16, group.noise, slot, generation)}`

/** Scaled out or as it was made. */
export const desiredAt = (group: AppGroup, effects: readonly GroupEffect[], nowMs: number): number =>
  effects.reduce((sum, { scaleOut, fromMs, toMs }) => (scaleOut !== undefined && fromMs <= nowMs && nowMs < toMs ? sum + scaleOut.instances : sum), group.desired)

/** How often the group's template was changed until then: each refresh brings a new version of it. */
export const templateVersion = (effects: readonly GroupEffect[], atMs: number): number => firstVersion + effects.filter(({ refresh, fromMs }) => refresh !== undefined && fromMs <= atMs).length
const firstVersion = 7

interface Change {
  readonly effect: GroupEffect
  readonly change: SlotChange
}

/** Changes to a slot that began by now, in order. */
function changesOf(effects: readonly GroupEffect[], slot: number, nowMs: number): readonly Change[] {
  const begun = effects.flatMap((effect) => {
    const change = effect.slots?.get(slot)
    return change === undefined || change.unhealthyAtMs > nowMs ? [] : [{ effect, change }]
  })
  const inOrder = noSooner(begun.sort((left, right) => left.change.unhealthyAtMs - right.change.unhealthyAtMs))
  const failures = inOrder.filter(({ change }) => change.deliberate !== true)
  const isUnderWay = (atMs: number): boolean => failures.some(({ change }) => change.unhealthyAtMs <= atMs && atMs < change.healthyAtMs)
  return inOrder.filter(({ change }) => change.deliberate !== true || !isUnderWay(change.unhealthyAtMs))
}

function noSooner(inOrder: readonly Change[]): readonly Change[] {
  let pending: SlotChange | undefined
  return inOrder.map((entry) => {
    const { change } = entry
    if (change.deliberate === true) return entry
    const isPending = pending !== undefined && change.unhealthyAtMs < pending.healthyAtMs
    const later = isPending && pending !== undefined ? { ...change, launchedAtMs: Math.max(change.launchedAtMs, pending.launchedAtMs), inServiceAtMs: Math.max(change.inServiceAtMs, pending.inServiceAtMs), healthyAtMs: Math.max(change.healthyAtMs, pending.healthyAtMs) } : change
    pending = later
    return { ...entry, change: later }
  })
}

/** The zone that a slot was moved to at a moment, and until when. */
function movedTo(changes: readonly Change[], atMs: number): { readonly az: string; readonly untilMs: number } | undefined {
  const mover = changes.findLast(({ effect, change }) => change.az !== undefined && change.unhealthyAtMs <= atMs && atMs < effect.toMs)
  return mover?.change.az === undefined ? undefined : { az: mover.change.az, untilMs: mover.effect.toMs }
}

function slotState(group: AppGroup, effects: readonly GroupEffect[], slot: number, nowMs: number): GroupState {
  const changes = changesOf(effects, slot, nowMs)
  const last = changes.at(-1)
  const home = slotZone(group, slot)
  if (last === undefined) return serving(occupant(group, slot, 0), home)
  const { old, next, oldAz, nextAz, change, wasThere } = replacementAt(group, slot, changes, changes.length - 1)
  const moved = movedTo(changes, change.unhealthyAtMs)
  const leaves = wasThere ? leaving(change, old, oldAz, nowMs) : nothing
  const arrives = moved !== undefined && nowMs >= moved.untilMs ? serving(occupant(group, slot, 2 * changes.length), home, moved.untilMs) : arriving(change, next, nextAz, nowMs)
  return { instances: [...leaves.instances, ...arrives.instances], targets: [...leaves.targets, ...arrives.targets] }
}

/** Each change brings one new machine, and one more when the slot moves back to its own zone. */
function replacementAt(group: AppGroup, slot: number, changes: readonly Change[], at: number): Replacement {
  const { effect, change } = changes[at]!
  const before = changes[at - 1]
  const earlier = changes.slice(0, at)
  const home = slotZone(group, slot)
  const movedBefore = before === undefined ? undefined : movedTo(earlier, before.change.unhealthyAtMs)
  const wentBack = movedBefore !== undefined && change.unhealthyAtMs >= movedBefore.untilMs
  return {
    effect,
    change,
    old: occupant(group, slot, before === undefined ? 0 : 2 * at - (wentBack ? 0 : 1)),
    next: occupant(group, slot, 2 * at + 1),
    wasThere: before === undefined || before.change.launchedAtMs <= change.unhealthyAtMs,
    oldAz: movedTo(earlier, change.unhealthyAtMs)?.az ?? home,
    nextAz: movedTo(changes.slice(0, at + 1), change.unhealthyAtMs)?.az ?? home,
  }
}

/** Every machine that was replaced, or is being, until now. */
export function replacements(group: AppGroup, effects: readonly GroupEffect[], nowMs: number): readonly Replacement[] {
  return Array.from({ length: group.desired }, (_, slot) => slot).flatMap((slot) => {
    const changes = changesOf(effects, slot, nowMs)
    return changes.map((_, at) => replacementAt(group, slot, changes, at))
  })
}

const nothing: GroupState = { instances: [], targets: [] }

const serving = (id: string, az: string, launchedAtMs?: number): GroupState => ({ instances: [{ id, az, lifecycle: 'InService', healthy: true, ...(launchedAtMs === undefined ? {} : { launchedAtMs }) }], targets: [{ id, az, state: 'healthy' }] })

/** The load balancer sees a failed machine first, Auto Scaling half a minute later. */
function leaving(change: Pick<SlotChange, 'goneAtMs' | 'terminatingAtMs' | 'unhealthyAtMs' | 'deliberate'>, id: string, az: string, nowMs: number): GroupState {
  if (nowMs >= change.goneAtMs) return nothing
  if (nowMs >= change.terminatingAtMs) return { instances: [{ id, az, lifecycle: 'Terminating', healthy: change.deliberate === true }], targets: [{ id, az, state: 'draining' }] }
  const healthy = nowMs < change.unhealthyAtMs + 30 * secondMs
  return { instances: [{ id, az, lifecycle: 'InService', healthy }], targets: [{ id, az, state: 'unhealthy' }] }
}

function arriving(change: Pick<SlotChange, 'launchedAtMs' | 'inServiceAtMs' | 'healthyAtMs'>, id: string, az: string, nowMs: number): GroupState {
  const { launchedAtMs } = change
  if (nowMs < launchedAtMs) return nothing
  if (nowMs < change.inServiceAtMs) return { instances: [{ id, az, lifecycle: 'Pending', healthy: true, launchedAtMs }], targets: [] }
  return { instances: [{ id, az, lifecycle: 'InService', healthy: true, launchedAtMs }], targets: [{ id, az, state: nowMs < change.healthyAtMs ? 'initial' : 'healthy' }] }
}

/** Machines that a policy added, in the zones that are left. */
function extraState(group: AppGroup, effects: readonly GroupEffect[], { scaleOut, fromMs, toMs }: GroupEffect, nowMs: number): GroupState {
  if (scaleOut === undefined || nowMs < fromMs || (nowMs >= toMs && toMs <= scaleOut.launchedAtMs)) return nothing
  const lost = new Set(effects.flatMap((effect) => (effect.lostAz !== undefined && effect.fromMs <= nowMs && nowMs < effect.toMs ? [effect.lostAz] : [])))
  const azs = group.azs.filter((az) => !lost.has(az))
  if (azs.length === 0) return nothing
  const parts = extraIds(group, { scaleOut, fromMs }).map((id, nth) => {
    const az = azs[nth % azs.length]!
    if (nowMs < toMs) return arriving(scaleOut, id, az, nowMs)
    const ended = { unhealthyAtMs: toMs, terminatingAtMs: toMs, goneAtMs: toMs + scaleOut.goneAfterMs, deliberate: true } as const
    return leaving(ended, id, az, nowMs)
  })
  return { instances: parts.flatMap((part) => part.instances), targets: parts.flatMap((part) => part.targets) }
}

export const extraIds = (group: AppGroup, { scaleOut, fromMs }: Pick<GroupEffect, 'fromMs'> & { readonly scaleOut: ScaleOut }): readonly string[] =>
  Array.from({ length: scaleOut.instances }, (_, nth) => `i-0${hexOf(16, group.noise, 'scaled', fromMs, nth)}`)
