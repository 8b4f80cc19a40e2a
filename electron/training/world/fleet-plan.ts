import type { Engine } from './fleet-model'

/** The `fleet` part of a scenario with every default filled in. */
export interface FleetPlan {
  readonly pooled: readonly PooledEntry[]
  readonly silo: readonly SiloEntry[]
  readonly tenants: readonly TenantEntry[]
}

interface Common {
  readonly region: string
  readonly account?: string | undefined
  readonly engine?: Engine | undefined
  readonly environments: readonly string[]
  readonly appGroups?: 'shared' | 'per-tenant' | undefined
  readonly readReplica: boolean
  readonly multiAz: boolean
  readonly retentionDays: number
  readonly tags: Readonly<Record<string, string>>
  /** Without an account: the tenant's own. */
  readonly offsite?: { readonly region: string; readonly account?: string | undefined } | false | undefined
}

/** `accounts` accounts (or the one named) with `tenants` tenants each. */
export interface PooledEntry extends Common {
  readonly accounts?: number | undefined
  readonly tenants: number
}

export interface SiloEntry extends Common {
  readonly tenants: number
}

export interface TenantEntry extends Common {
  readonly id: string
  readonly name?: string | undefined
  readonly createdAtMs?: number | undefined
}
