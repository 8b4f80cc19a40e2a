import { Check } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { isAttempt, isSignedIn } from '#shared/session/session-state'
import type { SignInMethod } from '#shared/session/sso-session'
import { Button } from '../../components/button'
import { ErrorWords } from '../../components/error-words'
import { SignInPanel } from '../../components/sign-in-panel'
import { keepingWords, sessionWords } from '../../format/session-words'
import { sessionNamed } from '../../stores/access-store'
import { useServices, useSlice } from '../../stores/services'
import { StepForm } from './step-form'

export function SignInStep(): ReactNode {
  const way = useSlice('setup', (state) => state.way)
  return way === 'sso' ? <BySession /> : <ByProfile />
}

function BySession(): ReactNode {
  const { client, clock, setup } = useServices()
  const { name, startUrl, region, endpoint } = useSlice('setup', (state) => state)
  const session = useSlice('access', (state) => sessionNamed(state, name.trim()))
  // A session of that name for another portal is not the one that was asked for.
  const own = session?.startUrl === startUrl.trim() && session.region === region.trim() ? session : undefined
  const signedIn = own !== undefined && isSignedIn(own.state)
  const underWay = own !== undefined && isAttempt(own.state)
  const [missing, setMissing] = useState(false)
  const start = (method: SignInMethod): ReturnType<typeof client.invoke<'setup.signIn'>> =>
    client.invoke('setup.signIn', { name: name.trim(), startUrl: startUrl.trim(), region: region.trim(), method, ...(endpoint === undefined ? {} : { endpoint }) })
  return (
    <StepForm step="signIn" next="Next: accounts" ready={signedIn} onNext={() => (signedIn ? setup.setState({ step: 'accounts' }) : setMissing(true))}>
      <p className="soft text">{startUrl}</p>
      {signedIn && own !== undefined ? (
        <p className="row" role="status"><Check aria-hidden="true" /><span>To {own.name}: {sessionWords(own.state, clock.nowMs())}{own.keeping.kind === 'memory' ? `; ${keepingWords(own.keeping)}` : ''}.</span></p>
      ) : (
        <SignInPanel session={own} start={start} />
      )}
      {missing && !signedIn && !underWay && <p className="form-error" role="alert">Sign in first: which accounts there are is told only to who is signed in.</p>}
    </StepForm>
  )
}

function ByProfile(): ReactNode {
  const { client, setup } = useServices()
  const { profile, identity } = useSlice('setup', (state) => state)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const check = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    const asked = await client.invoke('setup.profile', profile === '' ? {} : { profile })
    setBusy(false)
    if (!asked.ok) return setError(asked.error)
    const { account } = asked.value
    setup.setState(({ accounts }) => ({ identity: asked.value, accounts: accounts.length > 0 ? accounts : [{ id: account, name: account, chosen: true, role: '', regions: '' }] }))
  }
  return (
    <StepForm step="signIn" next={identity === undefined ? 'Ask AWS who this is' : 'Next: accounts'} busy={busy} onNext={() => (identity === undefined ? void check() : setup.setState({ step: 'accounts' }))}>
      <p className="soft">{profile === '' ? 'The default profile' : `The profile “${profile}”`} is used as the AWS command line would use it; nothing of it is kept here.</p>
      {busy && <p role="status">Asking AWS …</p>}
      {identity !== undefined && (
        <p className="row text" role="status"><Check aria-hidden="true" /><span>You are <strong>{identity.operator}</strong>{identity.role === undefined ? '' : ` as ${identity.role}`} in account <span className="num">{identity.account}</span>.</span></p>
      )}
      {error !== undefined && <ErrorWords error={error} action={<Button onClick={() => void check()}>Try again</Button>} />}
    </StepForm>
  )
}
