import type { DatabaseView, TenantView } from '../../fleet/tenant-view'
import { notApplicable } from '../applicability'
import { aboutDatabase, evidence, type Check, type Verdict } from '../check'
import { standbyLoss } from '../standby'

export const dbMultiAz: Check = {
  id: 'db-multi-az',
  clause: 'databaseRedundancy',
  title: 'Standby in another zone',
  feeds: ['rds.instances'],
  judge: (view) => (view.contract.multiAz ? view.databases.flatMap((database) => judgeDatabase(view, database)) : []),
}

function judgeDatabase(_view: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record } = database
  if (notApplicable(record) !== undefined) return []
  const say = (severity: Verdict['severity'], summary: string, shown: readonly [string, string][] = []): readonly Verdict[] => [
    aboutDatabase(database, 'rds.instances', { severity, summary, evidence: [['Multi-AZ', String(record.multiAz ?? 'not returned')] as const, ...shown].map(([label, value]) => evidence(label, value)) }),
  ]
  const zones: [string, string][] = [
    ['Zone', record.az ?? 'not returned'],
    ['Standby zone', record.secondaryAz ?? 'not returned'],
  ]
  if (record.multiAz === undefined) return say('unknown', `Whether ${record.id} has a standby cannot be told: the server did not return MultiAZ.`)
  // That it had one and lost it is db-lost-standby's to say.
  if (!record.multiAz) return standbyLoss(database) === undefined ? say('degraded', `Database ${record.id} has no standby: when its zone fails, its tenant is down until it is restored.`, zones.slice(0, 1)) : []
  if (record.secondaryAz === undefined) return isSettled(record.status) ? say('unknown', `Where the standby of ${record.id} is cannot be told: the server did not return SecondaryAvailabilityZone.`, zones) : []
  if (record.secondaryAz === record.az) return say('degraded', `Primary and standby of ${record.id} are in the same zone, ${record.az}: when it fails, both are gone.`, zones)
  return []
}

// While RDS works on it the standby may be on its way.
const isSettled = (status: string): boolean => status === 'available' || status === 'backing-up'
