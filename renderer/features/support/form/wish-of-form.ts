import { minuteMs } from '#shared/kernel/time'
import { instantsOf, parseWallTime } from '#shared/kernel/wall-time'
import type { GrantWish } from '#shared/support/grant'
import type { GrantPreview, TenantSupportView } from '#shared/support/support-view'
import { formatDuration } from '../../../format/duration'
import type { GrantForm } from '../../../stores/grant-form'

/** Fields of the form, as a wish's issues name them. */
export const formFields = ['environment', 'what', 'reference', 'askedBy', 'reason', 'fromMs', 'untilMs', 'confirm'] as const
export type FormField = (typeof formFields)[number]
export type FormIssues = Partial<Record<FormField, string>>

export interface AtTime {
  /** AWS time. */
  readonly nowMs: number
  /** The zone that day and time are written in. */
  readonly zone: string
}

/** When it may open: now, or as written; undefined while that is no time. A time that the clocks repeat means the earlier. */
export function startOf({ from, day, time }: GrantForm, { nowMs, zone }: AtTime): number | undefined {
  if (from === 'now') return nowMs
  const wall = parseWallTime(`${day}T${time.padStart(5, '0')}`)
  return wall === undefined ? undefined : instantsOf(wall, zone)[0]
}

export const minutesOf = ({ minutes }: Pick<GrantForm, 'minutes'>): number | undefined => (/^\d{1,5}$/.test(minutes.trim()) && Number(minutes) > 0 ? Number(minutes) : undefined)

/** When it ends: so long after its start, an extension so long after the grant that it extends. */
export function endOf(form: GrantForm, at: AtTime): number | undefined {
  const startMs = startOf(form, at)
  const minutes = minutesOf(form)
  if (startMs === undefined || minutes === undefined) return undefined
  return Math.max(startMs, form.extended?.untilMs ?? startMs) + minutes * minuteMs
}

/** What is missing or cannot be, by field, without asking anybody. */
export function issuesOf(form: GrantForm, policy: Pick<TenantSupportView, 'environments' | 'longestMinutes'>, at: AtTime): FormIssues {
  const issues: FormIssues = {}
  const offered = policy.environments.find(({ environment }) => environment === form.environment)
  if (offered === undefined) issues.environment = 'Choose the environment that the client named.'
  if (form.what.length === 0) issues.what = 'Choose what is opened: at least one.'
  if (form.reference.trim() === '') issues.reference = 'Write the client’s own number of their request: access is given on their request only.'
  if (form.askedBy.trim() === '') issues.askedBy = 'Write who asked for it at the client’s.'
  if (form.reason.trim() === '') issues.reason = 'Write what it is for: the approver and the client read it.'
  return { ...issues, ...timeIssuesOf(form, policy.longestMinutes, at) }
}

function timeIssuesOf(form: GrantForm, longestMinutes: number, at: AtTime): FormIssues {
  const startMs = startOf(form, at)
  if (startMs === undefined) return { fromMs: form.day === '' || form.time === '' ? 'Choose the day and the time at which it may open.' : 'There is no such time: write the day, and the time as 14:30. A time that the clocks skip does not exist.' }
  if (form.from === 'later' && startMs < at.nowMs) return { fromMs: 'This is past by AWS time.' }
  if (form.isBreakGlass && form.from === 'later') return { fromMs: 'Without an approval it opens at once: choose Now. What begins later can be asked for now and approved until then.' }
  const endMs = endOf(form, at)
  if (endMs === undefined) return { untilMs: 'Write the length in whole minutes.' }
  return endMs - startMs > longestMinutes * minuteMs ? { untilMs: `The fleet file allows ${formatDuration(longestMinutes * minuteMs)} at most${form.extended === undefined ? '' : ', counted from now'}.` } : {}
}

/** What is sent; undefined while no time is written. */
export function wishOf(form: GrantForm, at: AtTime): GrantWish | undefined {
  const untilMs = endOf(form, at)
  if (untilMs === undefined) return undefined
  const fromMs = form.from === 'later' ? startOf(form, at) : undefined
  const { tenant, environment, what } = form
  return { tenant, environment, what, reference: form.reference.trim(), askedBy: form.askedBy.trim(), reason: form.reason.trim(), ...(fromMs === undefined ? {} : { fromMs }), untilMs }
}

/** Issues of the core beside their fields; what belongs to none stands above all. */
export function sorted(issues: GrantPreview['issues']): { readonly byField: FormIssues; readonly others: readonly string[] } {
  const fieldOf = (path: string): FormField | undefined => formFields.find((field) => path.split(/[.[]/).includes(field))
  const named = issues.map((issue) => ({ ...issue, field: fieldOf(issue.path) }))
  const byField = Object.fromEntries(named.flatMap(({ field, message }) => (field === undefined ? [] : [[field, message] as const])).toReversed()) as FormIssues // its keys are fields
  return { byField, others: named.flatMap(({ field, message }) => (field === undefined ? [message] : [])) }
}
