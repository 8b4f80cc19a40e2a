import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import type { GroupEffect } from '../world/effects'
import { causeOf } from './db-load'
import { defineEvent, timing, whom } from './event-kind'
import { groupOf } from './targets'

/** Every answer takes `ms`: seen in the load balancer's response time, and in its alarm. */
export const appLatencyHigh = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.latency-high'), ...timing, ...whom, ms: z.number().min(1).max(600_000).default(4000) }),
  plan: (event, when, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    const effect: GroupEffect = { on: 'group', kind: 'app.latency-high', target: group.value, ...when, requests: { delayMs: event.ms }, metric: (name, _atMs, value) => (name === 'TargetResponseTime' ? event.ms / 1000 : value), truth: [causeOf('app.latency-high', when)] }
    return ok([effect])
  },
})

/** A `ratio` of all answers are server errors. The request rate of a busy service makes that many a minute. */
const requestsPerMinute = 1500

export const appErrorsHigh = defineEvent({
  schema: z.strictObject({ kind: z.literal('app.errors-high'), ...timing, ...whom, ratio: z.number().min(0).max(1).default(0.2) }),
  plan: (event, when, stage) => {
    const group = groupOf(stage, event)
    if (!group.ok) return group
    const effect: GroupEffect = {
      on: 'group',
      kind: 'app.errors-high',
      target: group.value,
      ...when,
      requests: { errorRatio: event.ratio },
      metric: (name, _atMs, value) => (name === 'HTTPCode_Target_5XX_Count' ? Math.round(event.ratio * requestsPerMinute) : name === 'RequestCount' ? requestsPerMinute : value),
      truth: [causeOf('app.errors-high', when)],
    }
    return ok([effect])
  },
})
