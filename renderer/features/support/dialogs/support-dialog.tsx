import type { ReactNode } from 'react'
import { useSlice } from '../../../stores/services'
import { AskDialog } from '../form/ask-dialog'
import { ApproveDialog } from './approve'
import { BeginDialog } from './begin'
import { EndDialog } from './end'
import { RefuseDialog } from './refuse'
import { RepairDialog } from './repair'
import { ReviewDialog } from './review'
import { StatementDialog } from './statement'

/** What is asked before something is done about support access. Nothing while there is nothing to ask. */
export function SupportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const question = useSlice('support', (state) => state.question)
  switch (question?.kind) {
    case undefined:
      return null
    case 'begin':
      return <BeginDialog onClose={onClose} />
    case 'ask':
      return <AskDialog onClose={onClose} />
    case 'approve':
      return <ApproveDialog grant={question.grant} onClose={onClose} />
    case 'refuse':
      return <RefuseDialog grant={question.grant} onClose={onClose} />
    case 'end':
      return <EndDialog grant={question.grant} onClose={onClose} />
    case 'review':
      return <ReviewDialog grant={question.grant} onClose={onClose} />
    case 'repair':
      return <RepairDialog drift={question.drift} onClose={onClose} />
    case 'statement':
      return <StatementDialog tenant={question.tenant} onClose={onClose} />
  }
}
