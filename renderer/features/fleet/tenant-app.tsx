import type { ReactNode } from 'react'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import { inService, servingZones } from '#shared/health/app-capacity'
import { AppGroupCard } from '../../components/app-tier/app-group-card'

/** The tenant's app groups: one line each, and behind it the whole of the group. One that is short or changing is open. */
export function TenantApp({ groups }: { readonly groups: readonly AppGroupView[] }): ReactNode {
  return (
    <section aria-label="App groups">
      <h3>App groups</h3>
      {groups.length === 0 && <p className="soft">None found.</p>}
      {groups.map((group) => <GroupDetails key={group.record.key} group={group} />)}
    </section>
  )
}

function GroupDetails({ group }: { readonly group: AppGroupView }): ReactNode {
  const { record, environment, shared } = group
  const serving = inService(record).length
  const zones = servingZones(record).length
  return (
    <details className="app-details" open={serving < record.desired || (group.refresh?.latest !== undefined && group.refresh.latest.endedAtMs === undefined)}>
      <summary>
        <span className="app-environment">{environment}</span>
        <span className="grow ellipsis mono" title={record.id}>{record.id}</span>
        {shared && <span className="faint">shared</span>}
        <span className="num"><span className={serving < record.desired ? 'strong' : ''}>{serving}</span><span className="faint">/{record.desired}</span> <span className="faint">in {zones} az</span></span>
      </summary>
      <AppGroupCard group={group} />
    </details>
  )
}
