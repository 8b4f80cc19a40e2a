import { copiesKept } from '../../world/database-copies'
import { list } from '../../wire/tree'
import { answered, operation } from '../operation'
import { copiesIn } from './copies'

/** What the account uses of its quotas in this Region, and how much it may: as raised for what its backup jobs keep. */
export const describeAccountAttributes = operation('rds', ({ world, place }) => {
  const manual = copiesIn(world, place).length
  const kept = world.places.copiedInto(place.account, place.region).length * copiesKept
  const most = Math.max(100, Math.ceil((kept * 1.25) / 100) * 100)
  const quotas = [
    { AccountQuotaName: 'DBInstances', Used: place.databases.length, Max: Math.max(40, Math.ceil((place.databases.length * 1.5) / 100) * 100) },
    { AccountQuotaName: 'ManualSnapshots', Used: manual, Max: most },
    { AccountQuotaName: 'AllocatedStorage', Used: place.databases.reduce((sum, { storageGib }) => sum + storageGib, 0), Max: 10_000_000 },
  ]
  return answered({ AccountQuotas: list(quotas, 'AccountQuota') })
})
