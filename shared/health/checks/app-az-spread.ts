import type { AppGroupView, TenantView } from '../../fleet/tenant-view'
import { inService, servingZones } from '../app-capacity'
import { isShortByRefresh } from '../app-refresh'
import { aboutGroup, evidence, type Check, type Verdict } from '../check'
import { countText, listText } from '../wording'

export const appAzSpread: Check = {
  id: 'app-az-spread',
  clause: 'appRedundancy',
  title: 'App servers over several zones',
  feeds: ['autoscaling.groups'],
  judge: (view) => view.appGroups.flatMap((group) => judgeGroup(view, group)),
}

function judgeGroup({ contract }: TenantView, group: AppGroupView): readonly Verdict[] {
  const { record } = group
  const goal = contract.appAvailabilityZones
  const zones = servingZones(record)
  const serving = inService(record).length
  // Too few to be spread, or none at all, is app-capacity's to say unless it is meant to be so.
  if (record.desired === 0 || zones.length >= goal || (serving < goal && serving < record.desired)) return []
  // One being replaced: the zone has it back in minutes.
  if (record.azs.length >= goal && record.desired >= goal && serving < record.desired && isShortByRefresh(group)) return []
  const cannot = record.azs.length < goal ? `it is set up for ${countText(record.azs.length, 'zone')} only` : record.desired < goal ? `it is meant to have ${countText(record.desired, 'app server')} only` : undefined
  return [
    aboutGroup(group, {
      severity: 'degraded',
      summary: `App group ${record.id} serves from ${zones.length === 0 ? 'no zone' : listText(zones)} only; ${goal} zones are promised${cannot === undefined ? '' : ', and ' + cannot}. When that zone fails, its tenants cannot work.`,
      evidence: [evidence('Zones in service', zones.length === 0 ? 'none' : zones.join(', ')), evidence('Zones set up', record.azs.join(', ')), evidence('In service', `${serving} of ${record.desired}`)],
    }),
  ]
}
