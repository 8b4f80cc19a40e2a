import { useState, type ReactNode } from 'react'
import type { FleetFileReport } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { ErrorWords } from '../../components/error-words'
import { Button } from '../../components/button'
import { plural } from '../../format/number'
import { emptySetup } from '../../stores/setup-store'
import { useServices, useSlice } from '../../stores/services'
import { planOf, type Issues } from './setup-plan'
import { Field, focusFirstIssue, StepForm } from './step-form'

/** Names the desk, asks where the file shall be, writes it and goes over to its fleet. */
export function WriteStep(): ReactNode {
  const { client, clock, session, setup, ui } = useServices()
  const state = useSlice('setup', (current) => current)
  const [issues, setIssues] = useState<Issues>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const [written, setWritten] = useState<FleetFileReport>()
  const { desk, listTenants, preview } = state
  const plan = planOf(state)

  const use = async (file: FleetFileReport): Promise<void> => {
    const used = await client.invoke('source.use', { kind: 'file', path: file.path })
    if (!used.ok) return setError(used.error)
    await client.invoke('setup.leave', null)
    session.setState({ status: used.value, statusAtMs: clock.nowMs(), statusError: undefined })
    setup.setState(emptySetup, true)
    ui.setState({ route: 'fleet', announcement: `${file.path} was written; its fleet is watched now` })
  }
  const write = async (): Promise<void> => {
    const found: Issues = desk.trim() === '' ? { desk: 'Give the desk a name.' } : {}
    setIssues(found)
    if (Object.keys(found).length > 0) return focusFirstIssue()
    setBusy(true)
    setError(undefined)
    const file = await client.invoke('setup.write', { ...plan, desk: desk.trim(), tenants: listTenants ? (preview?.tenants ?? []).map(({ id }) => id) : [] })
    if (!file.ok) setError(file.error)
    if (file.ok && file.value !== null) {
      setWritten(file.value)
      if (file.value.issues.length === 0) await use(file.value)
    }
    setBusy(false)
  }
  return (
    <StepForm step="write" next={written === undefined ? 'Write and switch to it …' : 'Write it again …'} busy={busy} onNext={() => void write()}>
      <Field id="desk" label="Name of the desk" value={desk} hint="Shown at the top of the window." issue={issues['desk']} onChange={(value) => setup.setState({ desk: value })} />
      <label className="check"><input type="checkbox" checked={listTenants} onChange={() => setup.setState({ listTenants: !listTenants })} /><span>List the {plural(preview?.tenants.length ?? 0, 'tenant')} by name</span></label>
      <p className="faint">A listed tenant whose resources are gone is reported. New tenants appear by their tag in either case.</p>
      <dl className="summary">
        <div><dt>Way in</dt><dd>{plan.access.kind === 'sso' ? `IAM Identity Center, session “${plan.access.session}”` : `AWS profile ${plan.access.profile ?? '(default)'}`}</dd></div>
        <div><dt>Accounts</dt><dd className="num">{plan.choices.length}</dd></div>
        <div><dt>Regions</dt><dd>{[...new Set(plan.choices.flatMap(({ regions }) => regions))].join(', ')}</dd></div>
        <div><dt>Tags</dt><dd className="mono">{plan.tags.tenant}, {plan.tags.environment}</dd></div>
      </dl>
      <p className="soft">You choose where the file goes. It holds no secret; then the window goes over from what it shows now to your own fleet.</p>
      {written !== undefined && (
        <div className="error-words text">
          <p><strong>{written.path}</strong> is written{written.issues.length === 0 ? ', but is not watched yet.' : ' and has to be mended:'}</p>
          {written.issues.map(({ path, message }) => <p key={`${path} ${message}`}>{path}: {message}</p>)}
          {written.issues.length === 0 && !busy && <Button onClick={() => void use(written)}>Use this file</Button>}
        </div>
      )}
      {error !== undefined && <ErrorWords error={error} />}
    </StepForm>
  )
}
