import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { GroupEffect, TruthPart } from '../world/effects'
import type { AppGroup } from '../world/fleet-model'
import { defineEvent, timing, whom, type When } from './event-kind'
import { groupOf } from './targets'

const fromLaunchToServiceMs = 3 * minuteMs

/** Load rises, and a policy answers with more machines, as far as the group may grow; at the end it takes them back. */
export const appScalesOut = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.scales-out'), ...timing, ...whom, instances: z.number().int().min(1).max(100).default(2) }),
  exclusiveKey: (event, stage) => {
    const group = groupOf(stage, event)
    return group.ok ? `capacity of ${group.value.key}` : ''
  },
  plan: (event, when, stage) => {
    const group = groupOf(stage, event)
    return group.ok ? ok([scaledOut(group.value, event.instances, when)]) : group
  },
})

function scaledOut(group: AppGroup, wanted: number, { fromMs, toMs }: When): GroupEffect {
  const instances = Math.min(wanted, group.max - group.desired)
  const launchedAtMs = fromMs + 3 * secondMs
  const inServiceAtMs = launchedAtMs + fromLaunchToServiceMs
  const healthyAtMs = inServiceAtMs + 30 * secondMs
  return {
    on: 'group',
    kind: 'app.scales-out',
    target: group,
    fromMs,
    toMs,
    scaleOut: { instances, policy: `${group.id}-cpu-target`, alarm: `TargetTracking-${group.id}`, launchedAtMs, inServiceAtMs, healthyAtMs, goneAfterMs: 3 * minuteMs },
    metric: (name, _atMs, value) => (name === 'RequestCount' && value !== null ? Math.round((value * (group.desired + instances)) / group.desired) : value),
    truth: truthOf(group, instances, { fromMs, toMs }, healthyAtMs),
  }
}

/** More than usual is news and no trouble; at the most that it may have there is no room left. While it grows, it is short of what is wanted. */
function truthOf(group: AppGroup, instances: number, when: When, healthyAtMs: number): readonly TruthPart[] {
  const isAtMax = group.desired + instances >= group.max
  return [
    isAtMax ? { kind: 'app.at-max', ...when, checks: ['app-at-max'] } : { kind: 'app.scales-out', ...when, checks: ['app-scaled'] },
    { kind: 'app.scales-out', fromMs: when.fromMs, toMs: healthyAtMs, checks: ['app-capacity', 'app-az-spread'], explainsOnly: true },
    { kind: 'app.scales-out', subject: group.targetGroupName, fromMs: when.fromMs, toMs: healthyAtMs, checks: ['target-health'], explainsOnly: true },
  ]
}
