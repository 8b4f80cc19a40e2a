import type { InstanceRefresh } from '../fleet/records'
import type { AppGroupView } from '../fleet/tenant-view'
import { inService } from './app-capacity'
import { goesOn, isHealing, readWith } from './scaling'

/** Statuses in which machines may be replaced yet. */
const underWay: ReadonlySet<string> = new Set(['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'])
export const isUnderWay = ({ status }: InstanceRefresh): boolean => underWay.has(status)

/** The refresh that goes on as the group is shown. */
export function refreshUnderWay(group: AppGroupView): InstanceRefresh | undefined {
  const latest = group.refresh?.latest
  return latest !== undefined && isUnderWay(latest) && readWith(group, group.refresh) ? latest : undefined
}

/**
 * Whether a group is short only because it is being refreshed: as many serve as the refresh must leave, one being replaced at a time at
 * the least; its activities account for each that is missing; and nothing says that a machine failed.
 */
export function isShortByRefresh(group: AppGroupView): boolean {
  const refresh = refreshUnderWay(group)
  if (refresh === undefined) return false
  const { desired, instances } = group.record
  const replacing = (group.activities?.activities ?? []).filter((activity) => goesOn(activity) && activity.cause.includes('instance refresh')).length
  const least = Math.min(desired - 1, Math.ceil((desired * (refresh.minHealthyPercent ?? 100)) / 100))
  const serving = inService(group.record).length
  return serving > 0 && serving >= least && readWith(group, group.activities) && desired - serving <= replacing && !isHealing(group) && instances.every(({ health }) => health.toLowerCase() === 'healthy')
}
