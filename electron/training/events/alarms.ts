import { z } from 'zod'
import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { AlarmEffect, TruthPart } from '../world/effects'
import type { MetricAlarm } from '../world/fleet-model'
import { deletedTopic } from '../world/topics'
import { causeOf } from './db-load'
import { defineEvent, timing, whom, type When } from './event-kind'
import { alarmOf, metricAlarmOf } from './targets'

const which = { ...whom, alarm: z.string().optional() }

/** The alarm goes to ALARM at once, over datapoints that were bad for as long as it looks back. */
export const alarmFires = defineEvent({
  schema: z.strictObject({ kind: z.literal('alarm.fires'), ...timing, ...which }),
  plan: (event, when, stage) => {
    const alarm = metricAlarmOf(stage, event)
    if (!alarm.ok) return alarm
    return ok([forced('alarm.fires', alarm.value, when, 'ALARM', breachingValue(alarm.value))])
  },
})

/** No datapoints: INSUFFICIENT_DATA, for alarms that treat missing data as missing. */
export const alarmNoData = defineEvent({
  schema: z.strictObject({ kind: z.literal('alarm.no-data'), ...timing, ...which }),
  plan: (event, when, stage) => {
    const alarm = metricAlarmOf(stage, event)
    if (!alarm.ok) return alarm
    const { name, missingData } = alarm.value
    if (missingData !== 'missing') return err({ field: 'alarm', message: `'${name}' treats missing data as ${missingData}: it never says INSUFFICIENT_DATA` })
    return ok([forced('alarm.no-data', alarm.value, when, 'INSUFFICIENT_DATA', null)])
  },
})

/** In ALARM for `periodSeconds`, then in OK for as long, and again. */
export const alarmFlaps = defineEvent({
  schema: z.strictObject({ kind: z.literal('alarm.flaps'), ...timing, ...which, periodSeconds: z.number().min(1).max(86_400).default(180) }),
  plan: (event, when, stage) => {
    const alarm = metricAlarmOf(stage, event)
    if (!alarm.ok) return alarm
    const periodMs = event.periodSeconds * secondMs
    const phase = (atMs: number): number => Math.floor((atMs - when.fromMs) / periodMs)
    const within = (atMs: number): boolean => atMs >= when.fromMs && atMs < when.toMs
    const effect: AlarmEffect = {
      on: 'alarm',
      kind: 'alarm.flaps',
      target: alarm.value,
      ...when,
      forcedState: (atMs) => (within(atMs) ? (phase(atMs) % 2 === 0 ? 'ALARM' : 'OK') : undefined),
      nextChangeMs: (afterMs) => (afterMs < when.fromMs ? when.fromMs : nextAfter(afterMs, when, when.fromMs + (phase(afterMs) + 1) * periodMs)),
      metric: (atMs, value) => (within(atMs + minuteMs) && phase(atMs + minuteMs) % 2 === 0 ? breachingValue(alarm.value) : value),
      truth: [causeOf('alarm.flaps', when), ...seenInMetric('alarm.flaps', alarm.value, { fromMs: when.fromMs - minuteMs, toMs: when.toMs })],
    }
    return ok([effect])
  },
})

export const alarmActionsOff = defineEvent({
  schema: z.strictObject({ kind: z.literal('alarm.actions-off'), ...timing, ...which }),
  plan: (event, when, stage) => {
    const alarm = alarmOf(stage, event)
    if (!alarm.ok) return alarm
    const effect: AlarmEffect = { on: 'alarm', kind: 'alarm.actions-off', target: alarm.value, ...when, actionsOff: true, truth: [{ kind: 'alarm.actions-off', ...when, checks: ['alarm-actions-off'] }] }
    return ok([effect])
  },
})

/** It tells a topic that somebody deleted: CloudWatch accepts that, and nobody is told. */
export const alarmTopicGone = defineEvent({
  schema: z.strictObject({ kind: z.literal('alarm.topic-gone'), ...timing, ...which }),
  plan: (event, when, stage) => {
    const alarm = alarmOf(stage, event)
    if (!alarm.ok) return alarm
    const effect: AlarmEffect = { on: 'alarm', kind: 'alarm.topic-gone', target: alarm.value, ...when, topic: deletedTopic, truth: [{ kind: 'alarm.topic-gone', ...when, checks: ['alarm-actions-off'] }] }
    return ok([effect])
  },
})

function forced(kind: string, alarm: MetricAlarm, when: When, state: 'ALARM' | 'INSUFFICIENT_DATA', value: number | null): AlarmEffect {
  const looksBackMs = alarm.evaluationPeriods * alarm.periodMs
  return {
    on: 'alarm',
    kind,
    target: alarm,
    ...when,
    forcedState: (atMs) => (atMs >= when.fromMs && atMs < when.toMs ? state : undefined),
    nextChangeMs: (afterMs) => (afterMs < when.fromMs ? when.fromMs : nextAfter(afterMs, when, when.toMs)),
    // Shifted by what the alarm looks back on, so that its datapoints agree with its state at both ends.
    metric: (atMs, current) => (atMs >= when.fromMs - looksBackMs && atMs < when.toMs - looksBackMs ? value : current),
    truth: value === null ? [] : seenInMetric(kind, alarm, { fromMs: when.fromMs - looksBackMs, toMs: when.toMs }),
  }
}

/** Who reads a load balancer's metric sees it before the alarm does. */
const seenInMetric = (kind: string, { metric }: MetricAlarm, when: When): readonly TruthPart[] =>
  metric.of === 'group' ? [{ kind, ...when, checks: ['app-latency', 'app-errors'], explainsOnly: true }] : []

const nextAfter = (afterMs: number, when: When, candidateMs: number): number => (afterMs >= when.toMs ? Infinity : Math.min(candidateMs, when.toMs))

function breachingValue(alarm: MetricAlarm): number {
  if (alarm.metric.name === 'CPUUtilization') return 97.4
  return alarm.comparison.startsWith('Greater') ? alarm.threshold * 1.5 : Math.floor(alarm.threshold * 0.6)
}
