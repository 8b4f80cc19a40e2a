import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { createDesk, settle } from './sign-in-desk'

async function signedIn() {
  const desk = createDesk()
  const signIn = desk.open()
  await desk.signInWithCode(signIn)
  const keys = (account: string) => signIn.credentials('main', account, 'Operator')
  return { ...desk, signIn, keys }
}
const accounts = Array.from({ length: 300 }, (_, at) => String(200_000_000_000 + at))
type Desk = Awaited<ReturnType<typeof signedIn>>
const askedAt = ({ center }: Desk): number[] => center.calls.filter(({ operation }) => operation === 'GetRoleCredentials').map(({ atMs }) => atMs)

describe('role credentials', () => {
  it('are fetched once for everybody who asks, and kept to 80 % of their life', async () => {
    const desk = await signedIn()
    const first = await Promise.all([desk.keys('111122223333'), desk.keys('111122223333')])
    for (const keys of first) expect(keys).toMatchObject({ ok: true, value: { accessKeyId: 'ASIA111122223333' } })
    await desk.advance(47 * minuteMs)
    await desk.keys('111122223333')
    expect(desk.center.count('GetRoleCredentials')).toBe(1)
    await desk.advance(2 * minuteMs)
    await desk.keys('111122223333')
    expect(desk.center.count('GetRoleCredentials')).toBe(2)
  })

  it('are used to their end when renewing fails for a passing reason', async () => {
    const desk = await signedIn()
    await desk.keys('111122223333')
    await desk.advance(50 * minuteMs)
    desk.center.rule = (operation) => (operation === 'GetRoleCredentials' ? 'unreachable' : undefined)
    expect((await desk.keys('111122223333')).ok).toBe(true)
    await desk.advance(15 * minuteMs)
    expect(await desk.keys('111122223333')).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  it('are got anew once the service refused them', async () => {
    const desk = await signedIn()
    await desk.keys('111122223333')
    desk.signIn.dropCredentials('main', '111122223333', 'Operator')
    const again = desk.keys('111122223333')
    await desk.advance(secondMs)
    expect((await again).ok).toBe(true)
    expect(desk.center.count('GetRoleCredentials')).toBe(2)
  })

  it('of one account without assignment: the cure is an assignment, the session and the other accounts are fine, and it is not asked all the time', async () => {
    const desk = await signedIn()
    desk.center.unassigned.add('444455556666')
    const asking = [desk.keys('444455556666'), desk.keys('111122223333')]
    await desk.advance(secondMs)
    expect(await asking[0]).toMatchObject({ ok: false, error: { kind: 'denied', retry: 'never', message: expect.stringMatching(/role Operator in account 444455556666.*assignment/) as string } })
    expect((await asking[1])?.ok).toBe(true)
    expect(desk.stateOf(desk.signIn).kind).toBe('active')
    await desk.keys('444455556666')
    expect(desk.center.count('GetRoleCredentials')).toBe(2)
    desk.center.unassigned.clear()
    await desk.advance(5 * minuteMs)
    expect((await desk.keys('444455556666')).ok).toBe(true)
  })

  it('for 300 accounts are asked at most five in any second, those on the screen first', async () => {
    const desk = await signedIn()
    desk.signIn.showing(new Set(accounts.slice(290)))
    const all = Promise.all(accounts.map(desk.keys))
    await desk.advance(59 * secondMs)
    for (const keys of await all) expect(keys.ok).toBe(true)
    const at = askedAt(desk)
    expect(at).toHaveLength(300)
    for (const [index, ms] of at.entries()) expect(at.filter((other) => other >= ms && other < ms + secondMs).length, `from call ${index}`).toBeLessThanOrEqual(5)
    const order = desk.center.calls.filter(({ operation }) => operation === 'GetRoleCredentials').map(({ account }) => account)
    // The turns of the first second were given before anybody else had asked.
    expect(order.slice(5, 15)).toEqual(accounts.slice(290))
  })
})

describe('too many requests', () => {
  it('in a storm over 300 accounts sign nobody out, cost few calls, register nothing anew, and all keys are there a minute after its end', async () => {
    const desk = await signedIn()
    const stormEndsMs = desk.time.clock.nowMs() + 30 * secondMs
    desk.center.rule = (operation) => (operation === 'GetRoleCredentials' && desk.time.clock.nowMs() < stormEndsMs ? 'throttled' : undefined)
    const all = Promise.all(accounts.map(desk.keys))
    await desk.advance(30 * secondMs)
    // Five at once, then one a second.
    expect(askedAt(desk).filter((ms) => ms < stormEndsMs).length).toBeLessThanOrEqual(5 + 30)
    expect(desk.stateOf(desk.signIn).kind).toBe('active')
    await desk.advance(60 * secondMs)
    expect((await all).filter(({ ok }) => ok)).toHaveLength(300)
    expect(desk.center.count('RegisterClient')).toBe(1)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(0)
    expect(desk.seen.flat().every(({ name, state }) => name !== 'main' || !['expired', 'offline'].includes(state.kind))).toBe(true)
  })

  it('from a slow portal: one call goes alone until it succeeds, and then the full pace is back', async () => {
    const desk = await signedIn()
    desk.center.fail('GetRoleCredentials', 'throttled', 6)
    let answer = desk.center.holdBack('GetRoleCredentials')
    const all = Promise.all(accounts.slice(0, 20).map(desk.keys))
    await desk.advance(2 * secondMs)
    expect(askedAt(desk)).toHaveLength(5)

    answer()
    answer = desk.center.holdBack('GetRoleCredentials')
    await desk.advance(20 * secondMs)
    expect(askedAt(desk)).toHaveLength(6)

    answer()
    await settle()
    answer = desk.center.holdBack('GetRoleCredentials')
    await desk.advance(20 * secondMs)
    expect(askedAt(desk)).toHaveLength(7)
    answer()
    await settle()
    answer = desk.center.holdBack('GetRoleCredentials')
    await desk.advance(secondMs)
    // Five a second again.
    expect(askedAt(desk).length).toBeGreaterThanOrEqual(11)
    answer()
    await desk.advance(10 * secondMs)
    expect((await all).every(({ ok }) => ok)).toBe(true)
  })

  it('that do not end are said as such after two minutes, and still do not end the session', async () => {
    const desk = await signedIn()
    desk.center.rule = (operation) => (operation === 'GetRoleCredentials' ? 'throttled' : undefined)
    const asking = desk.keys('111122223333')
    await desk.advance(3 * minuteMs)
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'throttled', retry: 'later', message: expect.stringContaining('still signed in') as string } })
    expect(desk.stateOf(desk.signIn).kind).toBe('active')
  })
})

