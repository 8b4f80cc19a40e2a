import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FailurePolicy, Plan } from '#shared/maintenance/plan'
import { phaseWords } from '#shared/maintenance/run-view'
import type { Forecast } from '#shared/maintenance/window-view'
import { TenantLink } from '../../components/tenant/tenant-link'
import { plural } from '../../format/number'
import { useTenantNames } from './use-tenant-names'

/** Parts of a plan that the wizard's preview and a window's page both show. */

/** Where snapshots go beside staying where they are. */
export const CopyWords = ({ plan: { copyTo } }: { readonly plan: Pick<Plan, 'copyTo'> }): ReactNode => (copyTo === undefined ? null : <p><strong>Copies:</strong> every snapshot goes to {copyTo.region} too, before anything is changed.</p>)

const policyWords: Record<FailurePolicy, string> = {
  restore: 'Every database that was touched is brought back from its snapshot, without asking.',
  stopAndAsk: 'The run stops and asks an operator: try again, restore, or leave it as it is.',
}

/** Without downtime it is always asked: people go on writing, and a restore loses that. `databases`: none, and there is nothing to restore. */
export function failureWords({ kind, onFailure, databases }: Pick<Plan, 'kind' | 'onFailure'> & { readonly databases?: readonly unknown[] }): string {
  if (databases?.length === 0) return `App groups have no snapshot to go back to, so nothing is restored. ${policyWords.stopAndAsk.replace('try again, restore, or', 'try again, or')}`
  if (kind !== 'noDowntime' || onFailure !== 'restore') return policyWords[onFailure]
  return `Access stays open, so a restore would lose what people wrote since the snapshot: nothing is restored without asking. ${policyWords.stopAndAsk}`
}

const riskTitles = { low: 'low risk', medium: 'medium risk', high: 'high risk' } as const
const targetWords = { database: 'database', group: 'app group' } as const

export function PlannedSteps({ forecast }: { readonly forecast: Forecast }): ReactNode {
  return (
    <ol className="planned-steps">
      {forecast.steps.map((step, at) => (
        <li key={`${at} ${step.title}`}>
          <span className="num step-number">{at + 1}</span>
          <div>
            <p><strong className="text">{step.title}</strong></p>
            <p className="soft">{step.target === 'plan' ? 'once' : `on ${plural(step.targets, targetWords[step.target])}`}, about <span className="num">{step.minutes} min</span>, <span className={`risk risk-${step.risk}`}>{step.risk !== 'low' && <TriangleAlert aria-hidden="true" />}{riskTitles[step.risk]}</span></p>
            {step.riskWords !== undefined && <p className="soft">{step.riskWords}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}

const mostOutages = 6

/** Minutes in which each tenant's people cannot work, the longest first. */
export function Outages({ forecast }: { readonly forecast: Pick<Forecast, 'outages'> }): ReactNode {
  const nameOf = useTenantNames()
  const { outages } = forecast
  const longest = Math.max(1, ...outages.map(({ minutes }) => minutes))
  const row = ({ tenant, minutes, because }: Forecast['outages'][number]): ReactNode => (
    <li key={tenant}>
      <span className="ellipsis"><TenantLink id={tenant} name={nameOf(tenant)} /></span>
      <span className="outage-bar" aria-hidden="true"><span style={{ width: `${(minutes / longest) * 100}%` }} /></span>
      <span className="num end">{minutes === 0 ? 'none' : `${minutes} min`}</span>
      <span className="soft">{because}</span>
    </li>
  )
  return (
    <>
      <ul className="outages">{outages.slice(0, mostOutages).map(row)}</ul>
      {outages.length > mostOutages && <details><summary>{outages.length - mostOutages} more tenants</summary><ul className="outages">{outages.slice(mostOutages).map(row)}</ul></details>}
    </>
  )
}

/** Every AWS call of the run in its order. */
export function Calls({ calls }: { readonly calls: Forecast['calls'] }): ReactNode {
  return (
    <details>
      <summary>AWS calls of the run: {plural(calls.reduce((sum, { times }) => sum + times, 0), 'call')} of {plural(new Set(calls.map(({ operation }) => operation)).size, 'kind')}</summary>
      <table className="calls">
        <thead><tr><th scope="col">Phase</th><th scope="col">Operation</th><th scope="col">Target</th><th scope="col" className="num">Times</th></tr></thead>
        <tbody>{calls.map(({ phase, operation, target, times, isRepeated, by }) => <tr key={`${phase} ${operation}`}><td>{phaseWords[phase].name}</td><td className="mono text">{operation}</td><td>{target}{by === 'watch' && ', by the watch'}</td><td className="num">{times}{isRepeated && <span className="soft"> or more</span>}</td></tr>)}</tbody>
      </table>
      <p className="faint">Reads are repeated until what was asked for is there. A restore makes calls of its own, only where a change fails.</p>
    </details>
  )
}

/** What is touched: databases by tenant, groups with everybody who stands on them. */
export function Touched({ plan, isOpen = false }: { readonly plan: Pick<Plan, 'databases' | 'groups'>; readonly isOpen?: boolean }): ReactNode {
  const nameOf = useTenantNames()
  const { databases, groups } = plan
  return (
    <>
      {databases.length > 0 && (
        <details open={isOpen}>
          <summary>{plural(databases.length, 'database')}</summary>
          <ul className="touched">{databases.map((database) => <li key={database.arn}><span className="text strong">{database.id}</span><span className="soft">{nameOf(database.tenant)}</span><span className="soft">{database.environment}</span><span className="soft num text">{database.engine} {database.engineVersion}</span></li>)}</ul>
        </details>
      )}
      {groups.length > 0 && (
        <details open={isOpen}>
          <summary>{plural(groups.length, 'app group')}</summary>
          <ul className="touched">{groups.map((group) => <li key={group.arn}><span className="text strong">{group.name}</span><span className="soft">{group.tenants.length === 1 ? nameOf(group.tenants[0]!) : `shared by ${group.tenants.length} tenants: all of them are touched`}</span><span className="soft">{group.environment}</span></li>)}</ul>
        </details>
      )}
    </>
  )
}
