import type { AppGroupView } from '../../fleet/tenant-view'
import { about, basisOf, evidence, type Check, type Verdict } from '../check'
import { scaledByLoad } from '../scaling'
import { momentText } from '../wording'

export const appScaled: Check = {
  id: 'app-scaled',
  clause: 'appRedundancy',
  title: 'App groups scaled out by load',
  feeds: ['autoscaling.activities', 'autoscaling.groups'],
  judge: (view) => view.appGroups.flatMap(judgeGroup),
}

/** Good to know, no trouble. At its maximum another check speaks. */
function judgeGroup(group: AppGroupView): readonly Verdict[] {
  const { record, environment, place, activities } = group
  const scaled = scaledByLoad(group)
  if (scaled === undefined || record.desired >= record.max) return []
  const { usual, change } = scaled
  return [
    about({ kind: 'app-group', id: record.id, environment, account: place.account, region: place.region }, basisOf(place, 'autoscaling.activities', activities?.readAtMs), {
      severity: 'info',
      summary: `Load has raised app group ${record.id} from ${usual} to ${record.desired} app servers, as its policy wants; it may grow to ${record.max}.`,
      evidence: [evidence('Last change', `from ${change.from} to ${change.to} at ${momentText(change.atMs)}`), evidence('Policy', change.policy ?? ''), evidence('Triggered by', change.alarm ?? '')],
      beganAtMs: change.atMs,
    }),
  ]
}
