import type { FeedId } from '#shared/fleet/feeds'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { Observation } from '#shared/fleet/observation'
import type { TenantRow } from '#shared/fleet/table'

/**
 * Tenants that only the last session's table knows: discovered by tags, not listed in the file.
 *
 * They are unknown, not gone, until every place they lived in was read anew: an account that does not answer removes nobody.
 */
export interface AwaitedTenants {
  /** The row of a tenant that is awaited: what it was, as unknown. */
  readonly await: (row: TenantRow) => TenantRow
  found(id: string): void
  /** Tenants that the observation proves to be gone. */
  missing(observation: Observation): readonly string[]
}

export const placeKey = (place: { readonly account: string; readonly region: string }): string => `${place.account}/${place.region}`

const inventories: readonly FeedId[] = ['rds.instances', 'autoscaling.groups']

export function createAwaitedTenants(config: FleetConfig): AwaitedTenants {
  const awaited = new Map<string, readonly string[]>()
  const unread = new Map(config.accounts.flatMap(({ id, regions }) => regions.map((region): [string, Set<FeedId>] => [placeKey({ account: id, region }), new Set(inventories)])))

  return {
    await: (row) => {
      const lived = row.accounts.flatMap((account) => row.regions.map((region) => placeKey({ account, region }))).filter((place) => unread.has(place))
      awaited.set(row.id, lived.length > 0 ? lived : [...unread.keys()])
      return { ...row, health: 'unknown', lastKnownHealth: row.lastKnownHealth ?? row.health, worstCheck: 'stale-data', worstSummary: 'Not read again since the start.', revision: row.revision + 1 }
    },
    found: (id) => void awaited.delete(id),
    missing: (observation) => {
      if (observation.outcome.kind !== 'complete' || awaited.size === 0) return []
      unread.get(placeKey(observation.scope))?.delete(observation.feed)
      return [...awaited].filter(([, places]) => places.every((place) => unread.get(place)?.size === 0)).map(([id]) => id)
    },
  }
}
