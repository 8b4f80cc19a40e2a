import { useEffect, useState, type ReactNode } from 'react'
import type { AwsConfigView } from '#shared/ipc/session-contract'
import type { AppError } from '#shared/kernel/app-error'
import { ErrorWords } from '../../components/error-words'
import type { SetupState } from '../../stores/setup-store'
import { useServices, useSlice } from '../../stores/services'
import { issuesOfWay, type Issues } from './setup-plan'
import { Field, focusFirstIssue, StepForm } from './step-form'

/** Identity Center or a profile; what `~/.aws/config` already knows is offered. */
export function WayStep(): ReactNode {
  const { client, setup } = useServices()
  const state = useSlice('setup', (current) => current)
  const practice = useSlice('access', ({ view }) => view?.practice)
  const [config, setConfig] = useState<AwsConfigView>()
  const [error, setError] = useState<AppError>()
  const [issues, setIssues] = useState<Issues>({})

  useEffect(() => {
    let gone = false
    void client.invoke('profiles.list', null).then((listed) => {
      if (gone) return
      if (listed.ok) setConfig(listed.value)
      else setError(listed.error)
    })
    return () => void (gone = true)
  }, [client])

  // Another way in knows other accounts.
  const change = (next: Partial<SetupState>): void => {
    setup.setState({ ...next, accounts: [], preview: undefined, identity: undefined })
    setIssues({})
  }
  const onNext = (): void => {
    const found = issuesOfWay(setup.getState())
    setIssues(found)
    if (Object.keys(found).length > 0) return focusFirstIssue()
    setup.setState({ step: 'signIn' })
  }
  const offers = [
    ...(config?.sessions ?? []).map((session) => ({ ...session, endpoint: undefined, from: 'from ~/.aws/config' })),
    ...(practice === undefined ? [] : [{ ...practice, name: 'practice', from: 'of this training fleet' }]),
  ]

  return (
    <StepForm step="way" next="Next: sign in" onNext={onNext}>
      <fieldset className="ways">
        <legend className="unseen">Way in</legend>
        <label className="way"><input type="radio" name="way" checked={state.way === 'sso'} onChange={() => change({ way: 'sso' })} /><span><strong>IAM Identity Center</strong><span className="soft">Sign in with your browser; keys end by themselves. Recommended.</span></span></label>
        <label className="way"><input type="radio" name="way" checked={state.way === 'profile'} onChange={() => change({ way: 'profile' })} /><span><strong>A profile of the AWS command line</strong><span className="soft">For desks without Identity Center. Keys stay where the profile has them.</span></span></label>
      </fieldset>
      {state.way === 'sso' ? (
        <>
          {offers.length > 0 && (
            <div className="offers" role="group" aria-label="Known sign-ins">
              {offers.map(({ name, startUrl, region, endpoint, from }) => (
                <button key={`${name} ${startUrl}`} type="button" className="offer" aria-pressed={state.startUrl === startUrl && state.name === name} onClick={() => change({ name, startUrl, region, endpoint })}>
                  <strong>{name}</strong> <span className="faint">{from}</span>
                  <span className="soft mono ellipsis">{startUrl} · {region}</span>
                </button>
              ))}
            </div>
          )}
          <Field id="start-url" label="Start URL" value={state.startUrl} placeholder="https://example.awsapps.com/start" hint="The address of your access portal." issue={issues['startUrl']} onChange={(startUrl) => change({ startUrl, endpoint: startUrl === practice?.startUrl ? practice.endpoint : undefined })} />
          <Field id="sso-region" label="Region of Identity Center" value={state.region} placeholder="eu-west-1" hint="Where Identity Center itself lives; your accounts may be anywhere." issue={issues['region']} onChange={(region) => change({ region })} />
          <Field id="sso-name" label="Name" value={state.name} hint="How the fleet file and the status bar call this sign-in." issue={issues['name']} onChange={(name) => change({ name })} />
        </>
      ) : (
        <div className="field">
          <label htmlFor="profile">Profile</label>
          <select id="profile" className="select wide" value={state.profile} onChange={(event) => change({ profile: event.target.value })}>
            <option value="">The default profile</option>
            {(config?.profiles ?? []).filter(({ name }) => name !== 'default').map(({ name, region }) => (
              <option key={name} value={name}>{name}{region === undefined ? '' : ` (${region})`}</option>
            ))}
          </select>
          <p className="faint">{config === undefined ? 'Reading ~/.aws/config …' : config.profiles.length === 0 ? `No profile is in ${config.path}.` : `Read from ${config.path}; it is never changed.`}</p>
        </div>
      )}
      {config !== undefined && config.issues.length > 0 && (
        <details className="soft text"><summary>{config.path} has lines that could not be read</summary><ul>{config.issues.map(({ path, message, line }) => <li key={`${path} ${message}`}>{line === undefined ? '' : `Line ${line}: `}{message}</li>)}</ul></details>
      )}
      {error !== undefined && <ErrorWords error={error} />}
    </StepForm>
  )
}
