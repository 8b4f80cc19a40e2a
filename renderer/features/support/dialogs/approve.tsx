import type { ReactNode } from 'react'
import { QuestionDialog } from '../../../components/question-dialog'
import { GrantSentence } from '../grant/grant-sentence'
import { useGrantAct } from '../use-grant-act'
import type { AboutGrant } from './end'

/** What is approved, in words, before it is: exactly this, and nothing longer. */
export function ApproveDialog({ grant, onClose }: AboutGrant): ReactNode {
  const { act, busy, error } = useGrantAct()
  const approve = async (): Promise<void> => {
    const approved = await act('support.approve', { id: grant.id, hash: grant.hash }, { busy: 'Approving …', done: ({ words }) => words })
    if (approved !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Approve access to ${grant.tenantName}`} yes="Approve" busy={busy} error={error} onYes={() => void approve()} onClose={onClose}>
      <GrantSentence grant={grant} />
      <p className="soft">You approve exactly this, in your own name. It opens by itself when its time has come, and you cannot make it longer. <span className="faint">Bound to <span className="mono text" title={grant.hash}>{grant.hash.slice(0, 12)}</span>.</span></p>
    </QuestionDialog>
  )
}
