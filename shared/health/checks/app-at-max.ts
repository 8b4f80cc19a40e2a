import type { AlarmRecord } from '../../fleet/records'
import type { AppGroupView, TenantView } from '../../fleet/tenant-view'
import { failing, isSlow } from '../app-load'
import { aboutGroup, evidence, type Check, type Verdict, type Words } from '../check'
import { lastChange } from '../scaling'
import { countText, listText, momentText } from '../wording'

export const appAtMax: Check = {
  id: 'app-at-max',
  clause: 'appRedundancy',
  title: 'App groups at their maximum',
  feeds: ['autoscaling.groups', 'autoscaling.activities', 'cloudwatch.app-load', 'cloudwatch.firing'],
  judge: (view) => view.appGroups.flatMap((group) => judgeGroup(view, group)),
}

function judgeGroup(view: TenantView, group: AppGroupView): readonly Verdict[] {
  const { id, desired, min, max } = group.record
  // A group of a fixed size is at its most by design.
  if (desired < max || max === min) return []
  const change = lastChange(group)
  const signs = signsOfLoad(view, group)
  const how = change === undefined ? [] : [evidence('Raised', `from ${change.from} to ${change.to} at ${momentText(change.atMs)}${change.policy === undefined ? '' : ` by policy ${change.policy} (${change.alarm ?? ''})`}`)]
  const say = (words: Words): readonly Verdict[] => [
    aboutGroup(group, { evidence: [evidence('Wanted', `${desired} (${min} to ${max})`), ...how, ...signs.map((sign) => evidence('Under load', sign))], ...(change === undefined ? {} : { beganAtMs: change.atMs }), ...words }),
  ]
  const most = `its maximum of ${countText(max, 'app server')}`
  if (signs.length > 0) return say({ severity: 'degraded', summary: `App group ${id} is at ${most}, and that is not enough: ${listText(signs)}. It cannot grow: raise the maximum, or find what it waits for.` })
  if (change?.by === 'policy') return say({ severity: 'watch', summary: `Load has raised app group ${id} to ${most}: with more load it cannot grow.` })
  if (group.activities === undefined) return say({ severity: 'watch', summary: `App group ${id} is at ${most}: it cannot grow. What raised it has not been read.` })
  return say({ severity: 'info', summary: `App group ${id} is set to ${most}: it cannot grow, and no load raised it.` })
}

/** What says that its work is too much for it: alarms on it other than on the number of its hosts, slow or failing answers. */
function signsOfLoad({ alarms }: TenantView, { record, place, loads }: AppGroupView): readonly string[] {
  const isHere = (alarm: { readonly account: string; readonly region: string }): boolean => alarm.account === place.account && alarm.region === place.region
  const firing = alarms.filter(({ record: alarm }) => alarm.state === 'ALARM' && alarm.type === 'metric' && isHere(alarm) && !(alarm.metric ?? '').endsWith('HostCount') && isOn(alarm, record.id, record.targetGroupArns))
  return [
    ...firing.map(({ record: { name } }) => `alarm ${name} is firing`),
    ...(firing.length === 0 && loads.some(isSlow) ? ['answers are slow'] : []),
    ...(firing.length === 0 && loads.some((load) => failing(load) !== undefined) ? ['requests fail'] : []),
  ]
}

const isOn = ({ dimensions }: AlarmRecord, group: string, arns: readonly string[]): boolean =>
  dimensions['AutoScalingGroupName'] === group || (dimensions['TargetGroup'] !== undefined && arns.some((arn) => arn.endsWith(dimensions['TargetGroup']!)))
