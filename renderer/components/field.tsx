import type { ReactNode } from 'react'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly issue?: string | undefined
  /** Given what ties the input to its words. */
  readonly children: (tied: { readonly id: string; readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': boolean }) => ReactNode
}

/** A label, its input, its hint, and its issue in words when there is one. */
export function Field({ id, label, hint, issue, children }: FieldProps): ReactNode {
  const described = [hint === undefined ? undefined : `${id}-hint`, issue === undefined ? undefined : `${id}-issue`].filter((part) => part !== undefined).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': issue !== undefined })}
      {hint !== undefined && <p id={`${id}-hint`} className="faint">{hint}</p>}
      {issue !== undefined && <p id={`${id}-issue`} className="form-error" role="alert">{issue}</p>}
    </div>
  )
}
