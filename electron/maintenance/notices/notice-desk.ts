import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Delivery, Occasion } from '#shared/maintenance/notice-ledger'
import type { Plan } from '#shared/maintenance/plan'
import type { Span } from '#shared/maintenance/window'
import type { AccessWord } from '../effects/run-context'

/** A window as tenants are told of it. */
export interface TellableWindow {
  readonly plan: Plan
  readonly span: Span
  /** Counts every change that tenants are told of. */
  readonly sequence: number
}

/**
 * Tells tenants of windows, and keeps the evidence in the desk's store.
 *
 * 1. What an address was proven to be told of this occasion and sequence is not told again; whatever failed or is unknown is.
 * 2. An address without proof was not told: mail that may or may not have left is not sent twice unasked.
 * 3. A failure of one address, one bucket or one account is that delivery's; the `Result` fails only where the evidence itself cannot be kept.
 */
export interface NoticeDesk {
  /** To all tenants of the plan, or to one; mail and login screen. Returns when every delivery has an answer. */
  tell(window: TellableWindow, how: { readonly occasion: Occasion; readonly tenant?: string }, signal: AbortSignal): Promise<Result<readonly Delivery[], AppError>>
  /** What may have changed since: bounces on the suppression list, login screens that are readable by now. */
  confirm(window: TellableWindow, signal: AbortSignal): Promise<Result<readonly Delivery[], AppError>>
  /** Everything that was ever told of a plan. */
  deliveries(planId: string): Promise<Result<readonly Delivery[], AppError>>
  /** What the login screen of a tenant says of the window now; no mail. `Delivery.state` is `confirmed` once read back. */
  publish(window: TellableWindow, tenant: string, word: AccessWord, signal: AbortSignal): Promise<Result<Delivery, AppError>>
}
