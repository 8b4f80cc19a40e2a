import { z } from 'zod'
import type { PlanDraft } from './draft'
import { planDraftFields } from './plan-schema'

const names = z.array(z.string().min(1)).max(10_000).readonly()

/** A draft as a file or the window gives it; shapes only. */
export const draftSchema: z.ZodType<PlanDraft> = z.strictObject({
  ...planDraftFields,
  id: planDraftFields.id.exactOptional(),
  select: z
    .strictObject({ tenants: names.exactOptional(), accounts: names.exactOptional(), environments: names.exactOptional(), engines: names.exactOptional() })
    .refine((select) => Object.values(select).some((part) => part !== undefined && part.length > 0), 'Say which tenants, accounts, environments or engines are meant: a plan for everything is written out.'),
})
