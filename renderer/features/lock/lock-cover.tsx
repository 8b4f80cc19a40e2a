import { Lock } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { LockView, UnlockWay } from '#shared/session/lock'
import type { SignInMethod } from '#shared/session/sso-session'
import { isAttempt } from '#shared/session/session-state'
import { Button } from '../../components/button'
import { ErrorWords } from '../../components/error-words'
import { SignInPanel } from '../../components/sign-in-panel'
import { lockReasonWords } from '../../format/session-words'
import { formatTime } from '../../format/time'
import { sessionsOf } from '../../stores/access-store'
import { useServices, useSlice, useWallTimed } from '../../stores/services'

/** Instead of everything while the window is locked. */
export function LockCover(): ReactNode {
  const lock = useSlice('access', ({ view }) => view?.lock)
  const training = useSlice('session', ({ status }) => status?.source.kind === 'training')
  return lock?.locked === true ? <Cover lock={lock} training={training} /> : null
}

type Locked = Extract<LockView, { readonly locked: true }>

const wayWords: Record<UnlockWay, string> = { osPrompt: 'Unlock', signIn: 'Sign in to unlock', confirm: 'Unlock' }

function Cover({ lock, training }: { readonly lock: Locked; readonly training: boolean }): ReactNode {
  const { client, access } = useServices()
  const cover = useRef<HTMLDivElement>(null)
  const since = useWallTimed((nowMs) => formatTime(lock.sinceMs, nowMs))
  const session = useSlice('access', (state) => sessionsOf(state).find(({ state: { kind } }) => kind === 'awaitingBrowser' || kind === 'awaitingCode') ?? sessionsOf(state)[0])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()

  useEffect(() => cover.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])

  const take = (next: LockView): void => {
    const { view } = access.getState()
    if (view !== undefined) access.setState({ view: { ...view, lock: next } })
  }
  const unlock = async (way: 'osPrompt' | 'confirm'): Promise<void> => {
    setBusy(true)
    setError(undefined)
    const unlocked = await client.invoke('lock.unlock', { way })
    setBusy(false)
    if (unlocked.ok) take(unlocked.value)
    else setError(unlocked.error)
  }
  const signIn = (method: SignInMethod): ReturnType<typeof client.invoke<'lock.unlock'>> => client.invoke('lock.unlock', { way: 'signIn', session: session?.name ?? '', method })

  return (
    <div ref={cover} className="lock-cover" role="dialog" aria-modal="true" aria-labelledby="lock-title" aria-describedby="lock-why" data-training={training || undefined}>
      <div className="lock-card">
        <Lock aria-hidden="true" />
        <h1 id="lock-title">Watchfloor is locked</h1>
        <p id="lock-why" className="text">{lockReasonWords[lock.why]} Since <span className="num">{since}</span>.</p>
        <p className="soft text">{lock.note}</p>
        {lock.ways.map((way, index) =>
          way === 'signIn' ? (
            session !== undefined && (isAttempt(session.state) ? <SignInPanel key={way} session={session} start={signIn} /> : <SignInToUnlock key={way} first={index === 0} signIn={signIn} />)
          ) : (
            <Button key={way} look={index === 0 ? 'primary' : 'plain'} className="unlock" data-first={index === 0 || undefined} disabled={busy} onClick={() => void unlock(way)}>
              {busy ? 'Waiting for your answer …' : wayWords[way]}
            </Button>
          ),
        )}
        {error !== undefined && <ErrorWords error={error} />}
      </div>
    </div>
  )
}

interface SignInToUnlockProps {
  readonly first: boolean
  readonly signIn: (method: SignInMethod) => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: AppError }>
}

/** The session goes on behind the cover: signing in again only shows that it is still you. */
function SignInToUnlock({ first, signIn }: SignInToUnlockProps): ReactNode {
  const [error, setError] = useState<AppError>()
  const begin = async (method: SignInMethod): Promise<void> => {
    const begun = await signIn(method)
    setError(begun.ok ? undefined : begun.error)
  }
  return (
    <>
      <div className="row wrap">
        <Button look={first ? 'primary' : 'plain'} className="unlock" data-first={first || undefined} onClick={() => void begin('browser')}>{wayWords.signIn}</Button>
        <Button look="quiet" className="unlock" onClick={() => void begin('deviceCode')}>Use a code instead</Button>
      </div>
      {error !== undefined && <ErrorWords error={error} />}
    </>
  )
}
