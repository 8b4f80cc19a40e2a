import type { ReactNode } from 'react'
import type { WindowKind } from '#shared/maintenance/notice-rule'
import { Field } from '../../../components/field'
import type { PartProps } from './part'

const kinds: readonly { readonly kind: WindowKind; readonly title: string; readonly means: string }[] = [
  { kind: 'downtime', title: 'Downtime', means: 'Access is closed. Every tenant is told by email and on its login screen, 48 hours before or as its contract says. One operator approves.' },
  { kind: 'noDowntime', title: 'No downtime', means: 'Access stays open. The login screens say so before it begins. One operator approves.' },
  { kind: 'emergency', title: 'Emergency', means: 'It cannot wait for the notice. It needs a reason and two operators who approve; tenants are told all the same.' },
]

export function WhatPart({ form, change, issues }: PartProps): ReactNode {
  return (
    <>
      <fieldset className="ways kinds">
        <legend className="unseen">Kind</legend>
        {kinds.map(({ kind, title, means }) => (
          <label key={kind} className="way"><input type="radio" name="kind" checked={form.kind === kind} onChange={() => change({ kind })} /><span><strong>{title}</strong><span className="soft">{means}</span></span></label>
        ))}
      </fieldset>
      <Field id="plan-title" label="Title" hint="Tenants read it: no names of servers." issue={issues['title']}>
        {(tied) => <input {...tied} className="input wide" maxLength={120} autoComplete="off" value={form.title} onChange={(event) => change({ title: event.target.value })} />}
      </Field>
      <Field id="plan-why" label="Why" hint="What it is for, and what happens if it is not done. The approver and the tenants read it." issue={issues['why']}>
        {(tied) => <textarea {...tied} className="input area wide" rows={4} maxLength={4_000} value={form.why} onChange={(event) => change({ why: event.target.value })} />}
      </Field>
      {form.kind === 'emergency' && (
        <Field id="plan-reason" label="Why it cannot wait" issue={issues['emergencyReason']}>
          {(tied) => <textarea {...tied} className="input area wide" rows={2} maxLength={4_000} value={form.emergencyReason} onChange={(event) => change({ emergencyReason: event.target.value })} />}
        </Field>
      )}
    </>
  )
}
