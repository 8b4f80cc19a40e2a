import { ok, err } from '#shared/kernel/result'
import { appError } from '#shared/kernel/app-error'
import type { AuditDeed, AuditOutcome, AuditTrail } from '#electron/ports/audit-trail'

export interface RememberedDeed {
  readonly kind: 'intent' | 'outcome' | 'note'
  readonly deed: AuditDeed
  readonly outcome?: AuditOutcome
}

/** An audit trail in memory. `isFull`: nothing can be kept. */
export function rememberingTrail({ isFull = false } = {}): { readonly trail: AuditTrail; readonly deeds: RememberedDeed[] } {
  const deeds: RememberedDeed[] = []
  return {
    deeds,
    trail: {
      intend: async (deed) => {
        if (isFull) return err(appError('storageFailed', 'The disk is full.'))
        deeds.push({ kind: 'intent', deed })
        return ok({ id: String(deeds.length), outcome: async (outcome) => void deeds.push({ kind: 'outcome', deed, outcome }) })
      },
      note: async ({ outcome, ...deed }) => {
        if (isFull) return err(appError('storageFailed', 'The disk is full.'))
        deeds.push({ kind: 'note', deed, outcome })
        return ok(null)
      },
    },
  }
}
