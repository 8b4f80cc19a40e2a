import type { AssignedRoles, SessionsView } from '#shared/ipc/session-contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { capabilitiesOf, type Capability } from '#shared/session/capabilities'
import type { OperatorIdentity } from '#shared/session/identity'
import type { LockView } from '#shared/session/lock'
import { isAttempt, isSignedIn, settledOf } from '#shared/session/session-state'
import type { SessionView } from '#shared/session/session-view'
import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { Sessions } from '#electron/ports/sessions'
import type { SignIn } from '#electron/signin/index'
import type { OpenAccess } from './open-access'
import { createWhoAmI, type WhoAmI } from './who-am-i'

export interface SessionsDeskDeps {
  /** What the window sees has changed. */
  readonly changed: (view: SessionsView) => void
  /** A session began or ended: keys that somebody keeps are not to be used any more. */
  readonly accessChanged: () => void
  readonly lock: () => LockView
  readonly timers: Timers
  readonly logger: Logger
}

export interface EnteredSource {
  readonly access: OpenAccess
  readonly practice?: NonNullable<SessionsView['practice']>
}

/** Sessions of the source that is watched, and the wizard's; who signed in, and what they may do. */
export interface SessionsDesk extends Sessions {
  /** This source is watched from now on; undefined: none. */
  enter(source: EnteredSource | undefined): void
  /** The wizard's own sign-in; undefined when it is over. */
  setUp(signIn: SignIn | undefined): void
  /** The sign-in that knows this session. */
  signInOf(session: string): SignIn | undefined
  capabilities(): ReadonlySet<Capability>
  /** Tells the window how things stand. */
  announce(): void
  resumed(): void
  stop(): void
}

/** One identity for a source without sessions. */
const wholeSource = ''

export function createSessionsDesk(deps: SessionsDeskDeps): SessionsDesk {
  let source: EnteredSource | undefined
  let setup: SignIn | undefined
  let whoAmI: WhoAmI | undefined
  let signedIn: ReadonlySet<string> = new Set()
  let leaveSource = (): void => undefined
  let leaveSetup = (): void => undefined

  const views = (): readonly SessionView[] => source?.access.signIn?.sessions() ?? []
  const setupView = (): SessionView | undefined => setup?.sessions().find(({ name }) => !views().some((view) => view.name === name))
  const capabilities = (): ReadonlySet<Capability> => {
    // Nothing is at stake in training: everything can be practised.
    if (source?.access.config.signIn.kind === 'training') return new Set<Capability>(['read', 'operate', 'approve'])
    const roles = (whoAmI?.operators() ?? []).flatMap(({ role }) => role ?? [])
    return capabilitiesOf(roles, source?.access.config.capabilities ?? { operator: [], approver: [] })
  }
  const operators = (): readonly OperatorIdentity[] => {
    const account = source?.access.config.accounts[0]?.id
    // Nobody signs in there: whoever sits here.
    return source?.access.config.signIn.kind === 'training' && account !== undefined ? [{ account, operator: 'trainee' }] : (whoAmI?.operators() ?? [])
  }
  const list = (): SessionsView => {
    const setupSession = setupView()
    return {
      signIn: source?.access.config.signIn.kind ?? 'none',
      sessions: views(),
      ...(setupSession === undefined ? {} : { setup: setupSession }),
      operators: operators(),
      capabilities: [...capabilities()],
      lock: deps.lock(),
      ...(source?.practice === undefined ? {} : { practice: source.practice }),
    }
  }
  const announce = (): void => deps.changed(list())

  /** Who is signed in has changed: identity is asked anew, and kept keys are given up. */
  const compare = (): void => {
    const now = new Set(views().filter(({ state }) => isSignedIn(state)).map(sessionKey))
    const began = [...now].filter((key) => !signedIn.has(key))
    const ended = [...signedIn].filter((key) => !now.has(key))
    signedIn = now
    for (const key of ended) whoAmI?.forget(nameOf(key))
    for (const key of began) {
      whoAmI?.forget(nameOf(key))
      const account = accountOf(source, nameOf(key))
      if (account !== undefined) whoAmI?.ask(nameOf(key), account)
    }
    if (began.length + ended.length > 0) deps.accessChanged()
  }

  const signInOf = (session: string): SignIn | undefined => {
    const knows = (signIn: SignIn | undefined): boolean => signIn?.sessions().some(({ name }) => name === session) ?? false
    return knows(source?.access.signIn) ? source?.access.signIn : knows(setup) ? setup : undefined
  }
  const withSession = <T>(session: string, use: (signIn: SignIn) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> => {
    const signIn = signInOf(session)
    return signIn === undefined ? Promise.resolve(err(unknown(session))) : use(signIn)
  }

  return {
    list,
    signIn: (session, method) =>
      withSession(session, async (signIn) => {
        const state = signIn.sessions().find(({ name }) => name === session)?.state
        const sameWay = state !== undefined && isAttempt(state) && (state.kind === 'awaitingBrowser') === (method === 'browser')
        if (!sameWay) return signIn.start(session, method)
        await signIn.openPage(session)
        return { ok: true, value: { attemptId: state.attemptId } }
      }),
    cancel: (session) => signInOf(session)?.cancel(session),
    openPage: (session) => withSession(session, (signIn) => signIn.openPage(session)),
    signOut: (session) => withSession(session, (signIn) => signIn.signOut(session)),
    accounts: (session) => withSession(session, (signIn) => signIn.accounts(session)),
    roles: (session, accounts) =>
      withSession(session, async (signIn) => ({
        ok: true,
        value: await Promise.all(
          accounts.map(async (account): Promise<AssignedRoles> => {
            const roles = await signIn.roles(session, account)
            return roles.ok ? { account, roles: roles.value } : { account, roles: [], error: roles.error }
          }),
        ),
      })),
    enter: (entered) => {
      leaveSource()
      whoAmI?.stop()
      source = entered
      signedIn = new Set()
      whoAmI = entered === undefined ? undefined : createWhoAmI({ identify: (account) => entered.access.identify(account), timers: deps.timers, logger: deps.logger, changed: announce })
      leaveSource =
        entered?.access.signIn?.subscribe(() => {
          compare()
          announce()
        }) ?? (() => undefined)
      const first = entered?.access.config.accounts[0]?.id
      if (entered?.access.config.signIn.kind === 'profile' && first !== undefined) whoAmI?.ask(wholeSource, first)
      compare()
      announce()
    },
    setUp: (signIn) => {
      leaveSetup()
      setup = signIn
      leaveSetup = signIn?.subscribe(announce) ?? (() => undefined)
      announce()
    },
    signInOf,
    capabilities,
    announce,
    resumed: () => {
      source?.access.signIn?.resumed()
      setup?.resumed()
    },
    stop: () => {
      leaveSource()
      leaveSetup()
      whoAmI?.stop()
      setup?.stop()
    },
  }
}

const unknown = (session: string): AppError => appError('notFound', `There is no sign-in session “${session}” here.`, { at: session })

/** A new sign-in to the same session is another one: somebody else may have signed in. */
function sessionKey({ name, state }: SessionView): string {
  const settled = settledOf(state)
  return `${'sinceMs' in settled ? settled.sinceMs : 0} ${name}`
}
const nameOf = (key: string): string => key.slice(key.indexOf(' ') + 1)

function accountOf(source: EnteredSource | undefined, session: string): string | undefined {
  const config = source?.access.config
  if (config?.signIn.kind !== 'sso') return undefined
  const alone = config.signIn.sessions.length === 1
  return config.accounts.find((account) => account.session === session || (alone && account.session === undefined))?.id
}
