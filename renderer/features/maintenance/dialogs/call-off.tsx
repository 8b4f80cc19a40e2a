import { useState, type ReactNode } from 'react'
import { plural } from '../../../format/number'
import { useAct } from '../use-act'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

/** The reason is what the tenants and the next shift read. */
export function CallOffDialog({ window, onClose }: AboutWindow): ReactNode {
  const { act, busy, error } = useAct()
  const [why, setWhy] = useState('')
  const callOff = async (): Promise<void> => {
    const done = await act('maintenance.callOff', { id: window.id, why: why.trim() }, { busy: 'Calling off …', done: `${window.title} is called off` })
    if (done !== undefined) onClose()
  }
  const told = new Set(window.deliveries.map(({ tenant }) => tenant)).size
  return (
    <QuestionDialog title={`Call off “${window.title}”`} yes="Call it off" busy={busy} error={error} isReady={why.trim() !== ''} onYes={() => void callOff()} onClose={onClose}>
      <p>{told === 0 ? 'Nobody was told of it yet, so nobody is written to.' : `${plural(told, 'tenant')} ${told === 1 ? 'was' : 'were'} told of it and ${told === 1 ? 'is' : 'are'} told that it is called off, by email and on the login screen.`} It stays in the calendar, and its approvals are void: another time is another plan.</p>
      <label className="field"><span>Why</span><textarea className="input area" data-first maxLength={1_000} rows={3} value={why} onChange={(event) => setWhy(event.target.value)} /></label>
    </QuestionDialog>
  )
}
