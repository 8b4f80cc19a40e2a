import type { ReactNode } from 'react'
import type { TargetHealthRecord } from '#shared/fleet/records'
import { troubledTargets } from './app-words'

/** Targets that get no requests and why, as the load balancer says it; nothing where all are healthy. */
export function TargetReasons({ targets }: { readonly targets: readonly TargetHealthRecord[] }): ReactNode {
  if (targets.length === 0) return null
  if (targets.every(({ waitsForTurn }) => waitsForTurn === true)) return <p className="faint">Targets wait for their turn to be read.</p>
  const troubled = troubledTargets(targets)
  const count = targets.reduce((sum, group) => sum + group.targets.length, 0)
  if (troubled.length === 0) return <p className="soft">All {count} targets of the load balancer are healthy.</p>
  return (
    <table className="small-table">
      <caption className="app-caption faint">Targets that get no requests: {troubled.length} of {count}</caption>
      <thead>
        <tr><th>Target, zone</th><th>State</th><th>Reason</th></tr>
      </thead>
      <tbody>
        {troubled.map(({ group, target }) => (
          <tr key={`${group} ${target.id}`}>
            <td><span className="mono">{target.id}</span> <span className="app-where faint">{target.az ?? 'zone not told'}</span></td>
            <td className={target.state.startsWith('unhealthy') ? 'strong' : ''}>{target.state}</td>
            <td className="rest app-why" title={target.reason}>{target.description ?? target.reason ?? 'not told'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
