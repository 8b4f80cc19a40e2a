import { z } from 'zod'
import { defineEvent, timing, whom } from './event-kind'
import { heldInStore } from './mishaps'

/** The primary's zone fails in the middle of upgrades that are asked for while it lasts: the standby takes over, and they take longer. */
export const dbUpgradeFailsOver = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.upgrade-fails-over'), ...timing, ...whom }),
  plan: (event, when, stage) => heldInStore(stage, event, when, { kind: 'upgradeFailsOver' }),
})
