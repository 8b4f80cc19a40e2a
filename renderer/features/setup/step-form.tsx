import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../components/button'
import { setupSteps, type SetupStep } from '../../stores/setup-store'
import { useServices } from '../../stores/services'

interface StepFormProps {
  readonly step: SetupStep
  readonly children: ReactNode
  readonly next: string
  readonly onNext: () => void
  readonly busy?: boolean
  /** The step’s own button comes first as long as this is false. */
  readonly ready?: boolean
}

/** A step: Enter goes on, Back keeps everything. */
export function StepForm({ step, children, next, onNext, busy = false, ready = true }: StepFormProps): ReactNode {
  const { setup } = useServices()
  const before = setupSteps[setupSteps.indexOf(step) - 1]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) onNext()
  }
  return (
    <form className="setup-form" noValidate onSubmit={submit}>
      <div className="setup-scroll">{children}</div>
      <footer className="setup-foot">
        {before !== undefined && <Button onClick={() => setup.setState({ step: before })}>Back</Button>}
        <button type="submit" className={`button ${ready ? 'primary' : 'plain'}`} disabled={busy}>{next}</button>
      </footer>
    </form>
  )
}

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly issue?: string | undefined
  readonly placeholder?: string
}

/** A text field with its hint, and its issue in words when there is one. */
export function Field({ id, label, value, onChange, hint, issue, placeholder }: FieldProps): ReactNode {
  const described = [hint === undefined ? undefined : `${id}-hint`, issue === undefined ? undefined : `${id}-issue`].filter((part) => part !== undefined).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" spellCheck={false} autoComplete="off" value={value} placeholder={placeholder} aria-invalid={issue !== undefined} aria-describedby={described === '' ? undefined : described} onChange={(event) => onChange(event.target.value)} />
      {hint !== undefined && <p id={`${id}-hint`} className="faint">{hint}</p>}
      {issue !== undefined && <p id={`${id}-issue`} className="form-error">{issue}</p>}
    </div>
  )
}

/** Puts the cursor where the first thing is to be mended, once it is drawn. */
export function focusFirstIssue(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.setup-form [aria-invalid="true"]')?.focus())
}
