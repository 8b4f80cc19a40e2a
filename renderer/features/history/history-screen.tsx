import { History, Siren, ClipboardList, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { HistoryState } from '#shared/ipc/history-contract'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { plural } from '../../format/number'
import { Handover } from './handover'
import { Incidents } from './incidents'
import { LookBack } from './look-back'
import { useHistory } from '../../stores/use-history'

type Part = 'back' | 'incidents' | 'handover'
const parts: readonly { readonly id: Part; readonly title: string; readonly icon: LucideIcon }[] = [
  { id: 'back', title: 'Look back', icon: History },
  { id: 'incidents', title: 'Incidents', icon: Siren },
  { id: 'handover', title: 'Hand-over', icon: ClipboardList },
]

/** What this machine remembers: the fleet at any minute of the last month, failover incidents, and the sheet for the next shift. */
export function HistoryScreen(): ReactNode {
  const [part, setPart] = useState<Part>('back')
  const state = useHistory('history.state', null, true)
  return (
    <div className="history" tabIndex={-1}>
      <header className="history-head">
        <h1>History</h1>
        <div className="segments" role="group" aria-label="Part">
          {parts.map(({ id, title, icon }) => (
            <Button key={id} look="quiet" icon={icon} aria-pressed={part === id} onClick={() => setPart(id)}>{title}</Button>
          ))}
        </div>
        <span className="grow" />
        {state.kind === 'ready' && <Remarks state={state.value} />}
      </header>
      {state.kind === 'ready' && state.value.trouble !== undefined && (
        <p className="history-trouble" role="alert"><strong>Nothing is kept now.</strong> {state.value.trouble}{state.value.lost > 0 && ` ${plural(state.value.lost, 'change')} could not be held and are lost.`}</p>
      )}
      <Body part={part} state={state} />
    </div>
  )
}

function Body({ part, state }: { readonly part: Part; readonly state: ReturnType<typeof useHistory<'history.state'>> }): ReactNode {
  if (state.kind === 'loading') return <div className="history-body" aria-busy="true"><span className="unseen" role="status">Reading the history</span></div>
  if (state.kind === 'failed') return <Notice icon={History} title="The history cannot be read">{state.error.message}</Notice>
  const { firstMs, lastMs } = state.value.extent
  if (firstMs === undefined || lastMs === undefined) {
    return <Notice icon={History} title="Nothing to look back to yet">History begins as soon as the first accounts have been read. From then on every change of health, every finding and every failover is kept on this computer.</Notice>
  }
  const extent = { firstMs, lastMs }
  if (part === 'incidents') return <Incidents />
  return part === 'handover' ? <Handover extent={extent} /> : <LookBack extent={extent} />
}

function Remarks({ state: { beginsAnew, extent, setAside } }: { readonly state: HistoryState }): ReactNode {
  return (
    <p className="faint history-remarks">
      {setAside !== undefined && <span className="text">A damaged history was set aside as {setAside}. </span>}
      {beginsAnew ? 'Training: its time, and this history, begin anew with every start.' : extent.begunAnewAtMs !== undefined ? 'The training fleet was started again: what was kept of its last run is gone.' : 'Kept on this computer: changes 35 days, incidents 13 months.'}
    </p>
  )
}
