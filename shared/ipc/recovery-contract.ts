import type { TenantRecovery } from '../recovery/recovery'

/** What the recovery board asks. */
export interface RecoveryCommands {
  /** The way back of the tenants that are on screen; one that is gone is left out. `timeZone`: in whose days it is told. */
  'recovery.load': { input: { readonly ids: readonly string[]; readonly timeZone: string }; output: readonly TenantRecovery[] }
}
