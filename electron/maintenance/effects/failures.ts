import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { OperatorFailure } from '#electron/ports/operator/outcome'
import type { Attempt } from '../effect-handler'

/** What a failed call means for the effect that it was part of. What is there already is looked at by whoever made the call. */
export function failedAttempt({ why, error }: OperatorFailure): Attempt {
  switch (why) {
    case 'unknown':
    case 'alreadyThere':
    case 'conflict':
      return { kind: 'unknown', message: error.message }
    case 'notNow':
    case 'throttled':
      return { kind: 'failed', message: error.message, again: 'later' }
    case 'overQuota':
    case 'gone':
    case 'refused':
      return { kind: 'failed', message: error.message, again: error.retry === 'afterSignIn' ? 'later' : 'never' }
  }
}

/** The same of an attempt's first call that changes something: where AWS did not take it, nothing was done. */
export function untouchedAttempt(failure: OperatorFailure): Attempt {
  const attempt = failedAttempt(failure)
  return attempt.kind === 'failed' ? { ...attempt, untouched: true } : attempt
}

/** What could not be asked or kept on our own side. */
export const failedBecause = ({ message, retry }: AppError): Attempt => ({ kind: 'failed', message, again: retry === 'never' ? 'never' : 'later' })

/** A read that failed tells nothing of what it was to read. */
export const unread = ({ error }: OperatorFailure): Result<never, AppError> => ({ ok: false, error })
