import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import { keyGraceMs } from '../world/database-key'
import type { DatabaseEffect, KeyShape, Notice } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { inStatus, type StatusChange } from './db-status'
import { defineEvent, duration, timing, whom, type Stage, type When } from './event-kind'
import { databaseKey, databaseOf } from './targets'

/**
 * A database's key: switched off, about to be deleted, or out of its imported material.
 *
 * 1. Whoever is encrypted with it becomes inaccessible at once: the database and its read replicas.
 * 2. For seven days that can be undone; then the database is lost for good, whatever becomes of the key.
 */
export const dbKeyUnusable = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.key-unusable'), ...timing, ...whom, recoverable: z.boolean().default(true), cause: z.enum(['disabled', 'deletion']).default('disabled') }),
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const deletionAtMs = when.fromMs + keyGraceMs
    const key = (shape: KeyShape): KeyShape => (event.cause === 'deletion' ? { ...shape, state: 'PendingDeletion', deletionAtMs } : { ...shape, state: 'Disabled' })
    return ok(encryptedWith(stage, database.value).flatMap((target) => (event.recoverable ? keyLost(target, when, key) : [withoutKey(target, when, 'inaccessible-encryption-credentials', key)])))
  },
})

/** The imported material of a key ends `after` so long; unless that is undone before, the key is then worth nothing. */
export const dbKeyExpires = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.key-expires'), ...timing, ...whom, after: duration.default(20 * dayMs) }),
  // A key's material has one end: the later event says which.
  exclusiveKey: (event, stage) => `key material of ${databaseKey(stage, event)}`,
  plan: (event, { fromMs, toMs }, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const endMs = fromMs + event.after
    const key = (shape: KeyShape): KeyShape => ({ ...shape, validToMs: endMs })
    const untilMs = Math.min(endMs, toMs)
    const warnedMs = Math.max(fromMs, endMs - warnedBeforeMs)
    const truth = warnedMs < untilMs ? [{ kind: 'db.key-expires', fromMs: warnedMs, toMs: untilMs, checks: ['db-encryption'] }] : []
    const ending = encryptedWith(stage, database.value).map((target): DatabaseEffect => ({ on: 'database', kind: 'db.key-expires', target, fromMs, toMs: untilMs, key, truth }))
    return ok([...ending, ...(toMs <= endMs ? [] : encryptedWith(stage, database.value).flatMap((target) => keyLost(target, { fromMs: endMs, toMs }, key)))])
  },
})

/** Desks are warned thirty days before (semantics). */
const warnedBeforeMs = 30 * dayMs

function encryptedWith({ places }: Stage, database: Database): readonly Database[] {
  const replicas = database.replicas.flatMap((id) => places.get(database.account, database.region)?.databaseById.get(id) ?? [])
  return [database, ...replicas]
}

type KeyChange = (shape: KeyShape) => KeyShape

function keyLost(database: Database, { fromMs, toMs }: When, key: KeyChange): readonly DatabaseEffect[] {
  const graceEndMs = fromMs + keyGraceMs
  if (toMs <= graceEndMs) return [withoutKey(database, { fromMs, toMs }, 'inaccessible-encryption-credentials-recoverable', key)]
  return [
    withoutKey(database, { fromMs, toMs: graceEndMs }, 'inaccessible-encryption-credentials-recoverable', key, false),
    withoutKey(database, { fromMs: graceEndMs, toMs: Infinity }, 'inaccessible-encryption-credentials', key),
  ]
}

function withoutKey(database: Database, when: When, status: StatusChange['status'], key: KeyChange, comesBack = true): DatabaseEffect {
  const { fromMs, toMs } = when
  const { id } = database
  const notices: Notice[] = [
    { atMs: fromMs, meaning: 'keyUnreachable', parts: [id] },
    { atMs: fromMs + 2000, meaning: 'keyLost', parts: [id] },
    ...(toMs === Infinity || !comesBack ? [] : [{ atMs: toMs, meaning: 'keyReachable' as const, parts: [id] }]),
  ]
  const effect = inStatus(database, when, { status, kind: 'db.key-unusable', notices })
  return { ...effect, key, truth: effect.truth.map((part) => ({ ...part, checks: ['db-encryption', ...part.checks] })) }
}
