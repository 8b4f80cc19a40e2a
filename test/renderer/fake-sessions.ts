import type { CommandResult, Commands } from '#shared/ipc/contract'
import type { SessionCommands, SessionsView } from '#shared/ipc/session-contract'
import type { SetupCommands, SetupPreview } from '#shared/ipc/setup-contract'
import { appError } from '#shared/kernel/app-error'
import { ok } from '#shared/kernel/result'
import { signOutReport } from '#shared/session/sign-out-report'
import type { SessionView } from '#shared/session/session-view'

type Fakes = { [N in keyof (SessionCommands & SetupCommands)]: (input: Commands[N]['input']) => CommandResult<N> }

/** What a test or the dev page wants to be otherwise. */
export type FakeAccess = Partial<SessionsView>

/** Training: nobody signs in, nothing is locked. */
export const fakeSessions: SessionsView = {
  signIn: 'training',
  sessions: [],
  operators: [],
  capabilities: ['read', 'operate', 'approve'],
  lock: { locked: false, afterMinutes: 15 },
}

export const fakeSession = (more: Partial<SessionView> = {}): SessionView => ({
  name: 'acme',
  startUrl: 'https://acme.awsapps.com/start',
  region: 'eu-west-1',
  state: { kind: 'signedOut' },
  keeping: { kind: 'keychain' },
  remarks: [],
  ...more,
})

const accounts = [
  { id: '111122223333', name: 'pooled-eu' },
  { id: '222233334444', name: 'kauri-bank' },
  { id: '333344445555', name: 'harbour-mutual' },
]

const preview: SetupPreview = {
  tenants: [
    { id: 'acme-bank', environments: ['frontend', 'sandbox'], databases: 2, appGroups: 0, places: ['111122223333/eu-west-1'] },
    { id: 'kauri', environments: ['frontend'], databases: 1, appGroups: 1, places: ['222233334444/eu-west-1', '222233334444/eu-central-1'] },
  ],
  places: [
    { account: '111122223333', region: 'eu-west-1', databases: 2, appGroups: 4, shared: 4 },
    { account: '222233334444', region: 'eu-central-1', databases: 0, appGroups: 0, shared: 0, error: appError('denied', 'This role may not call rds:DescribeDBInstances in 222233334444.') },
    { account: '222233334444', region: 'eu-west-1', databases: 1, appGroups: 1, shared: 0 },
  ],
  unassigned: 3,
}

export const fakeSessionHandlers = (access: FakeAccess): Fakes => ({
  'session.list': () => ok({ ...fakeSessions, ...access }),
  'session.signIn': () => ok({ attemptId: 'attempt-1' }),
  'session.cancel': () => ok(null),
  'session.openPage': () => ok(null),
  'session.signOut': ({ session }) =>
    ok(
      signOutReport(session, [
        { what: 'portal', done: false, message: 'Identity Center could not be told, so the sign-in lives on there until it expires.' },
        { what: 'keychain', done: true, message: 'Nothing of this sign-in is left in the keychain.' },
        { what: 'memory', done: true, message: '4 sets of role credentials forgotten.' },
      ]),
    ),
  'session.accounts': () => ok(accounts),
  'session.roles': ({ accounts: asked }) => ok(asked.map((account) => ({ account, roles: account === accounts[2]?.id ? [] : ['WatchfloorOperator', 'WatchfloorReadOnly'] }))),
  'profiles.list': () =>
    ok({ path: '/home/desk/.aws/config', sessions: [{ name: 'corp', startUrl: 'https://corp.awsapps.com/start', region: 'eu-central-1' }], profiles: [{ name: 'desk', region: 'eu-west-1' }], issues: [] }),
  'lock.now': () => ok({ locked: true, sinceMs: 0, why: 'operator', ways: ['confirm'], note: 'Nothing is at stake in training: one click uncovers it.' }),
  'lock.unlock': () => ok(fakeSessions.lock),
  'setup.signIn': ({ name }) => ok({ session: name, attemptId: 'attempt-1' }),
  'setup.profile': () => ok({ account: '111122223333', operator: 'night-operator' }),
  'setup.discover': () => ok(preview),
  'setup.cancel': () => ok(null),
  'setup.write': () => ok({ path: '/home/desk/fleet.yaml', accounts: 2, tenants: 2, issues: [], notYet: [] }),
  'setup.leave': () => ok(null),
})
