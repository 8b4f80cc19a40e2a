import { z } from 'zod'
import type { SessionCommands, UnlockRequest } from './session-contract'
import { accountNumber, method, nothing, sessionName } from './input-parts'

const session = z.strictObject({ session: sessionName })

const unlock: z.ZodType<UnlockRequest> = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('osPrompt') }),
  z.strictObject({ way: z.literal('confirm') }),
  z.strictObject({ way: z.literal('signIn'), session: sessionName, method }),
])

export const sessionSchemas: { readonly [N in keyof SessionCommands]: z.ZodType<SessionCommands[N]['input']> } = {
  'session.list': nothing,
  'session.signIn': z.strictObject({ session: sessionName, method }),
  'session.cancel': session,
  'session.openPage': session,
  'session.signOut': session,
  'session.accounts': session,
  'session.roles': z.strictObject({ session: sessionName, accounts: z.array(accountNumber).max(2_000) }),
  'profiles.list': nothing,
  'lock.now': nothing,
  'lock.unlock': unlock,
}
