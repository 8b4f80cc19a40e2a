import type { ReactNode } from 'react'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import { inService, servingZones } from '#shared/health/app-capacity'
import { scaledByLoad } from '#shared/health/scaling'
import { plural } from '../../format/number'
import { ActivityList } from './activity-list'
import { absence } from './app-words'
import { GroupZones } from './group-zones'
import { LoadFigures } from './load-figures'
import { RefreshBar } from './refresh-bar'
import { TargetReasons } from './target-reasons'

/** Everything of one app group: its size, its machines by zone, what clients get, its targets, its refresh and what was done to it. */
export function AppGroupCard({ group, most }: { readonly group: AppGroupView; readonly most?: number }): ReactNode {
  const { record, targets, loads, refresh, activities } = group
  return (
    <article className="app-group" aria-label={`App group ${record.id}`}>
      <p className="soft">{sizeWords(group)}</p>
      <GroupZones record={record} />
      {loads.map((load) => <LoadFigures key={load.key} load={load} />)}
      {loads.length === 0 && record.targetGroupArns.length > 0 && <Absent group={group} feed="cloudwatch.app-load" what="Latency and errors" />}
      <TargetReasons targets={targets} />
      {refresh === undefined ? <Absent group={group} feed="autoscaling.refreshes" what="Instance refreshes" /> : <RefreshBar refresh={refresh} />}
      {activities === undefined ? <Absent group={group} feed="autoscaling.activities" what="Scaling activities" /> : <ActivityList record={activities} {...(most === undefined ? {} : { most })} />}
    </article>
  )
}

function Absent({ group, feed, what }: { readonly group: AppGroupView; readonly feed: Parameters<typeof absence>[1]; readonly what: string }): ReactNode {
  const { kind, words } = absence(group, feed, what)
  return <p className={kind === 'denied' ? 'soft text' : 'faint text'} {...(kind === 'loading' ? { 'aria-busy': true } : {})}>{words}</p>
}

/** `5 of 6 serve, in 3 zones; 6 to 12 allowed`, and what load did to it. */
function sizeWords(group: AppGroupView): string {
  const { record } = group
  const zones = servingZones(record).length
  const scaled = scaledByLoad(group)
  const room = record.min === record.max ? 'a fixed size' : `${record.min} to ${record.max} allowed`
  const atMax = record.desired === record.max && record.max > record.min ? '; at its maximum' : ''
  return `${inService(record).length} of ${record.desired} serve, in ${plural(zones, 'zone')}; ${room}${atMax}${scaled === undefined ? '' : `; raised by load from ${scaled.usual}`}`
}
