import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Span } from '#shared/support/activity/open-span'
import type { GrantWish } from '#shared/support/grant'
import type { ClientStatement, StatementPreview } from '#shared/support/statement'
import type { GrantPreview, GrantView, SupportDeskView, TenantSupportView } from '#shared/support/support-view'

/**
 * Support access of a desk: asked for, approved, opened, proven closed. The screens and the command line ask the same questions and are held to
 * the same rules. What each may answer: `shared/ipc/support-contract.ts`.
 */
export interface SupportOffice {
  desk(): Promise<Result<SupportDeskView, AppError>>
  tenant(tenant: string): Promise<Result<TenantSupportView, AppError>>
  grant(id: string): Promise<Result<GrantView, AppError>>
  preview(wish: GrantWish): Promise<Result<GrantPreview, AppError>>
  ask(wish: GrantWish): Promise<Result<GrantView, AppError>>
  breakGlass(wish: GrantWish, confirm: string): Promise<Result<GrantView, AppError>>
  approve(id: string, hash: string): Promise<Result<GrantView, AppError>>
  /** `unsupported` outside of training. */
  practiseApproval(id: string, hash: string): Promise<Result<GrantView, AppError>>
  refuse(id: string, why: string): Promise<Result<GrantView, AppError>>
  end(id: string, why: string): Promise<Result<GrantView, AppError>>
  review(id: string, words: string, isFine: boolean): Promise<Result<GrantView, AppError>>
  repair(drift: string): Promise<Result<SupportDeskView, AppError>>
  /** Resolves when every place was compared once and what is due was done and read back, or could not be. */
  reconcile(): Promise<Result<SupportDeskView, AppError>>
  /** Every grant of a tenant that was open within the span, oldest first. */
  granted(tenant: string, span: Span): Promise<Result<readonly GrantView[], AppError>>
  /** For the client: the same without a word about others, and what else happened then, by every source that could be asked. */
  joined(tenant: string, span: Span): Promise<Result<ClientStatement, AppError>>
  /** What a statement would hold. Writing the same within ten minutes writes what was looked at. */
  previewStatement(tenant: string, span: Span): Promise<Result<StatementPreview, AppError>>
  /** The statement as the text of a file. */
  statement(tenant: string, span: Span, as: 'html' | 'csv'): Promise<Result<string, AppError>>
}
