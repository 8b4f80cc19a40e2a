import { z } from 'zod'
import type { LoginNotice } from './login-notice'

/** A document as it was read back; fields that a later version adds are left alone. */
export const loginNoticeSchema: z.ZodType<LoginNotice> = z.object({
  version: z.literal(1),
  revision: z.number().int().min(0),
  tenant: z.string(),
  timeZone: z.string(),
  windows: z
    .array(
      z.object({
        id: z.string(),
        sequence: z.number().int().min(1),
        state: z.enum(['planned', 'running', 'cancelled', 'completed']),
        access: z.enum(['open', 'closed']),
        title: z.string(),
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
      }),
    )
    .readonly(),
})
