import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { FailurePolicy } from '#shared/maintenance/plan'
import { factsOf, type PlanStep } from '#shared/maintenance/plan-step'
import { Button, IconButton } from '../../../components/button'
import type { StepForm } from '../../../stores/plan-form'
import { failureWords } from '../plan-parts'
import { Field } from '../../../components/field'
import type { PartProps } from './part'
import { issuesOfStep, newStep, stepKindIds, stepKinds, stepOfForm, type FieldIssues, type StepField } from './step-kinds'

const policies: readonly { readonly policy: FailurePolicy; readonly title: string }[] = [
  { policy: 'restore', title: 'Restore' },
  { policy: 'stopAndAsk', title: 'Stop and ask' },
]

/** What is done, in this order; and what happens when a step fails. */
export function StepsPart({ form, change, issues, ofStep }: PartProps): ReactNode {
  const [kind, setKind] = useState<PlanStep['kind']>('db.engine-upgrade')
  const [added, setAdded] = useState<number>()
  const add = (): void => {
    const key = Math.max(-1, ...form.steps.map((step) => step.key)) + 1
    change({ steps: [...form.steps, newStep(kind, key)] })
    setAdded(key)
  }
  const move = (at: number, by: -1 | 1): void => {
    const steps = [...form.steps]
    const [step] = steps.splice(at, 1)
    steps.splice(at + by, 0, step!)
    change({ steps })
  }
  return (
    <>
      <ol className="step-forms" aria-label="Steps of the plan">
        {form.steps.map((step, at) => (
          <StepEditor
            key={step.key}
            step={step}
            number={at + 1}
            issues={ofStep[step.key] ?? {}}
            isNew={step.key === added}
            onChange={(next) => change({ steps: form.steps.map((each) => (each.key === step.key ? next : each)) })}
            onRemove={() => change({ steps: form.steps.filter(({ key }) => key !== step.key) })}
            onUp={at === 0 ? undefined : () => move(at, -1)}
            onDown={at === form.steps.length - 1 ? undefined : () => move(at, 1)}
          />
        ))}
      </ol>
      <div className="field">
        <label htmlFor="step-kind">{form.steps.length === 0 ? 'First step' : 'Another step'}</label>
        <div className="row">
          <select id="step-kind" className="select wide" value={kind} aria-invalid={issues['steps'] !== undefined} onChange={(event) => setKind(event.target.value as PlanStep['kind'])}>
            {stepKindIds.map((id) => <option key={id} value={id}>{stepKinds[id].title}</option>)}
          </select>
          <Button icon={Plus} onClick={add}>Add</Button>
        </div>
        <p className="faint">{stepKinds[kind].hint}</p>
        {issues['steps'] !== undefined && <p className="form-error" role="alert">{issues['steps']}</p>}
      </div>
      <fieldset className="ways">
        <legend>If a change or its verification fails</legend>
        {isOfGroupsAlone(form) ? <p className="soft">{failureWords({ kind: form.kind, onFailure: 'stopAndAsk', databases: [] })}</p> : policies.map(({ policy, title }) => (
          <label key={policy} className="way"><input type="radio" name="failure" checked={form.onFailure === policy} onChange={() => change({ onFailure: policy })} /><span><strong>{title}</strong><span className="soft">{failureWords({ kind: form.kind, onFailure: policy })}</span></span></label>
        ))}
      </fieldset>
      <fieldset className="step-fields">
        <legend>Copies of the snapshots</legend>
        <Field id="copy-region" label="Region" hint="Left empty, snapshots stay where they are made. Otherwise the change waits for the copies: the window is planned an hour longer." issue={issues['copyRegion']}>
          {(tied) => <input {...tied} className="input" spellCheck={false} autoComplete="off" placeholder="eu-central-1" value={form.copyRegion} onChange={(event) => change({ copyRegion: event.target.value })} />}
        </Field>
        <Field id="copy-key" label="Key of that Region" hint="An ARN or alias of KMS; AWS wants one for encrypted snapshots of another Region." issue={issues['copyKey']}>
          {(tied) => <input {...tied} className="input wide" spellCheck={false} autoComplete="off" placeholder="alias/backups" disabled={form.copyRegion.trim() === ''} value={form.copyKey} onChange={(event) => change({ copyKey: event.target.value })} />}
        </Field>
      </fieldset>
    </>
  )
}

interface EditorProps {
  readonly step: StepForm
  readonly number: number
  readonly issues: FieldIssues
  readonly isNew: boolean
  readonly onChange: (step: StepForm) => void
  readonly onRemove: () => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
}

function StepEditor({ step, number, issues, isNew, onChange, onRemove, onUp, onDown }: EditorProps): ReactNode {
  const { title, fields } = stepKinds[step.kind]
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isNew) item.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }, [isNew])
  const isGood = Object.keys(issuesOfStep(step)).length === 0
  const facts = isGood ? factsOf(stepOfForm(step)) : undefined
  return (
    <li ref={item} className="step-form">
      <header className="row">
        <span className="num step-number">{number}</span>
        <strong className="grow">{title}</strong>
        <IconButton label={`Move step ${number} up`} icon={ArrowUp} disabled={onUp === undefined} onClick={onUp} />
        <IconButton label={`Move step ${number} down`} icon={ArrowDown} disabled={onDown === undefined} onClick={onDown} />
        <IconButton label={`Remove step ${number}`} icon={X} onClick={onRemove} />
      </header>
      {fields.length > 0 && <div className="step-fields">{fields.map((field) => <StepInput key={field.name} id={`step-${step.key}-${field.name}`} field={field} value={step.values[field.name] ?? ''} issue={issues[field.name]} onChange={(value) => onChange({ ...step, values: { ...step.values, [field.name]: value } })} />)}</div>}
      {facts !== undefined && <p className="soft">{facts.title}: about <span className="num">{facts.changeMinutes} min</span>, {facts.risk} risk. {facts.riskWords}</p>}
    </li>
  )
}

interface InputProps {
  readonly id: string
  readonly field: StepField
  readonly value: string
  readonly issue: string | undefined
  readonly onChange: (value: string) => void
}

function StepInput({ id, field: { label, hint, input, placeholder, choices = [] }, value, issue, onChange }: InputProps): ReactNode {
  if (input === 'check') return <div className="field"><label className="check"><input type="checkbox" id={id} checked={value === 'yes'} onChange={() => onChange(value === 'yes' ? '' : 'yes')} />{label}</label><p className="faint">{hint}</p></div>
  return (
    <Field id={id} label={label} hint={hint} issue={issue}>
      {(tied) =>
        input === 'area' ? <textarea {...tied} className="input area wide" rows={3} maxLength={4_000} spellCheck={false} placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} />
        : input === 'choice' ? <select {...tied} className="select wide" value={value} onChange={(event) => onChange(event.target.value)}>{choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.words}</option>)}</select>
        : <input {...tied} className="input" inputMode={input === 'number' ? 'numeric' : undefined} spellCheck={false} autoComplete="off" placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} />
      }
    </Field>
  )
}

const isOfGroupsAlone = ({ steps }: Pick<PartProps['form'], 'steps'>): boolean => steps.length > 0 && steps.every(({ kind }) => kind === 'app.instance-refresh')
