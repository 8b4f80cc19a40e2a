import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { defineEvent, timing } from './event-kind'

/**
 * Every sign-in (or one person's) ends before its tokens expire: the portal answers 401, refresh tokens are refused. It changes nothing
 * in the world of AWS resources, so it has no effect there: practice-sign-in.ts carries it out when its time comes.
 */
export const sessionRevoked = defineEvent({
  schema: z.strictObject({ kind: z.literal('session.revoked'), ...timing, user: z.string().min(1).optional() }),
  plan: () => ok([]),
})
