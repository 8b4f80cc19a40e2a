import type { ReactNode } from 'react'
import type { Incident } from '#shared/incidents/incident'
import { budgetWords, incidentTitle, milestones, outageWords, plannedWords, stateWords } from '#shared/incidents/incident-words'
import { Instant } from '../../components/age'
import { HealthMark } from '../../components/health-mark'
import { TenantLink } from '../../components/tenant/tenant-link'
import { formatDuration } from '../../format/duration'
import { useTimed } from '../../stores/services'
import { incidentMark } from './incident-mark'
import { IncidentTimeline } from './incident-timeline'

const lanes = { aws: 'AWS event', zone: 'Zone seen', probe: 'Probe' } as const

/** One incident: what it was, what it cost, its course as a picture and as a table. */
export function IncidentDetail({ incident }: { readonly incident: Incident }): ReactNode {
  const { subject, reason, completedAtMs, startedAtMs, zoneSeenAtMs } = incident
  const state = useTimed((nowMs) => stateWords(incident, nowMs))
  const outage = useTimed((nowMs) => outageWords(incident, nowMs))
  const budget = useTimed((nowMs) => budgetWords(incident, nowMs))
  return (
    <article className="incident-detail" aria-label={incidentTitle(incident)} tabIndex={0}>
      <header>
        <h2 className="row"><HealthMark kind={incidentMark(incident)} />{incidentTitle(incident)}</h2>
        <p className="soft text"><TenantLink id={subject.tenant} name={subject.tenantName} />, {subject.environment}{subject.account === undefined ? '' : ` · ${subject.account} ${subject.region ?? ''}`}</p>
      </header>
      <dl className="incident-facts">
        <Fact title="State">{state}</Fact>
        <Fact title="Clients cut off">{outage}</Fact>
        <Fact title="Error budget">{budget === '' ? 'cannot be told' : budget}</Fact>
        <Fact title="Planned or not" wide>{plannedWords(incident)}{reason === undefined ? '' : `: ${reason}`}</Fact>
      </dl>
      <IncidentTimeline incident={incident} />
      <table className="incident-course">
        <caption className="unseen">Course of the incident</caption>
        <thead><tr><th scope="col">When</th><th scope="col" className="num">After start</th><th scope="col">Seen by</th><th scope="col">What</th></tr></thead>
        <tbody>
          {milestones(incident).map(({ atMs, words, lane }, index) => (
            <tr key={`${atMs} ${index}`}><td><Instant atMs={atMs} /></td><td className="num soft">{afterStart(atMs, incident)}</td><td className="soft">{lanes[lane]}</td><td className="text">{words}</td></tr>
          ))}
        </tbody>
      </table>
      {zoneSeenAtMs === undefined && incident.kind === 'failover' && incident.state !== 'abandoned' && <p className="faint">The zone was not seen to change: AWS shows it minutes late, and this console sees it only while it watches.</p>}
      {startedAtMs === undefined && completedAtMs !== undefined && incident.kind === 'failover' && <p className="faint">AWS told of no start.</p>}
    </article>
  )
}

const afterStart = (atMs: number, { beganAtMs }: Incident): string => (atMs < beganAtMs ? `−${formatDuration(beganAtMs - atMs)}` : `+${formatDuration(atMs - beganAtMs)}`)

function Fact({ title, wide = false, children }: { readonly title: string; readonly wide?: boolean; readonly children: ReactNode }): ReactNode {
  return <div className={wide ? 'wide' : undefined}><dt className="faint">{title}</dt><dd className="text">{children}</dd></div>
}
