import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { defineEvent, timing } from './event-kind'

/** Mail that is sent while it lasts comes back: to `address`, to `*@its.domain`, to everybody (`*`). One address is known for it at once. */
export const mailBounces = defineEvent({
  schema: z.strictObject({ kind: z.literal('mail.bounces'), ...timing, address: z.string().min(1).toLowerCase().default('*') }),
  plan: (event, when) => ok([{ on: 'mail', kind: 'mail.bounces', address: event.address, ...when, truth: [] }]),
})
