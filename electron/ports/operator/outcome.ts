import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Call } from '../aws-reader'

/** No `onFailure`: nothing that changes AWS is ever sent again unasked. */
export type OperatorCall = Pick<Call, 'signal' | 'onRequest'>

/**
 * Why an operation did not do what it was asked.
 *
 * - `alreadyThere`: what it would make exists under that name; look whether it is ours.
 * - `conflict`: somebody else was first (a rule's priority, a document that changed since it was read).
 * - `gone`: what it is about does not exist (any more).
 * - `notNow`: AWS does not take it in the present state; later it may.
 * - `overQuota`: there is no room; somebody has to make some.
 * - `throttled`: too many calls; nothing was done.
 * - `refused`: not allowed, not signed in, not valid: nothing was done, and trying again changes nothing.
 * - `unknown`: it may have been done or not. Look before anything else.
 */
export type FailureKind = 'alreadyThere' | 'conflict' | 'gone' | 'notNow' | 'overQuota' | 'throttled' | 'refused' | 'unknown'

export interface OperatorFailure {
  readonly why: FailureKind
  readonly error: AppError
}

export interface Done<T> {
  readonly value: T
  /** AWS time of the reply. */
  readonly dateMs: number
}

export type Outcome<T> = Result<Done<T>, OperatorFailure>

/** Tags of a thing in AWS, by key. */
export type Tags = Readonly<Record<string, string>>
