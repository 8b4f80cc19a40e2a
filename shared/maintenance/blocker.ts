/** What people call a tenant; its id where nobody said. */
export type TenantNames = (tenant: string) => string
export const byId: TenantNames = (tenant) => tenant

/**
 * What stands between a plan and its start, asked when it is made and again when it begins.
 *
 * A blocker is no warning: while there is one, a run does not begin, whoever asks.
 */
export interface Blocker {
  readonly kind: 'clock' | 'early' | 'late' | 'length' | 'approval' | 'notice' | 'conflict' | 'database' | 'group' | 'access' | 'quota'
  /** For an operator: what is in the way, and what to do. */
  readonly message: string
  readonly tenant?: string
  /** ARN. */
  readonly database?: string
}
