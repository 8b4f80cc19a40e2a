import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Outcome } from '#shared/maintenance/decide'
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
  /** How its run ended, where it has: the last mail says so. */
  readonly outcome?: Outcome
}

/** One round of telling. */
export interface Told {
  readonly window: TellableWindow
  readonly occasion: Occasion
  readonly again: boolean
}

/**
 * Tells tenants of windows, and keeps the evidence in the desk's store.
 *
 * 1. What an address was proven to be told of this occasion and sequence is not told again; whatever failed is.
 * 2. An address without proof was not told. Mail that may or may not have left (`sending` without an answer) is sent again only when asked for.
 * 3. A failure of one address, one bucket or one account is that delivery's; the `Result` fails only where the evidence itself cannot be kept.
 */
export interface NoticeDesk {
  /**
   * To all tenants whom it concerns (`whom-to-tell.ts`), or to one of them: mail, and the login screen where the occasion changes what it says. Returns when every delivery has
   * an answer. `again`: an operator asks for it, so that what may have left unanswered two minutes ago and what came back is sent once more.
   */
  tell(window: TellableWindow, how: { readonly occasion: Occasion; readonly tenant?: string; readonly again?: boolean }, signal: AbortSignal): Promise<Result<readonly Delivery[], AppError>>
  /** What may have changed since: bounces on the suppression list, login screens that are readable by now. May be called every minute: AWS is asked ever more seldom. */
  confirm(window: TellableWindow, signal: AbortSignal): Promise<Result<readonly Delivery[], AppError>>
  /** Everything that was ever told of a plan. */
  deliveries(planId: string): Promise<Result<readonly Delivery[], AppError>>
  /** What the login screen of a tenant says of the window now; no mail. `Delivery.state` is `confirmed` once read back. */
  publish(window: TellableWindow, tenant: string, word: AccessWord, signal: AbortSignal): Promise<Result<Delivery, AppError>>
  /** Whether a reader of the tenant's login screen gets that word now. `notFound`: the fleet file names no such place. */
  isTold(window: TellableWindow, tenant: string, word: AccessWord, signal: AbortSignal): Promise<Result<boolean, AppError>>
  /** Whom mail to a tenant goes to; empty: the fleet file names nobody. */
  addressesOf(tenant: string): readonly string[]
}
