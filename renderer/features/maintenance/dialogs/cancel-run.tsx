import type { ReactNode } from 'react'
import { useAct } from '../use-act'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

/** What cancelling means depends on whether anything was changed yet. */
export function CancelDialog({ window, onClose }: AboutWindow): ReactNode {
  const { act, busy, error } = useAct()
  const isChanging = window.run?.phases.some(({ phase, effects }) => phase === 'change' && effects.some(({ state, tries }) => state !== 'waiting' || tries > 0)) ?? false
  const cancel = async (): Promise<void> => {
    const said = await act('maintenance.say', { id: window.id, word: { kind: 'cancel' } }, { busy: 'Cancelling …', done: 'Cancelled: it is being wound up' })
    if (said !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Cancel “${window.title}”`} yes="Cancel the run" no="Let it go on" busy={busy} error={error} onYes={() => void cancel()} onClose={onClose}>
      <p>{isChanging ? 'Changes have begun: no further one is begun, those on their way finish, and you are asked whether what was changed is restored or left as it is.' : 'Nothing was changed yet, so nothing has to be put back. Snapshots that were taken are kept.'}</p>
      <p>Then access is reopened, alarms are switched on again, and the tenants are told. This cannot be taken back.</p>
    </QuestionDialog>
  )
}
