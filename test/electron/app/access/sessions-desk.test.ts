import { describe, expect, it } from 'vitest'
import type { OpenAccess } from '#electron/app/access/open-access'
import { createSessionsDesk } from '#electron/app/access/sessions-desk'
import type { SignIn } from '#electron/signin/index'
import type { SessionsView } from '#shared/ipc/session-contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { fakeConfig, silentLogger } from '#test/fakes/fake-watch-parts'
import { createDesk, main, second, settle } from '../../signin/sign-in-desk'

const accounts = fakeConfig(2).accounts
const roles: Record<string, string> = { [accounts[0]!.id]: 'WatchfloorOperator', [accounts[1]!.id]: 'WatchfloorApprover' }

function open() {
  const desk = createDesk()
  const signIn = desk.open()
  const views: SessionsView[] = []
  let accessChanges = 0
  const sessions = createSessionsDesk({ changed: (view) => void views.push(view), accessChanged: () => (accessChanges += 1), lock: () => ({ locked: false, afterMinutes: 15 }), timers: desk.time.timers, logger: silentLogger })
  const accessOf = (config: Partial<OpenAccess['config']>, by?: SignIn): OpenAccess => ({
    config: { ...fakeConfig(2), capabilities: { operator: ['WatchfloorOperator'], approver: ['WatchfloorApprover'] }, ...config },
    credentials: { forAccount: async () => err(appError('expired', 'No.')), drop: () => undefined },
    ...(by === undefined ? {} : { signIn: by }),
    identify: async (account) => ok({ account, arn: `arn:aws:sts::${account}:assumed-role/${roles[account]}/ana` }),
    close: () => undefined,
  })
  const sso = accessOf({ signIn: { kind: 'sso', sessions: [main, second] }, accounts: [{ ...accounts[0]!, session: 'main' }, { ...accounts[1]!, session: 'second' }] }, signIn)
  return { ...desk, signIn, sessions, views, sso, accessOf, accessChanges: () => accessChanges }
}

describe('The desk’s sessions', () => {
  it('of a training source need no sign-in, and everything can be practised', () => {
    const { sessions, accessOf } = open()
    sessions.enter({ access: accessOf({ signIn: { kind: 'training' } }), practice: { startUrl: 'http://127.0.0.1:1/start', region: 'eu-west-1', endpoint: 'http://127.0.0.1:2' } })
    expect(sessions.list()).toMatchObject({ signIn: 'training', sessions: [], operators: [{ operator: 'trainee' }], capabilities: ['read', 'operate', 'approve'], practice: { region: 'eu-west-1' } })
  })

  it('of a profile are who AWS says the profile is', async () => {
    const { sessions, accessOf } = open()
    sessions.enter({ access: accessOf({ signIn: { kind: 'profile', profile: 'night' } }) })
    await settle()
    expect(sessions.list()).toMatchObject({ signIn: 'profile', operators: [{ operator: 'ana', role: 'WatchfloorOperator' }], capabilities: ['read', 'operate'] })
  })

  it('may only read before AWS has said who we are, and for a role that the fleet file does not name', async () => {
    const { sessions, accessOf } = open()
    sessions.enter({ access: accessOf({ signIn: { kind: 'profile' }, capabilities: { operator: ['Other'], approver: [] } }) })
    expect([...sessions.capabilities()]).toEqual(['read'])
    await settle()
    expect([...sessions.capabilities()]).toEqual(['read'])
  })

  it('give what each of several organisations allows, and take it back with its session alone', async () => {
    const desk = open()
    desk.sessions.enter({ access: desk.sso })
    expect(desk.sessions.list().sessions.map(({ name }) => name)).toEqual(['main', 'second'])
    await desk.signInWithCode(desk.signIn, 'main')
    await desk.signInWithCode(desk.signIn, 'second')
    expect([...desk.sessions.capabilities()]).toEqual(['read', 'operate', 'approve'])
    expect(desk.sessions.list().operators).toHaveLength(2)
    await desk.sessions.signOut('main')
    expect([...desk.sessions.capabilities()]).toEqual(['read', 'approve'])
    expect(desk.sessions.list().sessions.map(({ state }) => state.kind)).toEqual(['signedOut', 'active'])
  })

  it('say that keys are not to be used any more when somebody signs in or out, and not when a token is renewed', async () => {
    const desk = open()
    desk.sessions.enter({ access: desk.sso })
    expect(desk.accessChanges()).toBe(0)
    await desk.signInWithCode(desk.signIn, 'main')
    expect(desk.accessChanges()).toBe(1)
    await desk.advance(55 * 60_000)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
    expect(desk.accessChanges()).toBe(1)
    await desk.sessions.signOut('main')
    expect(desk.accessChanges()).toBe(2)
  })

  it('go on with an attempt under way by the same method, and begin anew by the other', async () => {
    const { sessions, sso, center } = open()
    sessions.enter({ access: sso })
    const first = await sessions.signIn('main', 'deviceCode')
    await settle()
    expect(await sessions.signIn('main', 'deviceCode')).toEqual(first)
    expect(center.count('StartDeviceAuthorization')).toBe(1)
    const other = await sessions.signIn('main', 'browser')
    expect(other.ok && first.ok && other.value.attemptId !== first.value.attemptId).toBe(true)
    sessions.cancel('main')
    expect(sessions.list().sessions[0]!.state).toMatchObject({ kind: 'signedOut', lastAttempt: { outcome: 'cancelled' } })
  })

  it('that nobody has are refused in words, and a refused account does not hide the others', async () => {
    const desk = open()
    desk.sessions.enter({ access: desk.sso })
    for (const refused of [await desk.sessions.signIn('nobody', 'browser'), await desk.sessions.signOut('nobody'), await desk.sessions.accounts('nobody'), await desk.sessions.roles('nobody', ['1'])]) {
      expect(refused).toMatchObject({ ok: false, error: { kind: 'notFound', at: 'nobody' } })
    }
    await desk.signInWithCode(desk.signIn)
    desk.center.rule = (operation, account) => (operation === 'ListAccountRoles' && account === '999' ? 'noAssignment' : undefined)
    const asked = desk.sessions.roles('main', ['111', '999'])
    await desk.advance(2_000)
    expect(await asked).toMatchObject({ ok: true, value: [{ account: '111', roles: ['Operator'] }, { account: '999', roles: [], error: { kind: 'denied' } }] })
  })

  it('of the wizard stand beside those of the source until a fleet file takes them over', async () => {
    const desk = open()
    desk.sessions.enter({ access: desk.accessOf({ signIn: { kind: 'training' } }) })
    desk.sessions.setUp(desk.signIn)
    expect(desk.sessions.list()).toMatchObject({ sessions: [], setup: { name: 'main' } })
    expect(desk.sessions.signInOf('main')).toBe(desk.signIn)
    // Its sign-in is none of the watched fleet's business.
    await desk.signInWithCode(desk.signIn, 'main')
    expect(desk.accessChanges()).toBe(0)
    expect(desk.views.at(-1)).toMatchObject({ setup: { state: { kind: 'active' } } })
    desk.sessions.setUp(undefined)
    expect(desk.sessions.list().setup).toBeUndefined()
    expect(desk.sessions.signInOf('main')).toBeUndefined()
  })

  it('of a source that was left change nothing any more', async () => {
    const desk = open()
    desk.sessions.enter({ access: desk.sso })
    desk.sessions.enter({ access: desk.accessOf({ signIn: { kind: 'training' } }) })
    const before = desk.views.length
    await desk.signInWithCode(desk.signIn)
    expect([desk.views.length, desk.accessChanges()]).toEqual([before, 0])
  })
})
