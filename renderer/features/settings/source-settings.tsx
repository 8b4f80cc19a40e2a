import { Cloud, FileCheck, FileWarning, FolderOpen } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { FleetFileReport, SourceChoice } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { isOffered, runAction } from '../../app/actions'
import { Button } from '../../components/button'
import { plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { FileReport } from './file-report'

/** Where the fleet comes from: a training scenario, or the desk's own fleet file. */
export function SourceSettings(): ReactNode {
  const services = useServices()
  const { client, session, clock, ui } = services
  const source = useSlice('session', ({ status }) => status?.source)
  const notYet = useSlice('session', ({ status }) => status?.notYet)
  const scenarios = useSlice('session', ({ info }) => info?.scenarios)
  const canConnect = useSlice('access', (state) => isOffered('connect', state))
  const practised = useSlice('access', ({ view }) => view?.practice !== undefined && view.signIn === 'sso')
  const [practise, setPractise] = useState(practised)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const [report, setReport] = useState<FleetFileReport>()

  const use = async (choice: SourceChoice): Promise<void> => {
    setBusy(true)
    const used = await client.invoke('source.use', choice)
    setBusy(false)
    setError(used.ok ? undefined : used.error)
    if (!used.ok) return
    session.setState({ status: used.value, statusAtMs: clock.nowMs(), statusError: undefined })
    ui.setState({ route: 'fleet', announcement: 'The fleet comes from the new source now' })
  }
  const choose = async (): Promise<void> => {
    const chosen = await client.invoke('fleetFile.choose', null)
    setError(chosen.ok ? undefined : chosen.error)
    if (chosen.ok && chosen.value !== null) setReport(chosen.value)
  }
  const checkAgain = async (path: string): Promise<void> => {
    const checked = await client.invoke('fleetFile.check', { path })
    setError(checked.ok ? undefined : checked.error)
    if (checked.ok) setReport(checked.value)
  }

  const verb = (scenario: string): string => (source?.kind === 'training' && source.scenario === scenario ? 'Restart' : 'Use')

  return (
    <section className="settings-section" aria-labelledby="source">
      <h2 id="source">Source</h2>
      <p className="soft">{source === undefined ? 'Not known yet.' : source.kind === 'training' ? `Now training: scenario “${source.scenario}”${source.seed === undefined ? '' : `, seed ${source.seed}`}.` : <>Now live: fleet file <span className="mono text">{source.fleetFile}</span></>}</p>
      {notYet !== undefined && notYet.length > 0 && (
        <ul className="remarks">
          {notYet.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {error !== undefined && <p className="form-error text" role="alert">{error.message}</p>}
      <h3>Your own AWS</h3>
      <div className="row">
        {canConnect && <Button look="primary" icon={Cloud} onClick={() => runAction('connect', services)}>Connect your AWS</Button>}
        <Button icon={FolderOpen} disabled={busy} onClick={() => void choose()}>Choose a fleet file …</Button>
        </div>
      <p className="faint">Connecting takes you from a sign-in to a fleet file. A file is checked first; nothing changes until you use it.</p>
      {report !== undefined && (
        <div className="report">
          <p className="row">
            {report.issues.length === 0 ? <FileCheck aria-hidden="true" /> : <FileWarning aria-hidden="true" />}
            <span className="mono text grow ellipsis" title={report.path}>{report.path}</span>
          </p>
          <p>{report.issues.length === 0 ? `The file is sound: ${plural(report.accounts, 'account')}, ${plural(report.tenants, 'tenant')}.` : `${plural(report.issues.length, 'thing')} to mend before it can be used:`}</p>
          <FileReport report={report} />
          <div className="row">
            <Button look="primary" disabled={busy || report.issues.length > 0} onClick={() => void use({ kind: 'file', path: report.path })}>Use this file</Button>
            <Button disabled={busy} onClick={() => void checkAgain(report.path)}>Check again</Button>
          </div>
        </div>
      )}
      <h3>Training</h3>
      <label className="check"><input type="checkbox" checked={practise} onChange={() => setPractise(!practise)} /><span>Practise signing in: the training fleet asks for it as a real one would</span></label>
      <ul className="scenario-list">
        {(scenarios ?? []).map(({ name, title }) => (
          <li key={name} className="row">
            <span className="grow">{title} <span className="faint mono">{name}</span></span>
            <Button disabled={busy} onClick={() => void use({ kind: 'training', scenario: name, ...(practise ? { practiseSignIn: true } : {}) })} aria-label={`${verb(name)} the training scenario ${name}`}>
              {verb(name)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
