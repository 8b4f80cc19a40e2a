import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { Blocker } from '#shared/maintenance/blocker'
import type { AwsPart } from '#shared/maintenance/planned-calls'
import type { AwsAnswer, MaintenanceCalendar, PlanPreview, WindowView } from '#shared/maintenance/window-view'
import type { RunWord } from '#shared/ipc/maintenance-contract'

/**
 * The maintenance windows of a desk: planned, approved, announced, run. The screens and the command line ask the same questions and are
 * held to the same rules. What each may answer: `shared/ipc/maintenance-contract.ts`.
 */
export interface MaintenanceOffice {
  calendar(): Promise<Result<MaintenanceCalendar, AppError>>
  /** `allLines`: the whole journal in words, for a report; else the last of it. */
  window(id: string, how?: { readonly allLines?: boolean }): Promise<Result<WindowView, AppError>>
  preview(draft: PlanDraft): Promise<Result<PlanPreview, AppError>>
  /** One of the questions that the start will ask, asked now of what a draft comes to. */
  askAws(draft: PlanDraft, part: AwsPart): Promise<Result<AwsAnswer, AppError>>
  save(draft: PlanDraft, edit?: WindowEdit): Promise<Result<WindowView, AppError>>
  approve(id: string, hash: string): Promise<Result<WindowView, AppError>>
  /** `unsupported` outside of training. */
  practiseApproval(id: string, hash: string): Promise<Result<WindowView, AppError>>
  /** Everything in the way of its start, with AWS asked now; empty: it may begin. */
  validate(id: string): Promise<Result<readonly Blocker[], AppError>>
  announce(id: string): Promise<Result<WindowView, AppError>>
  callOff(id: string, why: string): Promise<Result<WindowView, AppError>>
  /** Resolves when the run is begun, not when it is over. */
  start(wish: StartWish): Promise<Result<WindowView, AppError>>
  takeOver(id: string): Promise<Result<WindowView, AppError>>
  say(id: string, word: RunWord): Promise<Result<WindowView, AppError>>
  /** Resolves when this console does not carry the run any more. */
  over(id: string): Promise<void>
}

export interface WindowEdit {
  readonly id: string
  readonly version: number
}

export interface StartWish {
  readonly id: string
  readonly hash: string
  /** The title as typed, where more than three tenants are touched. */
  readonly confirm?: string
}
