import { ShieldCheck } from 'lucide-react'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Incident } from '#shared/incidents/incident'
import { budgetWords, incidentTitle, outageWords, plannedWords, stateWords } from '#shared/incidents/incident-words'
import { HealthMark } from '../../components/health-mark'
import { Notice } from '../../components/notice'
import { plural } from '../../format/number'
import { formatTime } from '../../format/time'
import { useTimed } from '../../stores/services'
import { IncidentDetail } from './incident-detail'
import { incidentMark } from './incident-mark'
import { useHistory } from '../../stores/use-history'

/** Failovers and outages of thirteen months, newest first, and the course of the chosen one. */
export function Incidents(): ReactNode {
  const asked = useHistory('incidents.list', {}, true)
  const [chosen, setChosen] = useState<string>()
  const [wanted, setWanted] = useState('')
  if (asked.kind === 'failed') return <Notice title="Incidents cannot be shown">{asked.error.message}</Notice>
  if (asked.kind === 'loading') return <div className="history-body" aria-busy="true" />
  const text = wanted.trim().toLowerCase()
  const shown = asked.value.filter((incident) => text === '' || `${incidentTitle(incident)} ${incident.subject.tenantName} ${incident.subject.tenant} ${plannedWords(incident)} ${incident.state}`.toLowerCase().includes(text))
  const open = shown.find(({ id }) => id === chosen) ?? shown[0]
  if (asked.value.length === 0) return <Notice icon={ShieldCheck} title="No failover, no outage">AWS’s events of the last fourteen days were read as well: no database has failed over.</Notice>
  const onKey = (event: KeyboardEvent): void => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const index = shown.findIndex(({ id }) => id === open?.id)
    const next = shown[Math.min(shown.length - 1, Math.max(0, index + step))]
    setChosen(next?.id)
    if (next !== undefined) document.getElementById(`incident-${next.id}`)?.scrollIntoView({ block: 'nearest' })
    event.preventDefault()
  }
  return (
    <div className="history-body incidents">
      <section className="incident-side" aria-label="Incidents">
        <header className="row wrap">
          <h2>{plural(shown.length, 'incident')}</h2>
          <span className="grow" />
          <input className="input" type="search" aria-label="Filter incidents" placeholder="Filter: tenant, planned, failed" value={wanted} onChange={({ target }) => setWanted(target.value)} />
        </header>
        <div className="incident-list" role="listbox" aria-label="Incidents" tabIndex={0} aria-activedescendant={open === undefined ? undefined : `incident-${open.id}`} onKeyDown={onKey}>
          {shown.length === 0 && <p className="soft then-empty" role="status">No incident matches.</p>}
          {shown.map((incident) => <Card key={incident.id} incident={incident} selected={incident.id === open?.id} onChoose={setChosen} />)}
        </div>
      </section>
      {open !== undefined && <IncidentDetail incident={open} />}
    </div>
  )
}

function Card({ incident, selected, onChoose }: { readonly incident: Incident; readonly selected: boolean; readonly onChoose: (id: string) => void }): ReactNode {
  const said = useTimed((nowMs) => `${formatTime(incident.beganAtMs, nowMs)}|${stateWords(incident, nowMs)}|${outageWords(incident, nowMs)}|${budgetWords(incident, nowMs)}`)
  const [when, state, outage, budget] = said.split('|')
  return (
    <div id={`incident-${incident.id}`} role="option" aria-selected={selected} className="incident-card" onClick={() => onChoose(incident.id)}>
      <span className="row"><HealthMark kind={incidentMark(incident)} /><strong className="ellipsis grow">{incident.subject.tenantName}</strong><span className="num soft">{when}</span></span>
      <span className="ellipsis">{incidentTitle(incident)}</span>
      <span className="ellipsis soft">{state}, {plannedWords(incident)}{budget === '' ? '' : ` · ${budget?.replace(' of the month’s error budget', ' of the budget') ?? ''}`}</span>
      <span className="ellipsis soft">Cut off: {outage}</span>
    </div>
  )
}
