import { z } from 'zod'
import { defineEvent, timing, whom } from './event-kind'
import { heldInStore } from './mishaps'

/** Upgrades that are asked for while it lasts fail half-way: rolled back, or (`rolledBack: false`) the database is lost but to a restore. */
export const dbUpgradeFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.upgrade-fails'), ...timing, ...whom, rolledBack: z.boolean().default(true) }),
  plan: (event, when, stage) => heldInStore(stage, event, when, { kind: 'upgradeFails', rolledBack: event.rolledBack }),
})
