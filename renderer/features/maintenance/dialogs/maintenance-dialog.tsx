import type { ReactNode } from 'react'
import { openWindowOf, type MaintenanceQuestion } from '../../../stores/maintenance-store'
import { useSlice } from '../../../stores/services'
import type { AboutWindow } from './about-window'
import { CallOffDialog } from './call-off'
import { CancelDialog } from './cancel-run'
import { DiscardDialog } from './discard'
import { EditDialog } from './edit'
import { ExtendDialog } from './extend'
import { StartDialog } from './start'
import { TakeOverDialog } from './take-over'

/** What is asked before something is done to a window. Nothing while there is nothing to ask. */
export function MaintenanceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const question = useSlice('maintenance', (state) => state.question)
  const window = useSlice('maintenance', openWindowOf)
  if (question === undefined) return null
  if (question.kind === 'discard') return <DiscardDialog onClose={onClose} />
  return window === undefined ? null : <About kind={question.kind} window={window} onClose={onClose} />
}

function About({ kind, ...about }: AboutWindow & { readonly kind: Exclude<MaintenanceQuestion['kind'], 'discard'> }): ReactNode {
  switch (kind) {
    case 'callOff':
      return <CallOffDialog {...about} />
    case 'start':
      return <StartDialog {...about} />
    case 'edit':
      return <EditDialog {...about} />
    case 'cancel':
      return <CancelDialog {...about} />
    case 'extend':
      return <ExtendDialog {...about} />
    case 'takeOver':
      return <TakeOverDialog {...about} />
  }
}
