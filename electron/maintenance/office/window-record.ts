import { z } from 'zod'
import { planSchema } from '#shared/maintenance/plan-schema'
import type { Plan } from '#shared/maintenance/plan'
import type { Outcome } from '#shared/maintenance/decide'

/** A window as the desk's store keeps it. Its approvals, notices and journal are kept beside it, each in its own order. */
export interface WindowRecord {
  readonly plan: Plan
  /** Of the plan. */
  readonly hash: string
  /** Counts every change that tenants are told of: 1 is its creation. */
  readonly sequence: number
  /** Counts the edits of its plan: 1 as it was written. */
  readonly edition: number
  readonly changedAtMs: number
  readonly calledOff?: { readonly by: string; readonly why: string; readonly atMs: number }
  /** `toMs`: its end, where it was extended. */
  readonly run?: { readonly startedAtMs: number; readonly startedBy: string; readonly outcome?: Outcome; readonly endedAtMs?: number; readonly toMs?: number }
}

/** A window and the version of its record: what a write expects to find. */
export interface KnownWindow extends WindowRecord {
  readonly version: number
}

export const windowRecordSchema: z.ZodType<WindowRecord> = z.object({
  plan: planSchema,
  hash: z.string(),
  sequence: z.number(),
  edition: z.number(),
  changedAtMs: z.number(),
  calledOff: z.object({ by: z.string(), why: z.string(), atMs: z.number() }).exactOptional(),
  run: z
    .object({ startedAtMs: z.number(), startedBy: z.string(), outcome: z.enum(['succeeded', 'restored', 'partly', 'unchanged']).exactOptional(), endedAtMs: z.number().exactOptional(), toMs: z.number().exactOptional() })
    .exactOptional(),
})
