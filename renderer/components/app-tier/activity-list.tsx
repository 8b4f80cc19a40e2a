import type { ReactNode } from 'react'
import type { GroupActivitiesRecord } from '#shared/fleet/records'
import { Age, Instant } from '../age'
import { activityState, activityWords } from './app-words'

/** What Auto Scaling did lately and why, newest first; AWS's own words on hover and, of failures, in full. */
export function ActivityList({ record, most = 6 }: { readonly record: GroupActivitiesRecord; readonly most?: number }): ReactNode {
  const { activities, readAtMs } = record
  if (activities.length === 0) return <p className="faint">No scaling activity in the last six weeks. <span>Read <Age atMs={readAtMs} /> ago.</span></p>
  return (
    <>
      <table className="small-table">
        <caption className="app-caption faint">Scaling activities, read <Age atMs={readAtMs} /> ago</caption>
        <thead>
          <tr><th>When</th><th>What</th><th>Why</th><th className="end">State</th></tr>
        </thead>
        <tbody>
          {activities.slice(0, most).map((activity) => {
            const { what, why } = activityWords(activity)
            const failed = activity.status === 'Failed'
            return (
              <tr key={activity.id}>
                <td><Instant atMs={activity.atMs} /></td>
                <td title={activity.description}>{what}</td>
                <td className="rest app-why" title={activity.cause}>{failed ? (activity.message ?? why) : why}</td>
                <td className={failed ? 'end strong' : 'end'}>{activityState(activity)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {activities.length > most && <p className="faint">{activities.length - most} older ones were read too.</p>}
    </>
  )
}
