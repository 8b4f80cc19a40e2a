import { z } from 'zod'
import { err, ok } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { DatabaseEffect, Notice } from '../world/effects'
import { healthyFreeRatio } from '../world/metrics'
import { inStatus } from './db-status'
import { defineEvent, seconds, timing, whom, type When } from './event-kind'
import { databaseOf } from './targets'

/** CPU stays at `percent`: seen in the metric, and in its alarm after three bad minutes of five. */
export const dbCpuHigh = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.cpu-high'), ...timing, ...whom, percent: z.number().min(0).max(100).default(97) }),
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const effect: DatabaseEffect = { on: 'database', kind: 'db.cpu-high', target: database.value, ...when, metric: (name, _atMs, value) => (name === 'CPUUtilization' ? event.percent : value), truth: [causeOf('db.cpu-high', when)] }
    return ok([effect])
  },
})

/** The replica falls behind by `seconds`. */
export const dbReplicaLag = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.replica-lag'), ...timing, ...whom, seconds: seconds(300) }),
  plan: (event, when, stage) => {
    const source = databaseOf(stage, event)
    if (!source.ok) return source
    const replica = stage.places.get(source.value.account, source.value.region)?.databaseById.get(source.value.replicas[0] ?? '')
    if (replica === undefined) return err({ field: 'tenant', message: `'${source.value.id}' has no read replica; give its fleet entry "readReplica": true` })
    const effect: DatabaseEffect = { on: 'database', kind: 'db.replica-lag', target: replica, ...when, metric: (name, _atMs, value) => (name === 'ReplicaLag' ? event.seconds : value), truth: [causeOf('db.replica-lag', when)] }
    return ok([effect])
  },
})

/** Storage runs full at `percentPerHour` of what is provisioned; at the end RDS stops the database. */
export const dbStorageFills = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.storage-fills'), ...timing, ...whom, percentPerHour: z.number().min(0.1).max(6000).default(20) }),
  plan: (event, when, stage) => {
    const found = databaseOf(stage, event)
    if (!found.ok) return found
    const database = found.value
    const provisioned = database.storageGib * 1024 ** 3
    const ratioPerMs = event.percentPerHour / 100 / hourMs
    const lowAtMs = when.fromMs + (healthyFreeRatio(database) - 0.1) / ratioPerMs
    const fullAtMs = when.fromMs + healthyFreeRatio(database) / ratioPerMs
    const low: Notice = { atMs: Math.floor(lowAtMs), meaning: 'storageLow', parts: [database.id, '10%', `${database.storageGib} GB`, `${(database.storageGib * 0.1).toFixed(1)} GB`] }
    const filling: DatabaseEffect = {
      on: 'database',
      kind: 'db.storage-fills',
      target: database,
      ...when,
      notices: lowAtMs < when.toMs ? [low] : [],
      metric: (name, atMs, value) => (name === 'FreeStorageSpace' ? Math.max(0, Math.floor(value - Math.max(0, atMs - when.fromMs) * ratioPerMs * provisioned)) : value),
      truth: [causeOf('db.storage-fills', when)],
    }
    if (fullAtMs >= when.toMs) return ok([filling])
    const notices: Notice[] = [{ atMs: Math.floor(fullAtMs), meaning: 'storageExhausted', parts: [] }]
    return ok([filling, inStatus(database, { fromMs: Math.floor(fullAtMs), toMs: when.toMs }, { status: 'storage-full', kind: 'db.storage-fills', notices })])
  },
})

/** A cause that no reply names: alarms that follow are derived from the metrics and listed by themselves. */
export const causeOf = (kind: string, when: When) => ({ kind, fromMs: when.fromMs, toMs: when.toMs, checks: [] })
