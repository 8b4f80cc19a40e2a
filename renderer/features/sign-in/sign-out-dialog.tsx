import { Check, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { SignOutReport } from '#shared/session/sign-out-report'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorWords } from '../../components/error-words'
import { signOutWords } from '../../format/session-words'
import { needsSignIn, sessionsOf } from '../../stores/access-store'
import { useServices, useSlice } from '../../stores/services'

/** Asks, signs out, and says of every step whether it was done. */
export function SignOutDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { client, access } = useServices()
  const asked = useSlice('ui', (state) => state.dialogSession)
  const desk = useSlice('session', ({ status }) => status?.desk)
  // Who they are does not change while they are signed out one after the other.
  const [names] = useState(() => (asked === undefined ? sessionsOf(access.getState()).filter((session) => !needsSignIn(session)).map(({ name }) => name) : [asked]))
  const [reports, setReports] = useState<readonly SignOutReport[]>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()

  const signOut = async (): Promise<void> => {
    setBusy(true)
    const done: SignOutReport[] = []
    let failed: AppError | undefined
    for (const session of names) {
      const out = await client.invoke('session.signOut', { session })
      if (out.ok) done.push(out.value)
      else failed = out.error
    }
    setBusy(false)
    setError(failed)
    if (done.length > 0) setReports(done)
  }
  return (
    <Dialog title={reports === undefined ? `Sign out of ${names.join(' and ')}?` : 'Signed out'} onClose={onClose} className="sign-in-dialog">
      <div className="dialog-scroll">
        {reports === undefined ? (
          <p>
            {desk === undefined ? 'The fleet' : `“${desk}”`} is no longer read through this sign-in: its tenants become unknown until somebody signs in again. The sign-in is ended at Identity Center and removed from the keychain.
          </p>
        ) : (
          reports.map((report) => <Report key={report.session} report={report} named={reports.length > 1} />)
        )}
        {error !== undefined && <ErrorWords error={error} />}
      </div>
      <footer className="dialog-foot">
        {reports === undefined ? (
          <>
            <Button onClick={onClose}>Stay signed in</Button>
            <Button look="primary" data-first disabled={busy} onClick={() => void signOut()}>{busy ? 'Signing out …' : 'Sign out'}</Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>Close</Button>
        )}
      </footer>
    </Dialog>
  )
}

function Report({ report, named }: { readonly report: SignOutReport; readonly named: boolean }): ReactNode {
  return (
    <section role="status" aria-label={`What signing out of ${report.session} did`}>
      {named && <h3>{report.session}</h3>}
      {!report.complete && <p><strong>Not everything could be done.</strong></p>}
      <ul className="sign-out-steps text">
        {report.steps.map(({ what, done, message }) => (
          <li key={what} data-done={done}>
            {done ? <Check aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
            <span><strong>{signOutWords[what]}{done ? '' : ', not done'}.</strong> {message}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
