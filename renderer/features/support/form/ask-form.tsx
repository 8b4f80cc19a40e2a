import { Siren, Undo2 } from 'lucide-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { minuteMs } from '#shared/kernel/time'
import type { TenantSupportView } from '#shared/support/support-view'
import { Button } from '../../../components/button'
import { Dialog } from '../../../components/dialog'
import { Refused } from '../../../components/refused'
import { ownZone } from '../../../format/zone'
import { mayRun } from '../../../stores/access-store'
import type { GrantForm } from '../../../stores/grant-form'
import { useServices, useSlice, useTimed } from '../../../stores/services'
import { openGrant } from '../../../stores/support-visit'
import { useGrantAct } from '../use-grant-act'
import { BreakGlassStep } from './break-glass-step'
import { GrantPreviewPane } from './preview-pane'
import { useGrantPreview } from './use-grant-preview'
import { WhatFields } from './what-fields'
import { WhenFields } from './when-fields'
import { issuesOf, sorted, wishOf, type FormIssues } from './wish-of-form'

interface Props {
  readonly form: GrantForm
  readonly policy: TenantSupportView
  readonly onClose: () => void
}

/** One grant as it is written, beside what it will do. Nothing is written before the button; the button says what happens. */
export function AskForm({ form: written, policy, onClose }: Props): ReactNode {
  const services = useServices()
  const { act, busy, error } = useGrantAct()
  const [isTried, setTried] = useState(false)
  const mayBreak = useSlice('access', (state) => mayRun(state, 'support.breakGlass'))
  const form = withOnlyChoices(written, policy)
  // To the minute: a preview is not asked for every second.
  const minute = useTimed((nowMs) => (Number.isFinite(nowMs) ? Math.floor(nowMs / minuteMs) : undefined))
  const at = { nowMs: (minute ?? Number.NaN) * minuteMs, zone: ownZone() }
  const missing = issuesOf(form, policy, at)
  const isWhole = Object.keys(missing).length === 0 && minute !== undefined
  const previewed = useGrantPreview(isWhole ? wishOf(form, at) : undefined)
  const found = sorted(previewed.preview?.issues ?? [])
  const typed = form.confirm.trim() === form.tenant
  const issues: FormIssues = { ...found.byField, ...(isTried ? missing : {}), ...(isTried && form.isBreakGlass && !typed ? { confirm: `Type ${form.tenant} to confirm.` } : {}) }
  const change = (next: Partial<GrantForm>): void => services.support.setState({ form: { ...form, ...next } })

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    // What is missing has to be marked before the first of it can be gone to.
    flushSync(() => setTried(true))
    const wish = wishOf(form, { ...at, nowMs: services.time.getState().nowMs })
    if (!isWhole || wish === undefined || busy !== undefined || (form.isBreakGlass && !typed)) return focusFirst(event.currentTarget)
    const grant = form.isBreakGlass
      ? await act('support.breakGlass', { wish, confirm: form.confirm.trim() }, { busy: 'Telling everybody and opening …', done: ({ words }) => words })
      : await act('support.ask', { wish }, { busy: 'Asking …', done: ({ words }) => words })
    if (grant === undefined) return
    services.support.setState({ form: undefined })
    openGrant(services, grant.id)
  }

  return (
    <Dialog title={`${form.extended === undefined ? 'Support access' : 'Extend support access'}: ${policy.tenantName}`} onClose={onClose} className="grant-dialog">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="grant-columns">
          <div className="grant-fields">
            <WhatFields form={form} policy={policy} issues={issues} change={change} />
            <WhenFields form={form} policy={policy} issues={issues} change={change} at={at} />
            {form.isBreakGlass && <BreakGlassStep form={form} issue={issues.confirm} change={change} />}
          </div>
          <GrantPreviewPane form={form} policy={policy} at={at} isWhole={isWhole} previewed={previewed} others={found.others}><Refused error={error} /></GrantPreviewPane>
        </div>
        <div className="dialog-foot">
          {mayBreak && !policy.isSelfService && <Button look="quiet" className={form.isBreakGlass ? '' : 'break-glass-button'} icon={form.isBreakGlass ? Undo2 : Siren} aria-pressed={form.isBreakGlass} onClick={() => change({ isBreakGlass: !form.isBreakGlass, confirm: '' })}>{form.isBreakGlass ? 'Ask for approval instead' : 'Nobody can approve: break the glass …'}</Button>}
          <span className="grow" />
          <Button onClick={onClose}>Back</Button>
          <button type="submit" className={`button primary ${form.isBreakGlass ? 'danger' : ''}`} disabled={busy !== undefined || previewed.preview?.issues.length !== 0 && isWhole && !previewed.isAsking && previewed.error === undefined}>{busy ?? yesWords(form, policy)}</button>
        </div>
      </form>
    </Dialog>
  )
}

function yesWords({ isBreakGlass, from }: GrantForm, { isSelfService }: TenantSupportView): string {
  if (isBreakGlass) return 'Break the glass: open it now'
  if (!isSelfService) return 'Ask another operator'
  return from === 'now' ? 'Open it' : 'Grant it'
}

/** Where there is nothing to choose between, nobody has to. */
function withOnlyChoices(form: GrantForm, { environments }: TenantSupportView): GrantForm {
  const [only, ...others] = environments
  const chosen = environments.find(({ environment }) => environment === form.environment) ?? (others.length === 0 ? only : undefined)
  if (chosen === undefined) return form
  const what = form.what.filter((kind) => chosen.what.includes(kind))
  return { ...form, environment: chosen.environment, what: what.length === 0 && chosen.what.length === 1 ? chosen.what : what }
}

function focusFirst(form: EventTarget & Element): void {
  const invalid = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')
  invalid?.focus()
}
