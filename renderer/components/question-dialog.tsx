import type { FormEvent, ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { Button } from './button'
import { Dialog } from './dialog'
import { Refused } from './refused'

interface Props {
  readonly title: string
  readonly children: ReactNode
  /** What the button says: what happens, not "OK". */
  readonly yes: string
  readonly no?: string
  readonly busy: string | undefined
  readonly error: AppError | undefined
  readonly isReady?: boolean
  readonly onYes: () => void
  readonly onClose: () => void
}

/** Says what something means before it is done; Enter does it once everything asked for is there. */
export function QuestionDialog({ title, children, yes, no = 'Back', busy, error, isReady = true, onYes, onClose }: Props): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isReady && busy === undefined) onYes()
  }
  return (
    <Dialog title={title} onClose={onClose} className="question-dialog">
      <form onSubmit={submit} noValidate>
        <div className="dialog-scroll question-scroll">{children}<Refused error={error} /></div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{no}</Button>
          <button type="submit" className="button primary" disabled={!isReady || busy !== undefined}>{busy ?? yes}</button>
        </div>
      </form>
    </Dialog>
  )
}
