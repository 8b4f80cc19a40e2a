import type { PlanDraft } from '../maintenance/draft'
import type { AwsPart } from '../maintenance/planned-calls'
import type { Choice } from '../maintenance/run-event'
import type { AwsAnswer, MaintenanceCalendar, PlanPreview, WindowView } from '../maintenance/window-view'

/** Maintenance windows: what the calendar, the wizard and the run's screen ask. Times are AWS time, epoch milliseconds. */
export interface MaintenanceCommands {
  'maintenance.calendar': { input: null; output: MaintenanceCalendar }
  /** `notFound`: there is no such window on this desk. */
  'maintenance.window': { input: { readonly id: string }; output: WindowView }
  /** What a draft comes to; nothing is written. `invalidInput` has `issues` with the field's path. */
  'maintenance.preview': { input: { readonly draft: PlanDraft }; output: PlanPreview }
  /** One of the questions that only AWS or a fresh look answers, asked for a draft; nothing is changed. */
  'maintenance.askAws': { input: { readonly draft: PlanDraft; readonly part: AwsPart }; output: AwsAnswer }
  /** Makes a window, or changes one: then `version` is what was edited. `conflict`: somebody changed it since. */
  'maintenance.save': { input: { readonly draft: PlanDraft; readonly edit?: { readonly id: string; readonly version: number } }; output: WindowView }
  /** In one's own name. `conflict`: the plan is not the one that was looked at. */
  'maintenance.approve': { input: { readonly id: string; readonly hash: string }; output: WindowView }
  /** Training only: the colleague who does not exist approves. */
  'maintenance.practiseApproval': { input: { readonly id: string; readonly hash: string }; output: WindowView }
  /** Tells every tenant what it was not proven to be told yet, and reads back. Returns when every address has an answer. */
  'maintenance.announce': { input: { readonly id: string }; output: WindowView }
  'maintenance.callOff': { input: { readonly id: string; readonly why: string }; output: WindowView }
  /** `confirm`: the window's title as typed, where more than three tenants are touched. */
  'maintenance.start': { input: { readonly id: string; readonly hash: string; readonly confirm?: string }; output: WindowView }
  /** Goes on with a run that nobody carries. */
  'maintenance.takeOver': { input: { readonly id: string }; output: WindowView }
  'maintenance.say': { input: { readonly id: string; readonly word: RunWord }; output: WindowView }
  /** Writes the report where the operator chooses; null when they cancelled. The path that was written. */
  'maintenance.report': { input: { readonly id: string; readonly as: 'html' | 'json' }; output: string | null }
  /** Windows as an iCalendar file, where the operator chooses; null when they cancelled. */
  'maintenance.export': { input: { readonly ids: readonly string[] }; output: string | null }
}

/** What an operator says to a run. */
export type RunWord =
  | { readonly kind: 'answer'; readonly question: string; readonly choice: Choice }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'extend'; readonly toMs: number }

export interface MaintenanceEvents {
  /** A window of this desk changed: load what is shown of it anew. At most one a second and window. */
  'maintenance.changed': { readonly id: string }
}
