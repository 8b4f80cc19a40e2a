import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { isOffered, runAction } from '../../app/actions'
import { Button } from '../../components/button'
import { capabilityWords } from '../../format/session-words'
import { useServices, useSlice } from '../../stores/services'

const waits = [0, 5, 10, 15, 30, 60] as const

/** Who is signed in, and when the window covers itself. */
export function SignInSettings(): ReactNode {
  const services = useServices()
  const view = useSlice('access', (state) => state.view)
  const minutes = useSlice('settings', (state) => state.lockAfterMinutes)
  const canLock = useSlice('access', (state) => isOffered('lockNow', state))
  const canSignIn = useSlice('access', (state) => isOffered('signIn', state))
  const canSignOut = useSlice('access', (state) => isOffered('signOut', state))
  const [who] = view?.operators ?? []
  const options = waits.some((wait) => wait === minutes) ? waits : [...waits, minutes].sort((a, b) => a - b)
  return (
    <section className="settings-section" aria-labelledby="signing-in">
      <h2 id="signing-in">Signing in and lock</h2>
      <div className="row wrap">
        <span className="grow">{who === undefined || view === undefined ? 'AWS has not said who you are.' : <>You are <strong>{who.operator}</strong>, {capabilityWords(view.capabilities)}.</>}</span>
        {canSignIn && <Button onClick={() => runAction('signIn', services)}>Sign in</Button>}
        {canSignOut && <Button onClick={() => runAction('signOut', services)}>Sign out …</Button>}
      </div>
      <div className="row wrap">
        <label className="row" htmlFor="lock-after">
          Cover the window when nobody uses it
          <select id="lock-after" className="select" value={minutes} onChange={(event) => services.settings.setState({ lockAfterMinutes: Number(event.target.value) })}>
            {options.map((wait) => (
              <option key={wait} value={wait}>{wait === 0 ? 'never' : `after ${wait} minutes`}</option>
            ))}
          </select>
        </label>
        <span className="grow" />
        {canLock && <Button icon={Lock} onClick={() => runAction('lockNow', services)}>Lock now</Button>}
      </div>
      <p className="faint">The fleet is read on behind the cover; nothing can be done until it is unlocked.</p>
    </section>
  )
}
