import { useEffect, type ReactNode } from 'react'
import { isAttempt, isSignedIn } from '#shared/session/session-state'
import { Dialog } from '../../components/dialog'
import { ErrorWords } from '../../components/error-words'
import { SignInPanel } from '../../components/sign-in-panel'
import { needsSignIn, sessionNamed, sessionsOf } from '../../stores/access-store'
import { useServices, useSlice } from '../../stores/services'

/** Signs in to one session; when that is done it goes on with the next that needs it, then closes. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { client, access, ui } = useServices()
  const name = useSlice('ui', (state) => state.dialogSession)
  const session = useSlice('access', (state) => sessionNamed(state, name) ?? sessionsOf(state)[0])
  const error = useSlice('access', (state) => state.error)
  const several = useSlice('access', (state) => sessionsOf(state).length > 1)
  const done = session !== undefined && !isAttempt(session.state) && isSignedIn(session.state)

  useEffect(() => {
    if (!done) return
    const next = sessionsOf(access.getState()).find(needsSignIn)
    ui.setState({ announcement: `Signed in to ${session.name}` })
    if (next === undefined) onClose()
    else ui.setState({ dialogSession: next.name })
  }, [done, session?.name, access, ui, onClose])

  if (session === undefined) return null
  return (
    <Dialog title={several ? `Sign in: ${session.name}` : 'Sign in'} onClose={onClose} className="sign-in-dialog">
      <div className="dialog-scroll">
        <p className="faint text ellipsis" title={session.startUrl}>{session.startUrl}</p>
        <SignInPanel
          key={session.name}
          session={session}
          start={(method) => {
            access.setState({ error: undefined })
            return client.invoke('session.signIn', { session: session.name, method })
          }}
        />
        {error !== undefined && <ErrorWords error={error} />}
      </div>
    </Dialog>
  )
}
