import type { ReactNode } from 'react'
import type { WindowView } from '#shared/maintenance/window-view'
import { Instant } from '../../../components/age'
import { plural } from '../../../format/number'
import { ForecastBar } from '../forecast-bar'
import { Calls, CopyWords, failureWords, Outages, PlannedSteps, Touched } from '../plan-parts'
import { Approvals } from './approvals'
import { InTheWay } from './in-the-way'
import { Notices } from './notices'

/** A window's plan in words, and beside it what is still in the way: approvals, notices, conflicts. */
export function PlanPage({ window }: { readonly window: WindowView }): ReactNode {
  const { plan, forecast, calledOff, span, zone, cutOffMs } = window
  return (
    <div className="plan-page">
      <div className="plan-scroll" tabIndex={0} role="group" aria-label="The plan">
        {calledOff !== undefined && <p className="called-off text" role="status"><strong>Called off by {calledOff.by}, <Instant atMs={calledOff.atMs} />.</strong> {calledOff.why}</p>}
        {window.stage === 'missed' && <p className="called-off text" role="status"><strong>Nobody started it in time.</strong> Nothing was touched. Its tenants were told of it: call it off so that they hear, or plan it anew.</p>}
        <section aria-label="Why">
          <h2>Why</h2>
          <p className="text plan-why">{plan.why}</p>
          {plan.emergencyReason !== undefined && <p className="text plan-why"><strong>Why it cannot wait:</strong> {plan.emergencyReason}</p>}
          <p className="soft">Planned by <strong className="text">{plan.author}</strong> as <span className="mono text">{window.id}</span>, change {window.sequence} of it.</p>
        </section>
        <section aria-label="What is done">
          <h2>What is done</h2>
          <p className="soft">{before(window)}</p>
          <PlannedSteps forecast={forecast} />
          <p className="soft">Then every tenant is compared with before, {plan.kind === 'noDowntime' ? '' : 'access is reopened, '}alarms are switched on again, and the tenants are told.</p>
          <p><strong>If it fails:</strong> {failureWords(plan)}</p>
          <CopyWords plan={plan} />
        </section>
        <section aria-label="How long">
          <h2>How long</h2>
          <ForecastBar span={span} zone={zone} cutOffMs={cutOffMs} forecast={forecast} />
        </section>
        <section aria-label="Whom it touches">
          <h2>Whom it touches</h2>
          <Outages forecast={forecast} />
          <Touched plan={plan} />
          <Calls calls={forecast.calls} />
        </section>
      </div>
      <aside className="plan-side" aria-label="Before it can begin" tabIndex={0}>
        {calledOff === undefined && window.run === undefined && <InTheWay window={window} />}
        <Approvals window={window} />
        <Notices window={window} />
      </aside>
    </div>
  )
}

function before({ kind, databases }: WindowView): string {
  const snapshots = databases === 0 ? 'No database is touched, so there are no snapshots.' : `A snapshot of ${databases === 1 ? 'the database' : `each of ${plural(databases, 'database')}`}; nothing is changed before ${databases === 1 ? 'it is' : 'all are'} available.`
  return `${kind === 'noDowntime' ? 'Access stays open.' : 'Access is closed and the login screens say so.'} Alarms of its tenants are muted. ${snapshots} Then:`
}
