import type { DatabaseEventRecord } from '../fleet/records'
import type { DatabaseView, TenantView } from '../fleet/tenant-view'
import { databaseTestimony, runWitnesses, tenantPart, type Testimony } from './database-witnesses'
import { probeWitnesses } from './probe-witnesses'
import type { ProbeWitness } from './witness'

/**
 * Everything a tenant's view tells of failovers and outages, a subject each.
 *
 * What the probes of an environment felt joins its first database, so that failover and outage are one incident; an environment without
 * a database stands for itself. `past`: older events of a database or cluster.
 */
export function tenantTestimony(view: TenantView, past: (database: DatabaseView, id: string) => readonly DatabaseEventRecord[] = () => []): readonly Testimony[] {
  const felt = new Map<string, ProbeWitness[]>()
  for (const probe of view.probes) {
    const witnesses = probeWitnesses(probe)
    if (witnesses.length > 0) felt.set(probe.config.environment, [...(felt.get(probe.config.environment) ?? []), ...witnesses])
  }
  const ofDatabases = view.databases.flatMap((database) => {
    const joined = felt.get(database.environment) ?? []
    felt.delete(database.environment)
    return databaseTestimony(view, database, joined, (id) => past(database, id))
  })
  return [...ofDatabases, ...[...felt].map(([environment, witnesses]): Testimony => ({ subject: environmentSubject(view, environment), witnesses: [...witnesses, ...runWitnesses(view)] }))]
}

const environmentSubject = (view: TenantView, environment: string): Testimony['subject'] => ({ key: `${view.id}/${environment}`, ...tenantPart(view, environment) })
