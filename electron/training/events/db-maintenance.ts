import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import type { DatabaseEffect } from '../world/effects'
import { defineEvent, duration, timing, whom } from './event-kind'
import { databaseOf } from './targets'

const descriptions = {
  'system-update': 'New Operating System update is available',
  'db-upgrade': 'Upgrade to a newer minor version is available',
  'hardware-maintenance': 'The underlying host needs maintenance',
  'ca-certificate-rotation': 'Rotation of CA certificate',
  'os-upgrade': 'New Operating System upgrade is available',
} as const

/** AWS announces maintenance of its own: applied in the database's window after `autoAppliedAfter`, or by force. */
export const dbPendingMaintenance = defineEvent({
  schema: z.strictObject({
    kind: z.literal('db.pending-maintenance'),
    ...timing,
    ...whom,
    action: z.enum(Object.keys(descriptions) as [keyof typeof descriptions]).default('system-update'), // keys of a literal: exact
    autoAppliedAfter: duration.default(3 * dayMs),
    forced: z.boolean().default(false),
  }),
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const dueAtMs = when.fromMs + event.autoAppliedAfter
    const effect: DatabaseEffect = {
      on: 'database',
      kind: 'db.pending-maintenance',
      target: database.value,
      ...when,
      pending: { action: event.action, description: descriptions[event.action], ...(event.forced ? { forcedApplyMs: dueAtMs } : { autoAppliedAfterMs: dueAtMs }), currentApplyMs: dueAtMs },
      truth: [{ kind: 'db.pending-maintenance', ...when, checks: ['pending-maintenance'] }],
    }
    return ok([effect])
  },
})
