import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import type { DatabaseEffect, Notice } from '../world/effects'
import type { Database } from '../world/fleet-model'
import { defineEvent, timing, whom, type When } from './event-kind'
import { databaseKey, databaseOf } from './targets'

/** In these RDS goes on serving, measuring and shipping logs. */
const serving = ['available', 'backing-up', 'configuring-enhanced-monitoring', 'configuring-iam-database-auth', 'configuring-log-exports', 'converting-to-vpc', 'delete-precheck', 'modifying', 'moving-to-vpc', 'renaming', 'resetting-master-credentials', 'storage-config-upgrade', 'storage-initialization', 'storage-optimization'] as const
const down = ['creating', 'deleting', 'failed', 'inaccessible-encryption-credentials', 'inaccessible-encryption-credentials-recoverable', 'incompatible-create', 'incompatible-network', 'incompatible-option-group', 'incompatible-parameters', 'incompatible-restore', 'insufficient-capacity', 'maintenance', 'rebooting', 'restore-error', 'starting', 'stopped', 'stopping', 'storage-full', 'upgrading'] as const

/** "Viewing Amazon RDS DB instance status", Amazon RDS User Guide. */
export const instanceStatuses = [...serving, ...down] as const

export const dbStatus = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.status'), ...timing, ...whom, status: z.enum(instanceStatuses) }),
  exclusiveKey: (event, stage) => `status of ${databaseKey(stage, event)}`,
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    return ok([inStatus(database.value, when, { status: event.status, kind: 'db.status', notices: statusNotices(event.status, when) })])
  },
})

export interface StatusChange {
  readonly status: (typeof instanceStatuses)[number]
  readonly kind: string
  readonly notices: readonly Notice[]
}

/** A status for a while; in one in which RDS does not serve there are neither logs nor metrics. */
export function inStatus(database: Database, { fromMs, toMs }: When, { status, kind, notices }: StatusChange): DatabaseEffect {
  const isDown = (down as readonly string[]).includes(status)
  const checks = isDown ? ['db-status', 'recovery-point', 'pitr-window'] : ['db-status']
  return {
    on: 'database',
    kind,
    target: database,
    fromMs,
    toMs,
    notices,
    shape: (shape, nowMs) => (nowMs < toMs ? { ...shape, status } : shape),
    ...(isDown ? { outage: { fromMs, toMs }, logsStop: { fromMs, toMs }, metric: () => null } : {}),
    truth: status === 'available' ? [] : [{ kind, fromMs, toMs, checks, ...(isDown ? {} : { explainsOnly: true }) }],
  }
}

function statusNotices(status: StatusChange['status'], { fromMs, toMs }: When): Notice[] {
  const begin: Partial<Record<StatusChange['status'], Notice>> = {
    stopped: { atMs: fromMs, meaning: 'stopped', parts: [] },
    failed: { atMs: fromMs, meaning: 'failedState', parts: ['failed'] },
    rebooting: { atMs: fromMs, meaning: 'shutdown', parts: [] },
    'storage-full': { atMs: fromMs, meaning: 'storageExhausted', parts: [] },
  }
  const first = begin[status]
  if (first === undefined) return []
  return toMs === Infinity ? [first] : [first, { atMs: toMs, meaning: status === 'stopped' ? 'started' : 'restarted', parts: [] }]
}
