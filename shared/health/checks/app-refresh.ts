import type { InstanceRefresh } from '../../fleet/records'
import type { AppGroupView } from '../../fleet/tenant-view'
import { dayMs, minuteMs } from '../../kernel/time'
import { inService } from '../app-capacity'
import { isUnderWay } from '../app-refresh'
import { about, basisOf, evidence, type Check, type Verdict, type Words } from '../check'
import { momentText } from '../wording'

/** How long it is worth knowing that a refresh is over, and that it failed. */
const overMs = 30 * minuteMs
const failedMs = dayMs
/** At the same percentage for so long: machines of the new version do not come up. */
const stuckMs = 30 * minuteMs

export const appRefresh: Check = {
  id: 'app-refresh',
  clause: 'appRedundancy',
  title: 'Instance refresh of an app group',
  feeds: ['autoscaling.refreshes', 'autoscaling.groups'],
  judge: (view, nowMs) => view.appGroups.flatMap((group) => judgeGroup(group, nowMs)),
  nextChangeAtMs: (view, nowMs) => {
    const ends = view.appGroups.flatMap(({ refresh }) => (refresh?.latest?.endedAtMs === undefined ? [] : [refresh.latest.endedAtMs + spanOf(refresh.latest)])).filter((atMs) => atMs > nowMs)
    return ends.length === 0 ? undefined : Math.min(...ends)
  },
}

const failures: ReadonlySet<string> = new Set(['Failed', 'RollbackFailed'])
const spanOf = ({ status }: InstanceRefresh): number => (failures.has(status) ? failedMs : overMs)

function judgeGroup(group: AppGroupView, nowMs: number): readonly Verdict[] {
  const { record, environment, place, refresh } = group
  const latest = refresh?.latest
  if (latest === undefined) return []
  const say = (words: Words): readonly Verdict[] => [
    about({ kind: 'app-group', id: record.id, environment, account: place.account, region: place.region }, basisOf(place, 'autoscaling.refreshes', refresh?.readAtMs), { evidence: evidenceOf(group, latest), ...words }),
  ]
  if (isUnderWay(latest)) {
    const since = latest.startedAtMs === undefined ? {} : { beganAtMs: latest.startedAtMs }
    const to = latest.version === undefined ? '' : ` by ones of version ${latest.version}`
    const isStuck = refresh?.samePercentSinceMs !== undefined && refresh.readAtMs - refresh.samePercentSinceMs >= stuckMs
    const stuck = isStuck ? ' It makes no progress: look whether machines of the new version come up.' : ''
    return say({ severity: 'watch', summary: `App group ${record.id} is being refreshed: its app servers are replaced${to}, and until it ends fewer of them serve.${stuck}`, ...since })
  }
  const { endedAtMs } = latest
  if (endedAtMs === undefined || nowMs - endedAtMs >= spanOf(latest)) return []
  if (failures.has(latest.status)) return say({ severity: 'watch', summary: `The refresh of app group ${record.id} failed: its app servers may be of two versions.${latest.reason === undefined ? '' : ` AWS says: ${latest.reason}`}`, beganAtMs: endedAtMs })
  const how = latest.status === 'Successful' ? 'All app servers' : 'Not all app servers'
  return say({ severity: 'info', summary: `The refresh of app group ${record.id} is over (${latest.status}). ${how} were replaced.`, beganAtMs: endedAtMs })
}

function evidenceOf({ record }: AppGroupView, { id, status, percent, left, startedAtMs, endedAtMs, minHealthyPercent, reason }: InstanceRefresh) {
  return [
    evidence('Refresh', `${status}${percent === undefined ? '' : `, ${percent} %`}${left === undefined ? '' : `, ${left} left`}`),
    evidence('In service', `${inService(record).length} of ${record.desired}${minHealthyPercent === undefined ? '' : `; ${minHealthyPercent} % must stay`}`),
    ...(startedAtMs === undefined ? [] : [evidence('Started', momentText(startedAtMs))]),
    ...(endedAtMs === undefined ? [] : [evidence('Ended', momentText(endedAtMs))]),
    ...(reason === undefined ? [] : [evidence('Reason given by AWS', reason)]),
    evidence('Started by', `AWS does not say here; CloudTrail has it (StartInstanceRefresh, ${id})`),
  ]
}
