import { z } from 'zod'
import type { PlanDraft } from './draft'
import { planDraftFields } from './plan-schema'

const names = z.array(z.string().min(1)).max(10_000).readonly()

const tagWishes = z.array(z.string().regex(/^[^=]+=/, 'A tag reads like team=core: its key and its value, as AWS has them.')).max(100).readonly()

/** A draft as a file or the window gives it; shapes only. */
export const draftSchema: z.ZodType<PlanDraft> = z.strictObject({
  ...planDraftFields,
  id: planDraftFields.id.exactOptional(),
  select: z
    .strictObject({ tenants: names.exactOptional(), accounts: names.exactOptional(), environments: names.exactOptional(), engines: names.exactOptional(), tags: tagWishes.exactOptional() })
    .refine((select) => Object.values(select).some((part) => part !== undefined && part.length > 0), 'Say which tenants, accounts, environments, engines or tags are meant: a plan for everything is written out.'),
})
