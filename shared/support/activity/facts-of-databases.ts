import type { DatabaseEventRecord } from '../../fleet/records'
import type { ActivityFact } from './activity'

/** A database of the tenant, or the cluster that it belongs to. */
export interface OwnDatabase {
  readonly id: string
  readonly clusterId?: string
  readonly environment: string
}

/** `Completed failover to DB instance: beta-1.` */
const namedInstance = /DB instance: ([a-z][a-z0-9-]*)/i

/**
 * What AWS told of the tenant's databases. A cluster's event that names an instance of somebody else is somebody else's.
 *
 * `place`: the same id may stand for two databases in two places.
 */
export function databaseFacts(events: readonly DatabaseEventRecord[], databases: readonly OwnDatabase[], place: string): readonly ActivityFact[] {
  const instances = new Map(databases.map((each) => [each.id, each]))
  const clusters = new Map(databases.flatMap((each) => (each.clusterId === undefined ? [] : [[each.clusterId, each] as const])))
  return events.flatMap(({ key, databaseId, atMs, message }) => {
    const instance = instances.get(databaseId)
    const cluster = clusters.get(databaseId)
    const owner = instance ?? cluster
    if (owner === undefined) return []
    const named = namedInstance.exec(message)?.[1]
    if (instance === undefined && named !== undefined && !instances.has(named)) return []
    return [{ id: `${place} ${key}`, atMs, environment: owner.environment, what: message, target: databaseId }]
  })
}
