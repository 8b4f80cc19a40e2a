import type { AppGroupView } from '../../fleet/tenant-view'
import { inService, suspendedHealing } from '../app-capacity'
import { aboutGroup, evidence, type Check, type Verdict } from '../check'
import { countText, listText } from '../wording'

export const appCapacity: Check = {
  id: 'app-capacity',
  clause: 'appRedundancy',
  title: 'App servers in service',
  feeds: ['autoscaling.groups'],
  judge: (view) => view.appGroups.flatMap(judgeGroup),
}

function judgeGroup(group: AppGroupView): readonly Verdict[] {
  const { record } = group
  const serving = inService(record).length
  const suspended = suspendedHealing(record)
  const stopped = suspended.length === 0 ? '' : ` It cannot heal by itself: ${listText(suspended)} ${suspended.length === 1 ? 'is' : 'are'} suspended.`
  const say = (severity: Verdict['severity'], summary: string): readonly Verdict[] => [aboutGroup(group, { severity, summary: `${summary}${stopped}`, evidence: evidenceOf(group, serving) })]
  if (record.desired === 0) return say('watch', `App group ${record.id} is scaled to zero: no app server is meant to run.`)
  if (serving === 0) return say('critical', `None of the ${countText(record.desired, 'app server')} of ${record.id} is in service: its tenants cannot work.`)
  if (serving < record.desired) return say('degraded', `App group ${record.id} has ${serving} of ${countText(record.desired, 'app server')} in service: the rest carries the load.`)
  if (suspended.length > 0) return say('watch', `App group ${record.id} is complete.`)
  return []
}

function evidenceOf({ record, shared }: AppGroupView, serving: number) {
  const others = record.instances.filter(({ lifecycle, health }) => lifecycle !== 'InService' || health.toLowerCase() !== 'healthy')
  return [
    evidence('In service', `${serving} of ${record.desired} desired (${record.min} to ${record.max})`),
    ...others.slice(0, 8).map(({ id, az, lifecycle, health }) => evidence(id, `${lifecycle}, ${health}, ${az}`)),
    ...(record.suspendedProcesses.length === 0 ? [] : [evidence('Suspended', record.suspendedProcesses.join(', '))]),
    ...(shared ? [evidence('Shared', 'with every tenant of this environment')] : []),
  ]
}