describe('a sign-in that the portal refuses', () => {
  it('is renewed once for 100 accounts at the same time, and no account notices', async () => {
    const desk = await signedIn()
    desk.center.revokeAccess()
    const all = Promise.all(accounts.slice(0, 100).map(desk.keys))
    await desk.advance(30 * secondMs)
    expect((await all).every(({ ok }) => ok)).toBe(true)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
  })

  it('was ended at Identity Center: expired, everybody who waits hears it at once, and nobody asks the portal any more', async () => {
    const desk = await signedIn()
    desk.center.revokeAll()
    const all = Promise.all(accounts.slice(0, 50).map(desk.keys))
    await desk.advance(0)
    for (const keys of await all) expect(keys).toMatchObject({ ok: false, error: { kind: 'expired', retry: 'afterSignIn' } })
    expect(desk.stateOf(desk.signIn)).toMatchObject({ kind: 'expired', message: 'fake grantRefused' })
    // Those that went out in the first second.
    expect(desk.center.count('GetRoleCredentials')).toBe(5)
  })

  it('even with a new token ends, but only when the portal refuses everything', async () => {
    const desk = await signedIn()
    desk.center.rule = (operation) => (['GetRoleCredentials', 'ListAccounts'].includes(operation) ? 'tokenRefused' : undefined)
    const asking = desk.keys('111122223333')
    await desk.advance(5 * secondMs)
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'expired' } })
    expect(desk.stateOf(desk.signIn).kind).toBe('expired')
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
  })

  it('for one account only is a refusal of that account', async () => {
    const desk = await signedIn()
    desk.center.rule = (operation, account) => (operation === 'GetRoleCredentials' && account === '444455556666' ? 'tokenRefused' : undefined)
    const asking = [desk.keys('444455556666'), desk.keys('111122223333')]
    await desk.advance(5 * secondMs)
    expect(await asking[0]).toMatchObject({ ok: false, error: { kind: 'denied' } })
    expect((await asking[1])?.ok).toBe(true)
    expect(desk.stateOf(desk.signIn).kind).toBe('active')
  })
})

