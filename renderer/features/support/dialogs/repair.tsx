import { useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { DriftView } from '#shared/support/support-view'
import { QuestionDialog } from '../../../components/question-dialog'
import { useServices } from '../../../stores/services'

/** One press puts it right, after it was said what that does. */
export function RepairDialog({ drift, onClose }: { readonly drift: DriftView; readonly onClose: () => void }): ReactNode {
  const { client, support, ui } = useServices()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<AppError>()
  const repair = async (): Promise<void> => {
    setBusy('Looking once more, then repairing …')
    setError(undefined)
    const answer = await client.invoke('support.repair', { drift: drift.id })
    setBusy(undefined)
    if (!answer.ok) return setError(answer.error)
    support.setState({ desk: { kind: 'ready', value: answer.value } })
    ui.setState({ announcement: answer.value.drifts.some(({ id }) => id === drift.id) ? 'It still differs: see what AWS said' : 'Repaired and read back' })
    onClose()
  }
  return (
    <QuestionDialog title={drift.repair} yes={drift.repair} busy={busy} error={error} onYes={() => void repair()} onClose={onClose}>
      <p className="text">{drift.words}</p>
      <p className="soft">AWS is looked at once more: it is done only if everything is still as it was found. What was done is kept in the audit in your name.</p>
    </QuestionDialog>
  )
}
