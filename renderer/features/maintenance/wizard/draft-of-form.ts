import type { AppError } from '#shared/kernel/app-error'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { PlanSelection } from '#shared/maintenance/plan-scope'
import { resolveWindow, type WindowTimes } from '#shared/maintenance/window'
import type { FormStep, PlanForm } from '../../../stores/plan-form'
import { issuesOfStep, newStep, stepOfForm, wholeOf, type FieldIssues } from './step-kinds'

/** A form as the draft that the core reads; only sent once `issuesOf` finds nothing. */
export function draftOf(form: PlanForm): PlanDraft {
  const { edit, title, why, kind, emergencyReason, steps, onFailure, copyRegion, copyKey } = form
  return {
    ...(edit === undefined ? {} : { id: edit.id }),
    title: title.trim(),
    why: why.trim(),
    kind,
    window: timesOf(form),
    select: selectionOf(form),
    steps: steps.map(stepOfForm),
    onFailure,
    ...(copyRegion.trim() === '' ? {} : { copyTo: { region: copyRegion.trim(), ...(copyKey.trim() === '' ? {} : { kmsKeyId: copyKey.trim() }) } }),
    ...(kind === 'emergency' && emergencyReason.trim() !== '' ? { emergencyReason: emergencyReason.trim() } : {}),
  }
}

export const timesOf = ({ day, time, zone, minutes, when }: Pick<PlanForm, 'day' | 'time' | 'zone' | 'minutes' | 'when'>): WindowTimes => ({
  start: `${day}T${time}`,
  zone,
  durationMinutes: wholeOf(minutes),
  ...(when === undefined ? {} : { when }),
})

/** What is left empty does not narrow. */
export const selectionOf = ({ tenants, environments, accounts, engines, tags }: Pick<PlanForm, 'tenants' | 'environments' | 'accounts' | 'engines' | 'tags'>): PlanSelection => ({
  ...(tenants.length === 0 ? {} : { tenants }),
  ...(environments.length === 0 ? {} : { environments }),
  ...(accounts.length === 0 ? {} : { accounts }),
  ...(engines.length === 0 ? {} : { engines }),
  ...(tags.length === 0 ? {} : { tags }),
})

export const selectsNothing = (form: PlanForm): boolean => Object.keys(selectionOf(form)).length === 0

/**
 * The draft with stand-ins for what is still missing, so that what it touches is counted while it is written. Never saved.
 * Undefined: nothing is selected yet. `standIn`: a time that stands for none.
 */
export function previewDraftOf(form: PlanForm, standIn: WindowTimes): PlanDraft | undefined {
  const known = { ...form, tags: form.tags.filter(isTag) }
  if (selectsNothing(known)) return undefined
  const draft = draftOf(isRegion(form.copyRegion.trim()) ? known : { ...known, copyRegion: '' })
  const good = form.steps.filter((step) => Object.keys(issuesOfStep(step)).length === 0)
  return {
    ...draft,
    title: draft.title === '' ? 'not named yet' : draft.title,
    why: draft.why === '' ? 'not said yet' : draft.why,
    window: resolveWindow(draft.window).ok ? draft.window : standIn,
    steps: good.length === 0 ? [stepOfForm({ ...newStep('manual', 0), values: { instructions: 'not said yet' } })] : good.map(stepOfForm),
  }
}

export interface FormIssues {
  readonly what: FieldIssues
  readonly whom: FieldIssues
  /** By a step's key; `all`: of the list. */
  readonly steps: FieldIssues
  readonly ofStep: Readonly<Record<number, FieldIssues>>
  readonly when: FieldIssues
}

/** Everything that is wrong with a form and can be told without the core, where it has to be mended. */
export function issuesOf(form: PlanForm): FormIssues {
  const ofStep = Object.fromEntries(form.steps.map((step) => [step.key, issuesOfStep(step)]))
  return {
    what: {
      ...(form.title.trim() === '' ? { title: 'Give it a title: the tenants and the approver read it.' } : {}),
      ...(form.why.trim() === '' ? { why: 'Say why: the tenants and the approver read it.' } : {}),
      ...(form.kind === 'emergency' && form.emergencyReason.trim() === '' ? { emergencyReason: 'An emergency skips the notice: say why it cannot wait.' } : {}),
    },
    whom: issuesOfWhom(form),
    steps: {
      ...(form.steps.length === 0 ? { steps: 'A plan needs at least one step.' } : {}),
      ...(form.copyRegion.trim() === '' || isRegion(form.copyRegion.trim()) ? {} : { copyRegion: 'A Region reads like eu-central-1.' }),
    },
    ofStep,
    when: issuesOfWhen(form),
  }
}

function issuesOfWhom(form: PlanForm): FieldIssues {
  const odd = form.tags.find((tag) => !isTag(tag))
  if (odd !== undefined) return { select: `“${odd}” is no tag: write its key and its value, such as team=core.` }
  return selectsNothing(form) ? { select: 'Say which tenants, environments, accounts, engines or tags are meant.' } : {}
}

const isTag = (text: string): boolean => text.indexOf('=') > 0

const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d$/.test(text)

function issuesOfWhen(form: PlanForm): FieldIssues {
  if (form.day === '') return { start: 'Choose a day.' }
  if (form.time === '') return { start: 'Choose a time.' }
  const resolved = resolveWindow(timesOf(form))
  return resolved.ok ? {} : fieldsOf(resolved.error)
}

const fieldsOf = ({ issues = [] }: AppError): FieldIssues => Object.fromEntries(issues.map(({ path, message }) => [path, message]))

export const isClean = (issues: FieldIssues): boolean => Object.keys(issues).length === 0

/** The first part of the wizard with something to mend; undefined: it can be saved. */
export function firstFaulty({ what, whom, steps, ofStep, when }: FormIssues): Exclude<FormStep, 'preview'> | undefined {
  if (!isClean(what)) return 'what'
  if (!isClean(whom)) return 'whom'
  if (!isClean(steps) || Object.values(ofStep).some((issues) => !isClean(issues))) return 'steps'
  return isClean(when) ? undefined : 'when'
}

/** Where the core's issues belong: by their path in the draft. What fits no field is shown where the plan is saved. */
export function placeOfIssue(path: string, form: PlanForm): { readonly step: FormStep; readonly field: string; readonly key?: number } {
  const parts = path.replace(/^draft\./, '').split(/[.[\]]+/).filter((part) => part !== '')
  const [first = '', second = '', third = '', fourth = ''] = parts
  if (first === 'title' || first === 'why' || first === 'kind' || first === 'emergencyReason') return { step: 'what', field: first }
  if (first === 'select') return { step: 'whom', field: 'select' }
  if (first === 'copyTo') return { step: 'steps', field: second === 'kmsKeyId' ? 'copyKey' : 'copyRegion' }
  if (first === 'window') return { step: 'when', field: second === '' ? 'start' : second }
  if (first !== 'steps') return { step: 'preview', field: first }
  const key = form.steps[Number(second)]?.key
  return { step: 'steps', field: third === 'changes' ? fourth : third, ...(key === undefined ? {} : { key }) }
}
