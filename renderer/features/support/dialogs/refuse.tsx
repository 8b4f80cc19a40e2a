import { useState, type ReactNode } from 'react'
import { QuestionDialog } from '../../../components/question-dialog'
import { GrantSentence } from '../grant/grant-sentence'
import { useGrantAct } from '../use-grant-act'
import type { AboutGrant } from './end'

export function RefuseDialog({ grant, onClose }: AboutGrant): ReactNode {
  const { act, busy, error } = useGrantAct()
  const [why, setWhy] = useState('')
  const refuse = async (): Promise<void> => {
    const refused = await act('support.refuse', { id: grant.id, why: why.trim() }, { busy: 'Refusing …', done: ({ words }) => words })
    if (refused !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Refuse access to ${grant.tenantName}`} yes="Refuse" busy={busy} error={error} isReady={why.trim() !== ''} onYes={() => void refuse()} onClose={onClose}>
      <GrantSentence grant={grant} />
      <label className="field"><span>Why, for {grant.by} to read</span><textarea className="input area" data-first rows={2} maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} /></label>
      <p className="soft">It is over then: asked again, it is another grant.</p>
    </QuestionDialog>
  )
}
