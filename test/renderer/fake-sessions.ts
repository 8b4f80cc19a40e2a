import type { CommandResult, Commands } from '#shared/ipc/contract'
import type { SessionCommands, SessionsView } from '#shared/ipc/session-contract'
import type { SetupCommands } from '#shared/ipc/setup-contract'
import { ok } from '#shared/kernel/result'
import { signOutReport } from '#shared/session/sign-out-report'

type Fakes = { [N in keyof (SessionCommands & SetupCommands)]: (input: Commands[N]['input']) => CommandResult<N> }

/** Training: nobody signs in, nothing is locked. */
export const fakeSessions: SessionsView = {
  signIn: 'training',
  sessions: [],
  operators: [],
  capabilities: ['read', 'operate', 'approve'],
  lock: { locked: false, afterMinutes: 15 },
}

export const fakeSessionHandlers: Fakes = {
  'session.list': () => ok(fakeSessions),
  'session.signIn': () => ok({ attemptId: 'attempt-1' }),
  'session.cancel': () => ok(null),
  'session.openPage': () => ok(null),
  'session.signOut': ({ session }) => ok(signOutReport(session, [])),
  'session.accounts': () => ok([]),
  'session.roles': ({ accounts }) => ok(accounts.map((account) => ({ account, roles: [] }))),
  'profiles.list': () => ok({ path: '/home/desk/.aws/config', sessions: [], profiles: [], issues: [] }),
  'lock.now': () => ok(fakeSessions.lock),
  'lock.unlock': () => ok(fakeSessions.lock),
  'setup.signIn': ({ name }) => ok({ session: name, attemptId: 'attempt-1' }),
  'setup.profile': () => ok({ account: '111122223333', operator: 'night-operator' }),
  'setup.discover': () => ok({ tenants: [], places: [], unassigned: 0 }),
  'setup.cancel': () => ok(null),
  'setup.write': () => ok(null),
  'setup.leave': () => ok(null),
}
