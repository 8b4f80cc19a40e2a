import type { Place } from '../../world/fleet-model'
import { list } from '../../wire/tree'
import { answered, operation } from '../operation'
import { manualQuota } from './manual-snapshots'

/** What the account uses of its quotas in this Region, and how much it may: as raised for what its backup jobs keep. */
export const describeAccountAttributes = operation('rds', ({ world, place }) => {
  const manual = manualQuota(world, place)
  const quotas = [
    { AccountQuotaName: 'DBInstances', Used: place.databases.length, Max: mostDatabases(place) },
    { AccountQuotaName: 'ManualSnapshots', Used: manual.used, Max: manual.max },
    { AccountQuotaName: 'AllocatedStorage', Used: place.databases.reduce((sum, { storageGib }) => sum + storageGib, 0), Max: 10_000_000 },
  ]
  return answered({ AccountQuotas: list(quotas, 'AccountQuota') })
})

/** As raised for the databases that are there. */
export const mostDatabases = ({ databases }: Place): number => Math.max(40, Math.ceil((databases.length * 1.5) / 100) * 100)
