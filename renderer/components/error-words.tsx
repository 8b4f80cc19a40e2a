import type { ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { cureOf } from '../format/session-words'

/** A failure around signing in: what it is, what was said, and what helps; told at once to screen readers. */
export function ErrorWords({ error, action }: { readonly error: AppError; readonly action?: ReactNode }): ReactNode {
  const { title, cure } = cureOf(error)
  return (
    <div className="error-words text" role="alert">
      <strong>{title}.</strong>
      <p>{error.message}</p>
      {error.issues?.map(({ path, message }) => (
        <p key={`${path} ${message}`} className="soft">{path}: {message}</p>
      ))}
      <p className="soft">{cure}</p>
      {action}
    </div>
  )
}
