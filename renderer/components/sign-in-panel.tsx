import { ExternalLink, KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { isAttempt, isSignedIn, type AttemptState, type AwaitingCode } from '#shared/session/session-state'
import type { SessionView } from '#shared/session/session-view'
import type { SignInMethod } from '#shared/session/sso-session'
import { formatDuration } from '../format/duration'
import { attemptWords } from '../format/session-words'
import { useServices, useSlice, useWallTimed } from '../stores/services'
import { Button } from './button'
import { CopyButton } from './copy-button'
import { ErrorWords } from './error-words'

interface SignInPanelProps {
  /** Absent before the first attempt of a session that does not exist yet. */
  readonly session: SessionView | undefined
  readonly start: (method: SignInMethod) => Promise<Result<unknown, AppError>>
}

/** One sign-in from its start to its end: by the browser, or by a code where the browser is on another computer. */
export function SignInPanel({ session, start }: SignInPanelProps): ReactNode {
  const [error, setError] = useState<AppError>()
  const begin = async (method: SignInMethod): Promise<void> => {
    setError(undefined)
    const begun = await start(method)
    if (!begun.ok) setError(begun.error)
  }
  const failed = session === undefined ? undefined : attemptWords(session)
  return (
    <div className="sign-in">
      {session !== undefined && isAttempt(session.state) ? (
        <Attempt session={session.name} state={session.state} begin={begin} />
      ) : session !== undefined && isSignedIn(session.state) ? (
        <p role="status"><strong>Signed in.</strong></p>
      ) : (
        <>
          {failed !== undefined && <p className="error-words text" role="alert"><strong>The last attempt came to nothing.</strong> {failed}</p>}
          {session?.state.kind === 'expired' && <p className="soft text">{session.state.message}</p>}
          {session?.state.kind === 'signedOut' && session.state.remark !== undefined && <p className="soft text">{session.state.remark}</p>}
          <p className="soft">Your browser opens with the page of Identity Center. Confirm there; Watchfloor never sees your password.</p>
          <div className="row">
            <Button look="primary" icon={ExternalLink} data-first onClick={() => void begin('browser')}>Sign in with the browser</Button>
            <Button look="quiet" icon={KeyRound} onClick={() => void begin('deviceCode')}>Use a code instead</Button>
          </div>
          <p className="faint">A code is for a browser on another computer or phone. Only type codes that you asked for yourself.</p>
        </>
      )}
      {error !== undefined && <ErrorWords error={error} />}
    </div>
  )
}

interface AttemptProps<S> {
  readonly session: string
  readonly state: S
  readonly begin: (method: SignInMethod) => Promise<void>
}

function Attempt({ session, state, begin }: AttemptProps<AttemptState>): ReactNode {
  const { client } = useServices()
  const [error, setError] = useState<AppError>()
  const openPage = async (): Promise<void> => {
    const opened = await client.invoke('session.openPage', { session })
    setError(opened.ok ? undefined : opened.error)
  }
  const byCode = state.kind === 'awaitingCode'
  const ready = !byCode || state.code !== undefined
  return (
    <>
      {byCode ? <Code state={state} /> : <p role="status"><strong>Waiting for the browser.</strong> Confirm on the page that opened; this goes on by itself.</p>}
      <div className="row wrap">
        <Button look={byCode ? 'primary' : 'plain'} icon={ExternalLink} disabled={!ready} onClick={() => void openPage()}>{byCode ? 'Open the page' : 'Open the page again'}</Button>
        <Button onClick={() => void begin(byCode ? 'browser' : 'deviceCode')}>{byCode ? 'Use the browser here' : 'Use a code instead'}</Button>
        <Button look="quiet" onClick={() => void client.invoke('session.cancel', { session })}>Cancel</Button>
        <span className="grow" />
        <Countdown session={session} state={state} />
      </div>
      {error !== undefined && <ErrorWords error={error} />}
    </>
  )
}

function Code({ state: { code } }: { readonly state: AwaitingCode }): ReactNode {
  if (code === undefined) return <p role="status">Asking Identity Center for a code …</p>
  return (
    <>
      <p role="status">Open <span className="mono text">{code.verificationUri}</span>, sign in there and compare or type this code:</p>
      <div className="row device-code">
        <output className="mono text" aria-label="Code">{code.userCode}</output>
        <CopyButton label="Copy the code" text={() => code.userCode} />
      </div>
      <p className="faint">Never give this code to anybody and never confirm one that somebody sent you.</p>
    </>
  )
}

/** What is left of the attempt, counted since it was heard of: its own times may be training's. The wizard's runs in the computer's time. */
function Countdown({ session, state: { attemptId, startedAtMs, expiresAtMs } }: { readonly session: string; readonly state: AttemptState }): ReactNode {
  const heardAtMs = useSlice('access', ({ attemptsHeardAtMs }) => attemptsHeardAtMs[attemptId])
  const ofWizard = useSlice('access', ({ view }) => view?.setup?.name === session)
  const speed = useSlice('session', ({ status }) => (ofWizard ? 1 : (status?.speed ?? 1)))
  const left = useWallTimed((nowMs) => {
    const leftMs = expiresAtMs - startedAtMs - (nowMs - (heardAtMs ?? nowMs)) * speed
    return leftMs <= 0 ? '' : formatDuration(leftMs)
  })
  return <span className="num soft" role="timer">{left === '' ? 'ran out: start again' : `${left} left`}</span>
}
