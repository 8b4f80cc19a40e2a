import { ArrowLeft, Ban, Download, Fingerprint, Pencil, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WindowView } from '#shared/maintenance/window-view'
import { Button, IconButton } from '../../../components/button'
import { formatDuration } from '../../../format/duration'
import { formatUtc } from '../../../format/time'
import { ownZone } from '../../../format/zone'
import { mayRun } from '../../../stores/access-store'
import { openStory } from '../../../stores/audit-visit'
import { openCalendar } from '../../../stores/maintenance-visit'
import { useServices, useSlice, useTimed } from '../../../stores/services'
import { exportWindows } from '../calendar/export-windows'
import { askFirst } from '../dialogs/ask-first'
import { RunControls } from '../run/run-controls'
import { StageMark } from '../stage-mark'
import { kindWords } from '../stage-words'
import { spanWords } from '../times'

interface Props {
  readonly window: WindowView
  /** Which side of a window with a run is shown. */
  readonly part: 'run' | 'plan' | undefined
  readonly onPart: (part: 'run' | 'plan') => void
}

/** What it is, when, and what can be done with it. */
export function WindowHead({ window, part, onPart }: Props): ReactNode {
  const services = useServices()
  const { zone, title, kind, run } = window
  // An extended run ends later than it was planned to.
  const span = { fromMs: window.span.fromMs, toMs: run?.toMs ?? window.span.toMs }
  return (
    <header className="window-head">
      <IconButton label="Back to the calendar (Esc)" icon={ArrowLeft} onClick={() => openCalendar(services)} />
      <div className="window-title">
        <div className="row"><h1 className="ellipsis text">{title}</h1><StageMark window={window} /><span className="soft">{kindWords[kind]}</span></div>
        <p className="soft"><span className="num text">{spanWords(span, zone)}</span> {zone}{zone !== ownZone() && <>, here <span className="num text">{spanWords(span, ownZone())}</span></>} <span className="num faint text">({formatUtc(span.fromMs)})</span><Begins span={span} stage={window.stage} /></p>
      </div>
      <span className="grow" />
      {part !== undefined && (
        <div className="segments" role="group" aria-label="Part">
          <Button look="quiet" aria-pressed={part === 'run'} onClick={() => onPart('run')}>Run</Button>
          <Button look="quiet" aria-pressed={part === 'plan'} onClick={() => onPart('plan')}>Plan</Button>
        </div>
      )}
      <IconButton label="Its whole story in the audit trail" icon={Fingerprint} onClick={() => openStory(services, { kind: 'window', id: window.id })} />
      <IconButton label="Export as a calendar file (.ics)" icon={Download} onClick={() => void exportWindows(services, [window.id])} />
      {run === undefined ? <PlanControls window={window} /> : <RunControls window={window} run={run} />}
    </header>
  )
}

function Begins({ span, stage }: Pick<WindowView, 'span' | 'stage'>): ReactNode {
  const text = useTimed((nowMs) => {
    if (!Number.isFinite(nowMs) || stage === 'calledOff' || stage === 'ended') return ''
    return nowMs < span.fromMs ? `, begins in ${formatDuration(span.fromMs - nowMs)}` : nowMs < span.toMs ? `, ${formatDuration(span.toMs - nowMs)} left` : ''
  })
  return <strong className="num">{text}</strong>
}

/** Before it has begun: change it, call it off, start it. */
function PlanControls({ window }: { readonly window: WindowView }): ReactNode {
  const services = useServices()
  const maySave = useSlice('access', (state) => mayRun(state, 'maintenance.save'))
  const mayStart = useSlice('access', (state) => mayRun(state, 'maintenance.start'))
  const mayCallOff = useSlice('access', (state) => mayRun(state, 'maintenance.callOff'))
  const isCopy = useSlice('maintenance', ({ calendar }) => calendar.kind === 'ready' && calendar.value.isCopy)
  const { stage, blockers } = window
  if (stage === 'calledOff') return null
  const [first] = blockers
  const refusal = isCopy ? 'The desk’s store cannot be reached: nothing can be written now.' : first?.message
  return (
    <>
      {maySave && <Button icon={Pencil} disabled={isCopy} onClick={() => askFirst(services, { kind: 'edit' })}>Edit</Button>}
      {mayCallOff && <Button icon={Ban} disabled={isCopy} onClick={() => askFirst(services, { kind: 'callOff' })}>Call off</Button>}
      {mayStart && stage !== 'missed' && <Button look="primary" icon={Play} disabled={refusal !== undefined} title={refusal} onClick={() => askFirst(services, { kind: 'start' })}>Start</Button>}
    </>
  )
}