describe('assignments', () => {
  it('are read over all pages, and roles are remembered', async () => {
    const desk = await signedIn()
    const listed = desk.signIn.accounts('main')
    await desk.advance(secondMs)
    expect(await listed).toEqual({ ok: true, value: [{ id: '111122223333', name: 'one' }, { id: '444455556666', name: 'two' }] })
    const roles = desk.signIn.roles('main', '444455556666')
    await desk.advance(secondMs)
    expect(await roles).toEqual({ ok: true, value: ['Operator', 'Viewer'] })
    await desk.signIn.roles('main', '444455556666')
    expect(desk.center.count('ListAccountRoles')).toBe(1)
  })

  it('of nobody are not asked for: one is told to sign in', async () => {
    const desk = createDesk()
    expect(await desk.open().accounts('main')).toMatchObject({ ok: false, error: { kind: 'expired', message: expect.stringContaining('Sign in') as string } })
    expect(desk.center.calls).toEqual([])
  })
})

describe('signing out', () => {
  it('ends the sign-in at the portal, clears the keychain, forgets the keys, and says so', async () => {
    const desk = await signedIn()
    await desk.keys('111122223333')
    const report = await desk.signIn.signOut('main')
    expect(report).toMatchObject({ ok: true, value: { session: 'main', complete: true, steps: [{ what: 'portal', done: true }, { what: 'keychain', done: true }, { what: 'memory', done: true, message: '1 set of role credentials forgotten. AWS would honour them until 2026-11-21 07:00 UTC at the latest.' }] } })
    expect([...desk.keychain.entries.keys()]).toEqual([])
    expect(desk.stateOf(desk.signIn)).toEqual({ kind: 'signedOut' })
    expect(await desk.keys('111122223333')).toMatchObject({ ok: false, error: { kind: 'expired' } })
  })

  it('says what could not be done: the portal away, the keychain locked', async () => {
    const desk = await signedIn()
    desk.center.fail('Logout', 'unreachable')
    desk.keychain.failure = 'locked'
    expect(await desk.signIn.signOut('main')).toMatchObject({ ok: true, value: { complete: false, steps: [{ what: 'portal', done: false, message: expect.stringContaining('https://desk.example/start') as string }, { what: 'keychain', done: false }, { what: 'memory', done: true }] } })
    expect(desk.stateOf(desk.signIn).kind).toBe('signedOut')
  })

  it('answers those who wait for keys, and a refresh that comes back late revives nothing', async () => {
    const desk = await signedIn()
    const waiting = Promise.all(accounts.slice(0, 20).map(desk.keys))
    await desk.advance(47 * minuteMs)
    await waiting
    const late = desk.center.holdBack('CreateToken')
    await desk.advance(2 * minuteMs)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
    const more = Promise.all(accounts.slice(100, 120).map(desk.keys))
    // Identity Center did not hear of it: the renewal under way would succeed.
    desk.center.fail('Logout', 'unreachable')
    await desk.signIn.signOut('main')
    late()
    await desk.advance(2 * hourMs)
    for (const keys of await more) expect(keys.ok).toBe(false)
    expect((await desk.keys('111122223333')).ok).toBe(false)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
    expect(desk.stateOf(desk.signIn).kind).toBe('signedOut')
    expect([...desk.keychain.entries.keys()]).toEqual([])
  })
})
