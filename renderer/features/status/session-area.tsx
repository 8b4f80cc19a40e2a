import { LogIn, LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { SessionView } from '#shared/session/session-view'
import { signIn } from '../../app/actions'
import { Button } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { Popover } from '../../components/popover'
import { attemptWords, capabilityWords, keepingWords, sessionWords } from '../../format/session-words'
import { mayRun, needsSignIn } from '../../stores/access-store'
import { useServices, useSlice, useTimed } from '../../stores/services'

/** So many sessions are named one by one; more are counted. */
const namedInBar = 2

/** Who is signed in and for how long, with one button when somebody has to sign in again. */
export function SessionArea(): ReactNode {
  const services = useServices()
  const view = useSlice('access', (state) => state.view)
  const offered = useSlice('access', (state) => mayRun(state, 'session.signIn'))
  if (view === undefined || view.signIn === 'none') return null
  const ended = view.sessions.filter(needsSignIn)
  const troubled = ended.length > 0 || view.sessions.some(({ state }) => state.kind === 'offline')
  return (
    <>
      <Popover place="above-start" label="Sign-in" className="status-button session-button" trigger={<>{troubled && <HealthMark kind="unknown" />}<BarWords view={view} /></>}>
        {(close) => <SessionDetails view={view} close={close} />}
      </Popover>
      {ended.length > 0 && offered && (
        <Button icon={LogIn} className="reconnect" onClick={() => void signIn(services)}>Reconnect</Button>
      )}
    </>
  )
}

function BarWords({ view: { sessions, operators, capabilities, signIn: how } }: { readonly view: SessionsView }): ReactNode {
  const who = operators[0]?.operator
  const identity = who === undefined ? undefined : `${who}, ${capabilityWords(capabilities)}`
  if (sessions.length === 0) return <span>{identity ?? (how === 'profile' ? 'AWS profile' : 'training')}</span>
  if (sessions.length > namedInBar) {
    const signedIn = sessions.filter((session) => !needsSignIn(session)).length
    return <span className="num">signed in to {signedIn} of {sessions.length}</span>
  }
  return sessions.map((session, index) => (
    <span key={session.name} className="num">
      {index > 0 && '· '}
      {sessions.length > 1 && `${session.name}: `}
      <StateWords session={session} />
      {session.keeping.kind === 'memory' && !needsSignIn(session) && `, ${keepingWords(session.keeping)}`}
    </span>
  ))
}

function StateWords({ session: { state } }: { readonly session: SessionView }): ReactNode {
  return useTimed((nowMs) => sessionWords(state, nowMs))
}

function SessionDetails({ view, close }: { readonly view: SessionsView; readonly close: () => void }): ReactNode {
  const { sessions, operators, capabilities } = view
  return (
    <div className="session-details">
      <section aria-label="Who you are">
        {operators.length === 0 && <p className="soft">AWS has not said yet who you are.</p>}
        {operators.map(({ account, operator, role }) => (
          <p key={`${account} ${operator}`} className="text">
            <strong>{operator}, {capabilityWords(capabilities)}</strong>
            <span className="faint"> {role === undefined ? '' : `as ${role} `}in <span className="num">{account}</span></span>
          </p>
        ))}
        {!capabilities.includes('operate') && <p className="faint">You may look, not act: the fleet file does not list your role as an operator’s.</p>}
      </section>
      {sessions.map((session) => (
        <SessionEntry key={session.name} session={session} close={close} />
      ))}
      {sessions.length === 0 && <p className="faint">{noSession[view.signIn]}</p>}
    </div>
  )
}

const noSession: Record<SessionsView['signIn'], string> = {
  none: 'No fleet is watched.',
  training: 'Training needs no sign-in.',
  profile: 'Keys come from a profile of the AWS command line; sign in and out there.',
  sso: 'The fleet file names no session.',
}

function SessionEntry({ session, close }: { readonly session: SessionView; readonly close: () => void }): ReactNode {
  const services = useServices()
  const canSignOut = useSlice('access', (state) => mayRun(state, 'session.signOut'))
  const canSignIn = useSlice('access', (state) => mayRun(state, 'session.signIn'))
  const failed = attemptWords(session)
  const out = needsSignIn(session)
  return (
    <section aria-label={`Session ${session.name}`}>
      <div className="row">
        <strong className="grow ellipsis">{session.name}</strong>
        {out ? (
          canSignIn && <Button icon={LogIn} onClick={() => { close(); void signIn(services, session.name) }}>Sign in</Button>
        ) : (
          canSignOut && <Button icon={LogOut} onClick={() => { close(); services.ui.setState({ dialog: 'signOut', dialogSession: session.name }) }}>Sign out …</Button>
        )}
      </div>
      <p className="num"><StateWords session={session} />{!out && session.keeping.kind === 'keychain' && ', kept in the keychain'}</p>
      <p className="faint text ellipsis" title={session.startUrl}>{session.startUrl} <span className="num">({session.region})</span></p>
      {session.keeping.kind === 'memory' && <p className="soft text">{session.keeping.message}</p>}
      {session.state.kind === 'offline' && <p className="soft text">{session.state.message} It is tried again by itself.</p>}
      {session.state.kind === 'expired' && <p className="soft text">{session.state.message}</p>}
      {failed !== undefined && <p className="soft text">Last attempt: {failed}</p>}
      {session.remarks.filter((remark) => session.keeping.kind !== 'memory' || remark !== session.keeping.message).map((remark) => (
        <p key={remark} className="soft text">{remark}</p>
      ))}
    </section>
  )
}
