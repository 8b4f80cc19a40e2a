import type { AppGroupView } from '../../fleet/tenant-view'
import { inService, suspendedHealing } from '../app-capacity'
import { isShortByRefresh } from '../app-refresh'
import { aboutGroup, evidence, type Check, type Verdict } from '../check'
import { goesOn, isGrowing, refusedLaunch } from '../scaling'
import { countText, listText, momentText } from '../wording'

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
  if (serving < record.desired) {
    // Meant to be so for a while: app-refresh, app-scaled and app-at-max say it.
    if (isShortByRefresh(group) || isGrowing(group)) return []
    const refused = refusedLaunch(group)?.message
    return say('degraded', `App group ${record.id} has ${serving} of ${countText(record.desired, 'app server')} in service: the rest carries the load.${refused === undefined ? '' : ` AWS could not launch another: ${shortened(refused)}`}`)
  }
  if (suspended.length > 0) return say('watch', `App group ${record.id} is complete.`)
  return []
}

const mostCharacters = 220
const shortened = (text: string): string => (text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text)

/** Why, in AWS's words: what goes on now, and what failed last. */
function reasonsOf(group: AppGroupView) {
  const refused = refusedLaunch(group)
  const now = (group.activities?.activities ?? []).filter((activity) => goesOn(activity)).slice(0, 3)
  return [...(refused === undefined ? [] : [evidence('Launch refused', `${momentText(refused.atMs)}: ${shortened(refused.message ?? refused.description)}`)]), ...now.map(({ description, cause }) => evidence('Under way', `${description}: ${shortened(cause)}`))]
}

function evidenceOf(group: AppGroupView, serving: number) {
  const { record, shared } = group
  const others = record.instances.filter(({ lifecycle, health }) => lifecycle !== 'InService' || health.toLowerCase() !== 'healthy')
  return [
    evidence('In service', `${serving} of ${record.desired} desired (${record.min} to ${record.max})`),
    ...reasonsOf(group),
    ...others.slice(0, 8).map(({ id, az, lifecycle, health }) => evidence(id, `${lifecycle}, ${health}, ${az}`)),
    ...(record.suspendedProcesses.length === 0 ? [] : [evidence('Suspended', record.suspendedProcesses.join(', '))]),
    ...(shared ? [evidence('Shared', 'with every tenant of this environment')] : []),
  ]
}
