import { z } from 'zod'
import type { HistoryCommands } from './history-contract'
import { nothing } from './input-parts'

/** Within the range of ECMAScript's Date. */
const instant = z.number().min(0).max(8.64e15)
const tenant = z.exactOptional(z.string().min(1).max(300))
const span = { fromMs: instant, toMs: instant }

export const historySchemas: { readonly [N in keyof HistoryCommands]: z.ZodType<HistoryCommands[N]['input']> } = {
  'history.state': nothing,
  'history.fleetAt': z.strictObject({ atMs: instant, tenant }),
  'history.changes': z.strictObject({ ...span, tenant }),
  'incidents.list': z.strictObject({ tenant, fromMs: z.exactOptional(instant), toMs: z.exactOptional(instant) }),
  'handover.sheet': z.strictObject(span),
}
