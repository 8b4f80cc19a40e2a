import { ok, type Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import type { SessionCommands } from '#shared/ipc/session-contract'
import type { Sessions } from '#electron/ports/sessions'
import type { Handler } from './handler'

/** Signing in and out: the window asks, the sessions do. */
export const sessionHandlers = (sessions: Sessions): { readonly [N in Extract<keyof SessionCommands, `session.${string}`>]: Handler<N> } => ({
  'session.list': async () => ok(sessions.list()),
  'session.signIn': ({ session, method }) => sessions.signIn(session, method),
  'session.cancel': async ({ session }) => {
    sessions.cancel(session)
    return ok(null)
  },
  'session.openPage': async ({ session }) => done(await sessions.openPage(session)),
  'session.signOut': ({ session }) => sessions.signOut(session),
  'session.accounts': ({ session }) => sessions.accounts(session),
  'session.roles': ({ session, accounts }) => sessions.roles(session, accounts),
})

const done = (result: Result<void, AppError>): Result<null, AppError> => (result.ok ? ok(null) : result)
