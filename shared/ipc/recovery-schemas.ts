import { z } from 'zod'
import type { RecoveryCommands } from './recovery-contract'

/** A screenful, and some more. */
export const mostTenantsAtOnce = 100

const timeZone = z.string().max(64).refine(isZone, { error: 'an IANA time zone such as Europe/Berlin' })

export const recoverySchemas: { readonly [N in keyof RecoveryCommands]: z.ZodType<RecoveryCommands[N]['input']> } = {
  'recovery.load': z.strictObject({ ids: z.array(z.string().min(1).max(300)).max(mostTenantsAtOnce), timeZone }),
}

// The platform offers no question for "is this a zone" but making a formatter of it.
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
