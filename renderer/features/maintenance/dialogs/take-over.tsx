import type { ReactNode } from 'react'
import { useAct } from '../use-act'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

export function TakeOverDialog({ window, onClose }: AboutWindow): ReactNode {
  const { act, busy, error } = useAct()
  const takeOver = async (): Promise<void> => {
    const taken = await act('maintenance.takeOver', { id: window.id }, { busy: 'Taking over …', done: 'This console carries the run now' })
    if (taken !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Take over “${window.title}”`} yes="Take over" busy={busy} error={error} onYes={() => void takeOver()} onClose={onClose}>
      <p>This console carries the run from now on and has to stay open until it is over. What the other console had begun is looked for in AWS first; nothing is done twice. Where AWS cannot tell, you are asked.</p>
      <p className="soft">Should the other console come back, it finds the run taken and lets go of it.</p>
    </QuestionDialog>
  )
}
