import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Effect } from '#shared/maintenance/effects'
import type { Evidence } from '#shared/maintenance/run-event'

/** What came of doing an effect. */
export type Attempt =
  | Progress
  /** `untouched`: this attempt did nothing at all. Left out where that is not certain. */
  | { readonly kind: 'failed'; readonly message: string; readonly again: 'later' | 'never'; readonly untouched?: true }
  /** The request left and no answer came: it is looked for, not done again. */
  | { readonly kind: 'unknown'; readonly message: string }

/** What is there, by reading AWS. */
export type Sighting =
  | Progress
  /** What is read later never tells that an attempt did nothing. */
  | { readonly kind: 'failed'; readonly message: string; readonly again: 'later' | 'never'; readonly untouched?: never }
  /** `untouched`: no attempt that got no answer did anything either. Left out where that is not certain. */
  | { readonly kind: 'notThere'; readonly untouched?: true }
  /** AWS may not show it yet: nothing is written, and it is looked for again. */
  | { readonly kind: 'tooEarly'; readonly lookAgainInMs: number }
  | { readonly kind: 'unclear'; readonly message: string }

type Progress = { readonly kind: 'done'; readonly evidence: readonly Evidence[] } | { readonly kind: 'inProgress'; readonly lookAgainInMs: number; readonly percent?: number }

/**
 * How effects of one kind are done and looked for. Both may be called any number of times, by any console, in any order after a crash:
 * names are deterministic, and what is already there is found, not made again.
 */
export interface EffectHandler {
  perform(effect: Effect): Promise<Attempt>
  /** A failure to read says nothing about the effect: it is looked for again later. */
  observe(effect: Effect, before: Before): Promise<Result<Sighting, AppError>>
}

/** What the journal says of an effect that is looked for. */
export interface Before {
  /** AWS has answered that it took it, or it was seen on its way: not finding it now means that it went wrong, not that it never was. */
  readonly accepted: boolean
  /** AWS time: accepted since then, or begun then. */
  readonly sinceMs: number
  /** AWS time of the journal's line before the latest attempt: what this run made is not older. */
  readonly begunMs: number
  /** How often it was begun. */
  readonly tries: number
}

export type EffectHandlers = (effect: Effect) => EffectHandler
