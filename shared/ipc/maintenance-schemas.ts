import { z } from 'zod'
import { draftSchema } from '../maintenance/draft-schema'
import { awsParts } from '../maintenance/planned-calls'
import { nothing } from './input-parts'
import type { MaintenanceCommands, RunWord } from './maintenance-contract'

const id = z.string().min(1).max(64)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const word: z.ZodType<RunWord> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), question: z.string().min(1).max(2_048), choice: z.enum(['retry', 'restore', 'keep', 'wasDone', 'wasNotDone']) }),
  z.strictObject({ kind: z.literal('cancel') }),
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('extend'), toMs: z.number().min(0).max(8.64e15) }),
])

export const maintenanceSchemas: { readonly [N in keyof MaintenanceCommands]: z.ZodType<MaintenanceCommands[N]['input']> } = {
  'maintenance.calendar': nothing,
  'maintenance.window': z.strictObject({ id }),
  'maintenance.preview': z.strictObject({ draft: draftSchema }),
  'maintenance.askAws': z.strictObject({ draft: draftSchema, part: z.enum(awsParts) }),
  'maintenance.save': z.strictObject({ draft: draftSchema, edit: z.exactOptional(z.strictObject({ id, version: z.number().int().min(1) })) }),
  'maintenance.approve': z.strictObject({ id, hash }),
  'maintenance.practiseApproval': z.strictObject({ id, hash }),
  'maintenance.announce': z.strictObject({ id }),
  'maintenance.callOff': z.strictObject({ id, why: z.string().trim().min(1).max(1_000) }),
  'maintenance.start': z.strictObject({ id, hash, confirm: z.exactOptional(z.string().max(300)) }),
  'maintenance.takeOver': z.strictObject({ id }),
  'maintenance.say': z.strictObject({ id, word }),
  'maintenance.report': z.strictObject({ id, as: z.enum(['html', 'json']) }),
  'maintenance.export': z.strictObject({ ids: z.array(id).min(1).max(1_000) }),
}
