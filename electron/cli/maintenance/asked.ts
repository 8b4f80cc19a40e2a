import type { AppError } from '#shared/kernel/app-error'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { Plan } from '#shared/maintenance/plan'
import { partsToAsk, partWords, plannedCalls, withListeners, type AwsPart } from '#shared/maintenance/planned-calls'
import type { AwsAnswer, PlanPreview } from '#shared/maintenance/window-view'
import type { MaintenanceOffice } from '#electron/ports/maintenance-office'

/** What AWS said of a plan, or why it could not be asked. */
export type Asked = AwsAnswer | { readonly part: AwsPart; readonly error: AppError }

/** One after the other: a preview is in nobody's way. */
export async function askAll(office: Pick<MaintenanceOffice, 'askAws'>, draft: PlanDraft, plan: Plan): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  for (const part of partsToAsk(plan)) {
    const answer = await office.askAws(draft, part)
    asked.push(answer.ok ? answer.value : { part, error: answer.error })
  }
  return asked
}

/** The preview with what AWS added to it: blockers, and calls by the listeners that there are. */
export function withAnswers(preview: PlanPreview, asked: readonly Asked[]): PlanPreview {
  const answers = asked.filter((each) => 'atMs' in each)
  const listeners = answers.find(({ part }) => part === 'listeners')?.listeners ?? {}
  const calls = plannedCalls(preview.plan, preview.reach === undefined ? undefined : withListeners(preview.reach, listeners))
  return { ...preview, forecast: { ...preview.forecast, calls }, blockers: [...preview.blockers, ...answers.flatMap(({ blockers }) => blockers)] }
}

export const askedLines = (asked: readonly Asked[]): readonly string[] =>
  asked.map((each) => ('error' in each ? `  not asked ${partWords[each.part]}: ${each.error.message}` : `  asked     ${partWords[each.part]}: answered ${new Date(each.atMs).toISOString()}, ${each.requests} request${each.requests === 1 ? '' : 's'}, ${each.blockers.length === 0 ? 'nothing in the way' : `${each.blockers.length} in the way`}`))
