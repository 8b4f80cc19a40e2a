import type { ReactNode } from 'react'
import { accessKinds } from '#shared/support/grant'
import type { TenantSupportView } from '#shared/support/support-view'
import { Field } from '../../../components/field'
import { kindTitles } from '../../../components/support/stage-words'
import type { GrantForm } from '../../../stores/grant-form'
import type { FormIssues } from './wish-of-form'

export interface FieldsProps {
  readonly form: GrantForm
  readonly policy: TenantSupportView
  readonly issues: FormIssues
  readonly change: (next: Partial<GrantForm>) => void
}

/** Where, what, on whose request and why. */
export function WhatFields({ form, policy, issues, change }: FieldsProps): ReactNode {
  const offered = policy.environments.find(({ environment }) => environment === form.environment)?.what ?? accessKinds
  const toggle = (kind: GrantForm['what'][number]): void => change({ what: accessKinds.filter((each) => (each === kind ? !form.what.includes(kind) : form.what.includes(each))) })
  return (
    <>
      <fieldset className="choice" data-invalid={issues.environment !== undefined || undefined}>
        <legend>Environment</legend>
        {policy.environments.map(({ environment }, at) => <label key={environment} className="check"><input type="radio" name="environment" data-first={(form.environment === '' ? at === 0 : environment === form.environment) || undefined} checked={environment === form.environment} onChange={() => change({ environment })} /><span>{environment}</span></label>)}
        <Issue words={issues.environment} />
      </fieldset>
      <fieldset className="choice" data-invalid={issues.what !== undefined || undefined}>
        <legend>What</legend>
        {accessKinds.map((kind) => <label key={kind} className={`check ${offered.includes(kind) ? '' : 'faint'}`} title={offered.includes(kind) ? undefined : 'The fleet file names nothing of the kind for this environment.'}><input type="checkbox" disabled={!offered.includes(kind)} checked={form.what.includes(kind)} onChange={() => toggle(kind)} /><span>{kindTitles[kind]}</span></label>)}
        <Issue words={issues.what} />
      </fieldset>
      <div className="field-pair">
        <Field id="grant-reference" label="The client’s request" issue={issues.reference}>{(tied) => <input {...tied} className="input" maxLength={100} placeholder="REQ-4711" spellCheck={false} autoComplete="off" value={form.reference} onChange={(event) => change({ reference: event.target.value })} />}</Field>
        <Field id="grant-asked-by" label="Who asked, at the client’s" issue={issues.askedBy}>{(tied) => <input {...tied} className="input" maxLength={100} autoComplete="off" value={form.askedBy} onChange={(event) => change({ askedBy: event.target.value })} />}</Field>
      </div>
      <Field id="grant-reason" label="What it is for" issue={issues.reason}>{(tied) => <textarea {...tied} className="input area" rows={2} maxLength={300} value={form.reason} onChange={(event) => change({ reason: event.target.value })} />}</Field>
    </>
  )
}

export const Issue = ({ words }: { readonly words: string | undefined }): ReactNode => (words === undefined ? null : <p className="form-error" role="alert">{words}</p>)
