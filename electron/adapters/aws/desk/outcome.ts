import { appError, type AppError } from '#shared/kernel/app-error'
import type { Written } from './desk-table'

/** A write that was not simply done: what was read afterwards decides. */
export type Doubt = Exclude<Written, { readonly kind: 'done' | 'failed' }>

export const hasDoubt = (written: Written): written is Doubt => written.kind === 'refused' || written.kind === 'unknown'

/** It may have been lost, or be on its way yet: writing it again with its id tells, and writes it once. */
export const notKnown = (error: AppError, at: string): AppError =>
  appError('offline', 'The desk’s store did not answer, and it is not known yet whether this was written. It is settled as soon as the store answers again.', { at, ...(error.code === undefined ? {} : { code: error.code }) })
