import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { GroupEffect, TruthPart } from '../world/effects'
import type { AppGroup } from '../world/fleet-model'
import { refreshSlots } from '../world/group-refresh'
import { defineEvent, timing, whom, type When } from './event-kind'
import { groupOf } from './targets'

/**
 * Every machine of a group is replaced by one of a new version, a few percent a minute. With `for` it is cancelled then, if it is not
 * through; so is one that another begins over.
 */
export const appRefresh = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.refresh'), ...timing, ...whom, percentPerMinute: z.number().min(0.1).max(100).default(10) }),
  exclusiveKey: (event, stage) => {
    const group = groupOf(stage, event)
    return group.ok ? `refresh of ${group.value.key}` : ''
  },
  plan: (event, { fromMs, toMs }, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    const completeAtMs = fromMs + (100 / event.percentPerMinute) * minuteMs
    return ok([refreshEffect(group.value, { fromMs, toMs, completeAtMs, minHealthyPercent: 90 })])
  },
})

export interface RefreshTimes extends When {
  readonly completeAtMs: number
  readonly minHealthyPercent: number
}

export function refreshEffect(group: AppGroup, { fromMs, toMs, completeAtMs, minHealthyPercent }: RefreshTimes): GroupEffect {
  const endMs = Math.min(toMs, completeAtMs)
  const slots = refreshSlots(group, fromMs, completeAtMs, endMs)
  return {
    on: 'group',
    kind: 'app.refresh',
    target: group,
    fromMs,
    toMs: endMs,
    slots,
    refresh: { minHealthyPercent, completeAtMs },
    truth: truthOf(group.targetGroupName, fromMs, endMs, Math.max(...[...slots.values()].map(({ healthyAtMs }) => healthyAtMs))),
  }
}

/** What is begun is finished even when it is cancelled. */
const truthOf = (targetGroupName: string, fromMs: number, endMs: number, healthyMs: number): readonly TruthPart[] => [
  { kind: 'app.refresh', fromMs, toMs: endMs, checks: ['app-refresh'] },
  { kind: 'app.refresh', fromMs, toMs: Math.max(endMs, healthyMs), checks: ['app-capacity', 'app-az-spread'], explainsOnly: true },
  { kind: 'app.refresh', subject: targetGroupName, fromMs, toMs: Math.max(endMs, healthyMs), checks: ['target-health'], explainsOnly: true },
]
