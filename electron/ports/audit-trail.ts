import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * Where it is written down who did what. Entries of one console are a chain; nothing in it is ever changed.
 *
 * 1. `intend` before anything acts: resolved ok means kept on this machine for good. Not ok: whoever was about to act does not. What `closes` waits
 *    for nothing: where it cannot be kept it is held, and the answer is ok.
 * 2. `outcome` afterwards, under the intent's id. One that cannot be kept is tried again; an intent without an outcome says "not known".
 * 3. `note` for what has happened already and cannot be held back: a sign-in, a step of a run, what the client did.
 */
export interface AuditTrail {
  intend(deed: AuditDeed): Promise<Result<AuditIntent, AppError>>
  note(deed: AuditDeed & { readonly outcome: AuditOutcome }): Promise<Result<null, AppError>>
}

export interface AuditIntent {
  readonly id: string
  /** `about`: what came into being by it, where nobody could name it before. */
  outcome(outcome: AuditOutcome, about?: NonNullable<AuditDeed['about']>): Promise<void>
}

export interface AuditDeed {
  /** `support.end`, `maintenance.start`, `run.step`, `session.signedIn`, `lock.unlocked`, ... */
  readonly what: string
  /** One sentence: "Ended support access of acme, frontend". */
  readonly words: string
  /** What it was done with, as far as anybody may read it. */
  readonly input?: unknown
  /** The reference or reason that was given. */
  readonly why?: string
  readonly tenants?: readonly string[]
  /** What it belongs to: the whole story of one is read by these. */
  readonly about?: { readonly kind: 'window' | 'grant' | 'session' | 'alarm' | 'desk'; readonly id: string }
  /** It ends what somebody may do: a full disk keeps nobody in. */
  readonly closes?: true
  /** The same for everything that one deed of a person led to. */
  readonly correlation?: string
}

export type AuditOutcome = { readonly kind: 'done'; readonly words?: string } | { readonly kind: 'refused' | 'failed'; readonly words: string }
