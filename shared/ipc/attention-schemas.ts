import { z } from 'zod'
import { quietChoices } from '../alarms/quiet'
import type { AttentionCommands } from './attention-contract'
import { nothing } from './input-parts'

export const attentionSchemas: { readonly [N in keyof AttentionCommands]: z.ZodType<AttentionCommands[N]['input']> } = {
  'attention.load': nothing,
  'attention.quiet': z.strictObject({ choice: z.enum(quietChoices) }),
}
