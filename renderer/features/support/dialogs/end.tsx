import { useState, type ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Countdown } from '../../../components/support/countdown'
import { isOpenOrUnproven } from '../../../components/support/grant-order'
import { whatWords } from '../../../components/support/stage-words'
import { Button } from '../../../components/button'
import { QuestionDialog } from '../../../components/question-dialog'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { extendAccess } from '../../../stores/support-visit'
import { useGrantAct } from '../use-grant-act'

export interface AboutGrant {
  readonly grant: GrantView
  readonly onClose: () => void
}

/** Ends what is open, or takes back what is not open yet; what still stands open for another grant is said. */
export function EndDialog({ grant, onClose }: AboutGrant): ReactNode {
  const services = useServices()
  const { act, busy, error } = useGrantAct()
  const mayAsk = useSlice('access', (state) => mayRun(state, 'support.ask'))
  const [why, setWhy] = useState('')
  const isOpen = isOpenOrUnproven(grant)
  const shared = [...new Set(grant.doors.flatMap(({ sharedWith }) => sharedWith))]
  const end = async (): Promise<void> => {
    const ended = await act('support.end', { id: grant.id, why: why.trim() }, { busy: isOpen ? 'Ending …' : 'Taking back …', done: ({ words }) => words })
    if (ended !== undefined) onClose()
  }
  return (
    <QuestionDialog title={isOpen ? `End access to ${grant.tenantName}, ${grant.environment}` : `Take back: ${grant.tenantName}, ${grant.environment}`} yes={isOpen ? 'End now' : 'Take it back'} busy={busy} error={error} isReady={why.trim() !== ''} onYes={() => void end()} onClose={onClose}>
      <p><strong>{whatWords(grant)}</strong> for {grant.by}, {grant.reference}. <Countdown grant={grant} /></p>
      <p>{isOpen ? 'AWS is told at once. It is shown as “revoking (unverified)” until AWS was read back, then as closed with the proof.' : 'It never opens. What was said about it stays.'}</p>
      {shared.length > 0 && <p className="grant-shared text">The same thing stays open for {shared.join(', ')} until that ends too.</p>}
      <label className="field"><span>Why</span><textarea className="input area" data-first rows={2} maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} /></label>
      {isOpen && mayAsk && <Button onClick={() => extendAccess(services, grant)}>Extend it instead …</Button>}
    </QuestionDialog>
  )
}
