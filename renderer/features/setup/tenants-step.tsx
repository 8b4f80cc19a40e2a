import { Search } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { Button } from '../../components/button'
import { ErrorWords } from '../../components/error-words'
import { plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { Preview } from './preview'
import { issuesOfTags, planOf, type Issues } from './setup-plan'
import { Field, focusFirstIssue, StepForm } from './step-form'

/** Reads every chosen place once and shows whose resources are there. */
export function TenantsStep(): ReactNode {
  const { client, setup } = useServices()
  const { tenantTag, environmentTag, preview, accounts } = useSlice('setup', (state) => state)
  const [issues, setIssues] = useState<Issues>({})
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>()
  const [error, setError] = useState<AppError>()
  useEffect(() => client.subscribe('setup.progress', (told) => setProgress((running) => (running === undefined ? running : told))), [client])
  // Who goes elsewhere does not wait for it any more.
  useEffect(() => () => void client.invoke('setup.cancel', null), [client])

  const discover = async (): Promise<void> => {
    const found = issuesOfTags(setup.getState())
    setIssues(found)
    if (Object.keys(found).length > 0) return focusFirstIssue()
    setError(undefined)
    setProgress({ done: 0, total: 0 })
    setup.setState({ preview: undefined })
    const asked = planOf(setup.getState())
    const discovered = await client.invoke('setup.discover', asked)
    setProgress(undefined)
    if (discovered.ok) setup.setState({ preview: discovered.value })
    else setError(discovered.error)
  }
  const change = (next: { readonly tenantTag?: string; readonly environmentTag?: string }): void => {
    setup.setState({ ...next, preview: undefined })
    setIssues({})
  }
  const busy = progress !== undefined
  const chosen = accounts.filter((account) => account.chosen).length
  return (
    <StepForm step="tenants" next={preview === undefined ? 'Look for tenants' : 'Next: write the file'} busy={busy} onNext={() => (preview === undefined ? void discover() : setup.setState({ step: 'write' }))}>
      <div className="field-pair">
        <Field id="tenant-tag" label="Tag that names the tenant" value={tenantTag} issue={issues['tenantTag']} onChange={(value) => change({ tenantTag: value })} />
        <Field id="environment-tag" label="Tag that names the environment" value={environmentTag} issue={issues['environmentTag']} onChange={(value) => change({ environmentTag: value })} />
      </div>
      {preview === undefined && !busy && <p className="soft">Databases and app groups of {plural(chosen, 'account')} are read once, a few calls for each Region. Nothing is changed.</p>}
      {busy && (
        <div className="row" role="status">
          <progress aria-label="Places read" max={Math.max(1, progress.total)} value={progress.done} />
          <span className="num">{progress.total === 0 ? 'Asking for keys …' : `${progress.done} of ${plural(progress.total, 'place')} read`}</span>
          <Button onClick={() => void client.invoke('setup.cancel', null)}>Cancel</Button>
        </div>
      )}
      {error !== undefined && <ErrorWords error={error} />}
      {preview !== undefined && (
        <>
          <Preview preview={preview} names={new Map(accounts.map(({ id, name }) => [id, name]))} />
          <div className="row"><Button icon={Search} onClick={() => void discover()}>Look again</Button></div>
        </>
      )}
    </StepForm>
  )
}
