import { z } from 'zod'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { GroupEffect, SlotChange, TruthPart } from '../world/effects'
import type { AppGroup } from '../world/fleet-model'
import { occupant } from '../world/group-state'
import { zones } from '../world/place'
import { replaced, replacedAfterMs, shortfallTruth, slotsIn, terminatedAfterMs } from '../world/replacement'
import { defineEvent, timing, whom, type When } from './event-kind'
import { groupOf } from './targets'

const count = z.number().int().min(1).max(100).default(1)

/** Instances fail; Auto Scaling replaces each after eight minutes, with `for` not before its end. */
export const appInstanceFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.instance-fails'), ...timing, ...whom, count }),
  plan: (event, { fromMs, toMs }, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    const slots = victims(group.value, event.count, fromMs)
    const change = replaced(fromMs, toMs === Infinity ? fromMs : toMs)
    return ok([changed(group.value, 'app.instance-fails', { fromMs, toMs: change.healthyAtMs }, new Map(slots.map((slot) => [slot, change])))])
  },
})

/** Instances go and cannot be replaced: AWS has no capacity of that type until the end. */
export const appCapacityShort = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.capacity-short'), ...timing, ...whom, count }),
  plan: (event, { fromMs, toMs }, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    const slots = victims(group.value, event.count, fromMs)
    const change = replaced(fromMs, toMs === Infinity ? Infinity : toMs + 5 * minuteMs)
    const message = `We currently do not have sufficient ${group.value.instanceType} capacity in the Availability Zone you requested. Launching EC2 instance failed.`
    const failedLaunches = Array.from({ length: 12 }, (_, nth) => ({ atMs: fromMs + terminatedAfterMs + nth * 5 * minuteMs, message })).filter((launch) => launch.atMs < toMs)
    return ok([{ ...changed(group.value, 'app.capacity-short', { fromMs, toMs: change.healthyAtMs }, new Map(slots.map((slot) => [slot, change]))), failedLaunches }])
  },
})

export const appAzLost = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.az-lost'), ...timing, ...whom, az: z.string() }),
  plan: (event, when, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    // A zone in which it has nothing may be lost too: nothing comes of it.
    if (!group.value.azs.includes(event.az) && zones(group.value.region).includes(event.az)) return ok([])
    if (!group.value.azs.includes(event.az)) return err({ field: 'az', message: `'${group.value.id}' runs in ${group.value.azs.join(', ')}, not in '${event.az}'` })
    return ok([lostZone(group.value, event.az, when)])
  },
})

/** The group's machines in a zone go at once; Auto Scaling replaces them in the zones that are left, and moves back at the end. */
export function lostZone(group: AppGroup, az: string, when: When): GroupEffect {
  const others = group.azs.filter((other) => other !== az)
  const moves = others.length > 0 && when.toMs > when.fromMs + replacedAfterMs
  const changes = new Map(slotsIn(group, az).map((slot, nth) => [slot, replaced(when.fromMs, when.fromMs, moves ? others[nth % others.length] : undefined)]))
  const effect = { ...changed(group, 'app.az-lost', when, changes), lostAz: az }
  const spread: TruthPart = { kind: 'app.az-lost', fromMs: when.fromMs, toMs: when.toMs, observableMs: when.fromMs + terminatedAfterMs, checks: ['app-az-spread', 'app-capacity'] }
  return moves && others.length < 2 ? { ...effect, truth: [spread, ...effect.truth.filter((part) => part.explainsOnly === true)] } : effect
}

function changed(group: AppGroup, kind: string, when: When, slots: ReadonlyMap<number, SlotChange>): GroupEffect {
  return { on: 'group', kind, target: group, ...when, slots, truth: shortfallTruth(kind, group, slots.values()) }
}

/** Which machines, at most as many as there are: drawn from the moment, so that a second event may hit others. */
function victims(group: AppGroup, wanted: number, atMs: number): readonly number[] {
  const slots = Array.from({ length: group.desired }, (_, slot) => slot)
  return slots.sort((left, right) => (occupant(group, left, atMs) < occupant(group, right, atMs) ? -1 : 1)).slice(0, wanted)
}
