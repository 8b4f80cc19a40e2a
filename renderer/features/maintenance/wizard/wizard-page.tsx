import { useEffect, useRef, useState, type ComponentType, type FormEvent, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { Button } from '../../../components/button'
import { formSteps, isTouched, type FormStep, type PlanForm } from '../../../stores/plan-form'
import { takeWindow } from '../../../stores/maintenance-store'
import { openCalendar, openWindow } from '../../../stores/maintenance-visit'
import { useServices, useSlice } from '../../../stores/services'
import { askFirst } from '../dialogs/ask-first'
import { Refused } from '../../../components/refused'
import { draftOf, firstFaulty, isClean, issuesOf, placeOfIssue, previewDraftOf, type FormIssues } from './draft-of-form'
import type { PartProps } from './part'
import { PreviewPart } from './preview-part'
import { ScopeLine } from './scope-line'
import { StepsPart } from './steps-part'
import { standInTimes } from './stand-in'
import { usePreview } from './use-preview'
import { WhatPart } from './what-part'
import { WhenPart } from './when-part'
import { WhomPart } from './whom-part'

const parts: Record<FormStep, { readonly title: string; readonly short: string; readonly Body: ComponentType<PartProps> }> = {
  what: { title: 'What is planned, and why?', short: 'What and why', Body: WhatPart },
  whom: { title: 'Whom does it touch?', short: 'Whom', Body: WhomPart },
  steps: { title: 'What is done?', short: 'Steps', Body: StepsPart },
  when: { title: 'When?', short: 'When', Body: WhenPart },
  preview: { title: 'What it means', short: 'Preview and save', Body: PreviewPart },
}

export function WizardPage(): ReactNode {
  const services = useServices()
  const form = useSlice('maintenance', (state) => state.form)
  useEffect(() => {
    if (form === undefined) openCalendar(services)
  }, [form, services])
  return form === undefined ? null : <Wizard form={form} />
}

/** A plan in five parts that can be gone to in any order; nothing is written before the last, and nothing typed is lost on the way. */
function Wizard({ form }: { readonly form: PlanForm }): ReactNode {
  const services = useServices()
  const { client, maintenance, ui } = services
  /** Parts that somebody tried to leave: only there what is missing is said. */
  const [tried, setTried] = useState<ReadonlySet<FormStep>>(new Set())
  const [refusal, setRefusal] = useState<AppError>()
  const [busy, setBusy] = useState(false)
  const previewed = usePreview(previewDraftOf(form, standInTimes(services)))
  const heading = useRef<HTMLHeadingElement>(null)
  const { step } = form
  const { title, Body } = parts[step]
  const own = issuesOf(form)
  const all = refusal === undefined ? own : withRefusal(own, refusal, form)
  const at = formSteps.indexOf(step)

  useEffect(() => heading.current?.focus(), [step])

  const change = (next: Partial<PlanForm>): void => {
    setRefusal(undefined)
    maintenance.setState((state) => (state.form === undefined ? {} : { form: { ...state.form, ...next } }))
  }
  const goTo = (next: FormStep): void => {
    setTried((before) => new Set([...before, step]))
    maintenance.setState({ form: { ...form, step: next } })
  }
  const next = (): void => {
    if (step === 'preview') return void save()
    setTried((before) => new Set([...before, step]))
    if (isFaulty(own, step)) return focusFirstIssue()
    const after = formSteps[at + 1]
    if (after !== undefined) maintenance.setState({ form: { ...form, step: after } })
  }
  const save = async (): Promise<void> => {
    setTried(new Set(formSteps))
    const faulty = firstFaulty(own)
    if (faulty !== undefined) return goTo(faulty)
    setBusy(true)
    setRefusal(undefined)
    const { edit } = form
    const saved = await client.invoke('maintenance.save', { draft: draftOf(form), ...(edit === undefined ? {} : { edit: { id: edit.id, version: edit.version } }) })
    setBusy(false)
    if (saved.ok) {
      maintenance.setState({ form: undefined })
      ui.setState({ announcement: `${saved.value.title} is planned` })
      openWindow(services, saved.value.id)
      return takeWindow(maintenance, saved.value)
    }
    setRefusal(saved.error)
    const [issue] = saved.error.issues ?? []
    if (issue !== undefined) maintenance.setState({ form: { ...form, step: placeOfIssue(issue.path, form).step } })
  }
  const leave = (): void => (isTouched(form) ? askFirst(services, { kind: 'discard' }) : (maintenance.setState({ form: undefined }), openCalendar(services)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) next()
  }
  const shows = tried.has(step) || refusal !== undefined
  return (
    <div className="setup wizard">
      <nav aria-label="Parts of the plan">
        <h1>{form.edit === undefined ? 'Plan a window' : `Edit “${form.edit.title}”`}</h1>
        <ol>
          {formSteps.map((name, index) => (
            <li key={name} aria-current={name === step ? 'step' : undefined}>
              <button type="button" className="button quiet" onClick={() => goTo(name)}>
                <span className="num">{index + 1}</span>{parts[name].short}
                {name !== 'preview' && tried.has(name) && isFaulty(all, name) && <span className="part-fault">to mend</span>}
              </button>
            </li>
          ))}
        </ol>
        <ScopeLine previewed={previewed} />
        <p className="faint">Nothing is written before you save, and nothing is done before another operator approves and every tenant was told.</p>
        <Button look="quiet" onClick={leave}>Leave</Button>
      </nav>
      <section className="setup-body" aria-labelledby="wizard-title">
        <h2 id="wizard-title" ref={heading} tabIndex={-1}>{title}</h2>
        <form className="setup-form" noValidate onSubmit={submit}>
          <div className="setup-scroll">
            <Body form={form} change={change} issues={shows && step !== 'preview' ? all[step] : {}} ofStep={shows ? all.ofStep : {}} previewed={previewed} />
            {step === 'preview' && <Refused error={refusal} />}
            {step !== 'preview' && refusal !== undefined && (refusal.issues ?? []).length === 0 && <Refused error={refusal} />}
          </div>
          <footer className="setup-foot">
            {at > 0 && <Button onClick={() => goTo(formSteps[at - 1]!)}>Back</Button>}
            <button type="submit" className="button primary" disabled={busy}>{step === 'preview' ? (busy ? 'Saving …' : form.edit === undefined ? 'Save the plan' : 'Save the change') : `Next: ${parts[formSteps[at + 1]!].short.toLowerCase()}`}</button>
          </footer>
        </form>
      </section>
    </div>
  )
}

function isFaulty(issues: FormIssues, step: FormStep): boolean {
  if (step === 'preview') return false
  if (step === 'steps') return !isClean(issues.steps) || Object.values(issues.ofStep).some((each) => !isClean(each))
  return !isClean(issues[step])
}

/** The core's issues at the fields that they are about. */
function withRefusal(own: FormIssues, { issues = [] }: AppError, form: PlanForm): FormIssues {
  return issues.reduce<FormIssues>((all, { path, message }) => {
    const { step, field, key } = placeOfIssue(path, form)
    if (step === 'preview') return all
    if (key !== undefined) return { ...all, ofStep: { ...all.ofStep, [key]: { ...all.ofStep[key], [field]: message } } }
    return { ...all, [step]: { ...all[step], [field === '' ? step : field]: message } }
  }, own)
}

/** Puts the cursor where the first thing is to be mended, once it is drawn. */
function focusFirstIssue(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.wizard [aria-invalid="true"]')?.focus())
}
