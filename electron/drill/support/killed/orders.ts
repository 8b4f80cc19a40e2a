import type { TrainingEvent } from '#electron/training/index'
import type { SupportBriefing } from '../entered-support'
import type { WorldNow } from '../world-sight'

/** Where a process kills itself: the n-th time, from 1, that it passes an edge of that name. */
export interface Edge {
  readonly label: string
  readonly time: number
}

/** What a process is told that is to be the consoles of the desk. */
export interface Order {
  readonly briefing: SupportBriefing
  /** Of the request that is carried. */
  readonly scenario: string
  readonly nowMs: number
  readonly address: string
  /** Absent: it lives. */
  readonly diesAt?: Edge
  /** Its number among the processes of its case. */
  readonly number: number
  /** Where consoles keep their audit trails, a file for each. */
  readonly auditFolder: string
}

/** What it asks of the process that has the world and its time; one thing at a time, answered with `Answer`. */
export type Request =
  /** Moves the world's time. */
  | { readonly kind: 'moveTo'; readonly atMs: number }
  /** Somebody else does something in AWS; once, however often it is asked. */
  | { readonly kind: 'meddle'; readonly event: TrainingEvent }
  /** It came to the end of the scenario, or got no further than a step of it. */
  | { readonly kind: 'over'; readonly stuckAt?: string; readonly passed: readonly string[] }

export interface Answer {
  /** AWS itself, as it is now. */
  readonly world: WorldNow
  /** When somebody last did something else there; absent: nobody did. */
  readonly meddledAtMs?: number
}
