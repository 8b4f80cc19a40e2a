import type { ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'

/** Why something was not done, at once and where it was asked for. */
export function Refused({ error }: { readonly error: AppError | undefined }): ReactNode {
  if (error === undefined) return null
  const more = (error.issues ?? []).filter(({ message }) => !error.message.includes(message))
  return (
    <div className="error-words text" role="alert">
      <strong>It was not done.</strong>
      <p>{error.message}</p>
      {more.map(({ path, message }) => <p key={`${path} ${message}`} className="soft">{message}</p>)}
    </div>
  )
}
