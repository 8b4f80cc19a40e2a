import { z } from 'zod'
import { defineEvent, timing, whom } from './event-kind'
import { heldInStore } from './mishaps'

/** Snapshots by hand that are begun while it lasts, and copies of the database's snapshots, end as `failed`. */
export const dbManualSnapshotFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('db.manual-snapshot-fails'), ...timing, ...whom }),
  plan: (event, when, stage) => heldInStore(stage, event, when, { kind: 'snapshotFails' }),
})
