import { z } from 'zod'
import { defineEvent, timing, whom } from './event-kind'
import { heldInStore } from './mishaps'

/** Restores of the database that are begun while it lasts take `factor` times as long (4). */
export const dbRestoreSlow = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.restore-slow'), ...timing, ...whom, factor: z.number().min(1).max(50).default(4) }),
  plan: (event, when, stage) => heldInStore(stage, event, when, { kind: 'restoreSlow', factor: event.factor }),
})
