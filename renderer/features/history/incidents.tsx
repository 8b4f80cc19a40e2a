import { useVirtualizer } from '@tanstack/react-virtual'
import { ShieldCheck } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
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
  const all = asked.kind === 'ready' ? asked.value : undefined
  const shown = useMemo(() => (all ?? []).filter(described(wanted)), [all, wanted])
  if (asked.kind === 'failed') return <Notice title="Incidents cannot be shown">{asked.error.message}</Notice>
  if (all === undefined) return <div className="history-body" aria-busy="true" />
  if (all.length === 0) return <Notice icon={ShieldCheck} title="No failover, no outage">AWS’s events of the last fourteen days were read as well: no database has failed over.</Notice>
  const open = shown.find(({ id }) => id === chosen) ?? shown[0]
  return (
    <div className="history-body incidents">
      <section className="incident-side" aria-label="Incidents">
        <header className="row wrap">
          <h2>{plural(shown.length, 'incident')}</h2>
          <span className="grow" />
          <input className="input" type="search" aria-label="Filter incidents" placeholder="Filter: tenant, planned, failed" value={wanted} onChange={({ target }) => setWanted(target.value)} />
        </header>
        <Cards incidents={shown} open={open?.id} onChoose={setChosen} />
      </section>
      {open !== undefined && <IncidentDetail incident={open} />}
    </div>
  )
}

/** Every word from its beginning on: who asks for what was planned does not mean what was unplanned. */
function described(wanted: string): (incident: Incident) => boolean {
  const plain = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`
  const text = plain(wanted)
  return (incident) => wanted.trim() === '' || plain(`${incidentTitle(incident)} ${incident.subject.tenantName} ${incident.subject.tenant} ${plannedWords(incident)} ${incident.state}`).includes(text)
}

interface CardsProps {
  readonly incidents: readonly Incident[]
  readonly open: string | undefined
  readonly onChoose: (id: string) => void
}

const cardPx = 98

/** A virtual list: a zone of a large fleet makes thousands of incidents in a minute. */
function Cards({ incidents, open, onChoose }: CardsProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: incidents.length, getScrollElement: () => scroller.current, estimateSize: () => cardPx, overscan: 6 })
  const onKey = (event: KeyboardEvent): void => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const at = Math.min(incidents.length - 1, Math.max(0, incidents.findIndex(({ id }) => id === open) + step))
    const next = incidents[at]
    if (next !== undefined) onChoose(next.id)
    virtual.scrollToIndex(at)
    event.preventDefault()
  }
  return (
    <div ref={scroller} className="incident-list" role="listbox" aria-label="Incidents" tabIndex={0} aria-activedescendant={open === undefined ? undefined : `incident-${open}`} onKeyDown={onKey}>
      {incidents.length === 0 && <p className="soft then-empty" role="status">No incident matches.</p>}
      <div className="then-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const incident = incidents[index]
          return incident === undefined ? null : <Card key={incident.id} incident={incident} at={index + 1} of={incidents.length} topPx={start} selected={incident.id === open} onChoose={onChoose} />
        })}
      </div>
    </div>
  )
}

interface CardProps {
  readonly incident: Incident
  readonly at: number
  readonly of: number
  readonly topPx: number
  readonly selected: boolean
  readonly onChoose: (id: string) => void
}

function Card({ incident, at, of, topPx, selected, onChoose }: CardProps): ReactNode {
  const said = useTimed((nowMs) => `${formatTime(incident.beganAtMs, nowMs)}|${stateWords(incident, nowMs)}|${outageWords(incident, nowMs)}|${budgetWords(incident, nowMs)}`)
  const [when, state, outage, budget] = said.split('|')
  return (
    <div id={`incident-${incident.id}`} role="option" aria-selected={selected} aria-setsize={of} aria-posinset={at} className="incident-card" style={{ transform: `translateY(${topPx}px)` }} onClick={() => onChoose(incident.id)}>
      <span className="row"><HealthMark kind={incidentMark(incident)} /><strong className="ellipsis grow">{incident.subject.tenantName}</strong><span className="num soft">{when}</span></span>
      <span className="ellipsis">{incidentTitle(incident)}</span>
      <span className="ellipsis soft">{state}, {plannedWords(incident)}{budget === '' ? '' : ` · ${budget?.replace(' of the month’s error budget', ' of the budget') ?? ''}`}</span>
      <span className="ellipsis soft">Cut off: {outage}</span>
    </div>
  )
}
