/**
 * What a run's journal holds, in order. Appended before and after each effect, never edited; the state of a run is these events and nothing
 * else, so that another console can go on where one died.
 */
export type RunEvent = EffectEvent | OperatorEvent

export type EffectEvent =
  /** Written before the effect: without a later event of the same effect, whether it happened is unknown. */
  | { readonly kind: 'started'; readonly effect: string; readonly atMs: number }
  /** AWS has taken it and is not done with it. */
  | { readonly kind: 'inProgress'; readonly effect: string; readonly atMs: number; readonly lookAgainAtMs: number; readonly percent?: number }
  | { readonly kind: 'done'; readonly effect: string; readonly atMs: number; readonly evidence: readonly Evidence[] }
  /** `untouched`: this attempt did nothing at all, by AWS's own answer. */
  | { readonly kind: 'failed'; readonly effect: string; readonly atMs: number; readonly message: string; readonly again: 'later' | 'never'; readonly untouched?: true }
  /** AWS was read: it may be done. `untouched`: what was read proves that nothing of it ever happened. */
  | { readonly kind: 'notThere'; readonly effect: string; readonly atMs: number; readonly untouched?: true }
  /** AWS was read and it cannot be told: a person decides. */
  | { readonly kind: 'unclear'; readonly effect: string; readonly atMs: number; readonly message: string }

export type OperatorEvent =
  | { readonly kind: 'answered'; readonly question: string; readonly choice: Choice; readonly by: string; readonly atMs: number }
  | { readonly kind: 'cancelled'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'paused'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'resumed'; readonly by: string; readonly atMs: number }
  | { readonly kind: 'extended'; readonly toMs: number; readonly by: string; readonly atMs: number }

export type Choice = 'retry' | 'restore' | 'keep' | 'wasDone' | 'wasNotDone'

/** What was read back: a snapshot's id and status, a rule's ARN, a message id. */
export interface Evidence {
  readonly label: string
  readonly value: string
}
