import { Unplug } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Phase } from '#shared/maintenance/effects'
import type { RunView, WindowView } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askFirst } from '../dialogs/ask-first'
import { Effects } from './effects'
import { Journal } from './journal'
import { NowAndNext } from './now-and-next'
import { Outcome } from './outcome'
import { PhaseStrip } from './phase-strip'
import { currentPhase } from './phase-looks'
import { Questions } from './questions'

/** A run, readable from two metres: where it is, what happens next and when, what it asks, and below that every single thing it did. */
export function RunPage({ window, run }: { readonly window: WindowView; readonly run: RunView }): ReactNode {
  const [chosen, setChosen] = useState<Phase>()
  const current = currentPhase(run)
  const shown = run.phases.find(({ phase }) => phase === (chosen ?? current?.phase)) ?? current
  return (
    <div className="run">
      <Carrier run={run} />
      {run.trouble !== undefined && <p className="run-trouble text" role="alert"><strong>It does not move on as it should.</strong> {run.trouble.message}</p>}
      {run.outcome === undefined ? <NowAndNext window={window} run={run} current={current} /> : <Outcome window={window} run={run} outcome={run.outcome} />}
      <Questions window={window} run={run} />
      <PhaseStrip run={run} selected={shown?.phase} current={run.outcome === undefined ? current?.phase : undefined} onSelect={setChosen} />
      <div className="run-columns">
        {shown !== undefined && <Effects view={shown} />}
        <Journal run={run} zone={window.zone} />
      </div>
    </div>
  )
}

/** Who carries it, where that is not this console. */
function Carrier({ run: { carriedBy, outcome } }: { readonly run: RunView }): ReactNode {
  const services = useServices()
  const may = useSlice('access', (state) => mayRun(state, 'maintenance.takeOver'))
  if (outcome !== undefined || carriedBy.kind === 'here') return null
  if (carriedBy.kind === 'other') return <p className="run-carrier text" role="status">Carried by <strong>{carriedBy.holder}</strong>. What is said here reaches it; should that console die, it can be taken over from here within a minute.</p>
  return (
    <div className="run-carrier run-orphan" role="alert">
      <Unplug aria-hidden="true" />
      <p className="grow text"><strong>Nobody carries this run.</strong> The console that had it is gone. Access may be closed and alarms muted until somebody takes it over.</p>
      {may && <Button look="primary" onClick={() => askFirst(services, { kind: 'takeOver' })}>Take over</Button>}
    </div>
  )
}
