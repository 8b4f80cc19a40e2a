import type { Outcome } from '#shared/maintenance/decide'
import type { TruthCondition } from '#electron/training/index'
import type { CrashBriefing } from '../entered-world'

/** What a process is told that is to carry the run. */
export interface Order {
  readonly briefing: CrashBriefing
  readonly nowMs: number
  /** The edge at which it kills itself, counted from 0; absent: it lives. */
  readonly diesAt?: number
  /** Its number among the processes of its case. */
  readonly number: number
  /** Where it notes at once what AWS took and what was asked: what it has in memory dies with it. */
  readonly notes: string
}

/** What it asks of the process that has the world and its time; one thing at a time, answered with `Answer`. */
export type Request =
  /** Moves the world's time. */
  | { readonly kind: 'moveTo'; readonly atMs: number }
  | { readonly kind: 'conditions' }
  /** The run is over, and with it the process. */
  | { readonly kind: 'over'; readonly outcome: Outcome | undefined; readonly edges: readonly string[] }

export type Answer = { readonly conditions: readonly TruthCondition[] }

/** A line of the notes. `out`: on its way when the process died; AWS may have taken it, and nobody noted it. */
export type Note = { readonly out: readonly [method: string, args: readonly unknown[]] } | { readonly did: readonly [method: string, args: readonly unknown[], answer: unknown] } | { readonly asked: string }
