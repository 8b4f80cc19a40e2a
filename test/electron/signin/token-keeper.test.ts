import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { createDesk, main, second, settle, startMs } from './sign-in-desk'

async function signedIn() {
  const desk = createDesk()
  const signIn = desk.open()
  await desk.signInWithCode(signIn)
  expect(desk.stateOf(signIn).kind).toBe('active')
  return { ...desk, signIn }
}

describe('a kept sign-in', () => {
  it('needs no new login when the program starts again, and no new registration', async () => {
    const { open, center, stateOf, advance } = await signedIn()
    const again = open()
    await again.restore()
    expect(stateOf(again)).toMatchObject({ kind: 'active', renewable: true })
    expect((await again.credentials('main', '111122223333', 'Operator')).ok).toBe(true)
    await advance(0)
    expect([center.count('RegisterClient'), center.count('StartDeviceAuthorization')]).toEqual([1, 1])
  })

  it('is renewed at once when its access token ended while the program was closed', async () => {
    const { signIn, open, stateOf, advance, center } = await signedIn()
    signIn.stop()
    await advance(7 * hourMs)
    const again = open()
    await again.restore()
    await advance(0)
    expect(stateOf(again)).toMatchObject({ kind: 'active', expiresAtMs: startMs + 8 * hourMs + 5_000 })
    expect(center.count('CreateToken', 'refresh')).toBe(1)
  })

  it.each([
    ['wf1={"kind":"tokens","version":7}', 'another version'],
    ['wf1=not json', 'could not be read'],
    ['of another program', 'could not be read'],
    [`wf1=${JSON.stringify({ kind: 'tokens', version: 1, startUrl: second.startUrl, region: main.region, method: 'browser', clientId: 'c', issuedAtMs: 1, expiresAtMs: 2, accessToken: 'a', signedInAtMs: 1 })}`, 'another start URL'],
  ])('that is "%s" leads to a new login with a reason', async (entry, words) => {
    const { open, keychain, stateOf } = await signedIn()
    keychain.entries.set('tokens/main', entry)
    const again = open()
    await again.restore()
    expect(stateOf(again)).toMatchObject({ kind: 'signedOut', remark: expect.stringContaining(words) as string })
  })

  it('behind a locked keychain is not lost: the reason is shown, and it is taken up when the keychain answers', async () => {
    const { open, keychain, stateOf, advance } = await signedIn()
    keychain.hang()
    const again = open()
    const restoring = again.restore()
    await advance(30_000)
    await restoring
    expect(stateOf(again)).toMatchObject({ kind: 'signedOut', remark: expect.stringContaining('does not answer') as string })
    keychain.release()
    await settle()
    expect(stateOf(again).kind).toBe('active')
  })

  it('goes on in memory when the keychain is locked in mid-session, and the view says so', async () => {
    const { signIn, keychain, advance, stateOf } = await signedIn()
    keychain.failure = 'Cannot create an item in a locked collection'
    await advance(hourMs)
    expect(stateOf(signIn).kind).toBe('active')
    const view = signIn.sessions()[0]!
    expect(view.keeping).toMatchObject({ kind: 'memory', why: 'locked' })
    expect(view.remarks.join()).toContain('memory only')
    keychain.failure = undefined
    await advance(hourMs)
    expect(signIn.sessions()[0]!.keeping).toEqual({ kind: 'keychain' })
  })
})

describe('the access token', () => {
  it('is renewed in good time before its end, and on and on without anybody asking', async () => {
    const { center, advance, signIn, stateOf } = await signedIn()
    center.accessMs = 8 * hourMs
    await advance(47 * minuteMs)
    expect(center.count('CreateToken', 'refresh')).toBe(0)
    await advance(2 * minuteMs)
    expect(center.count('CreateToken', 'refresh')).toBe(1)
    await advance(24 * hourMs)
    expect(center.count('CreateToken', 'refresh')).toBe(4)
    expect(stateOf(signIn).kind).toBe('active')
  })

  it('is renewed once, though four calls were refused at the same time', async () => {
    const { signIn, center, advance } = await signedIn()
    center.revokeAccess()
    const [releaseKeys, releaseTokens] = [center.holdBack('GetRoleCredentials'), center.holdBack('CreateToken')]
    const asking = Promise.all(Array.from({ length: 4 }, (_, at) => signIn.credentials('main', String(100_000_000_000 + at), 'Operator')))
    await advance(1_000)
    expect(center.count('GetRoleCredentials')).toBe(4)
    releaseKeys()
    await advance(1_000)
    expect(center.count('CreateToken', 'refresh')).toBe(1)
    releaseTokens()
    await advance(2_000)
    for (const keys of await asking) expect(keys.ok).toBe(true)
    expect(center.count('CreateToken', 'refresh')).toBe(1)
  })

  it('is not handed out again once the portal refused it, though it cannot be renewed just now', async () => {
    const { signIn, center, advance } = await signedIn()
    center.revokeAccess()
    center.rule = (operation) => (operation === 'CreateToken' ? 'unreachable' : undefined)
    const first = signIn.credentials('main', '111122223333', 'Operator')
    await advance(1_000)
    expect(await first).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    const again = signIn.credentials('main', '444455556666', 'Operator')
    await advance(1_000)
    expect(await again).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
    expect([center.count('GetRoleCredentials'), center.count('CreateToken', 'refresh')]).toEqual([1, 1])
  })

  it('survives the network: offline, tried again ever more slowly, and active when it is back', async () => {
    const { signIn, center, advance, stateOf } = await signedIn()
    center.rule = (operation) => (operation === 'CreateToken' ? 'unreachable' : undefined)
    await advance(3 * hourMs)
    expect(stateOf(signIn)).toMatchObject({ kind: 'offline', message: expect.any(String) as string })
    const tries = center.count('CreateToken', 'refresh')
    expect(tries).toBeGreaterThan(10)
    expect(tries).toBeLessThan(50)
    expect(await signIn.credentials('main', '111122223333', 'Operator')).toMatchObject({ ok: false, error: { kind: 'unreachable', retry: 'later' } })
    expect(center.count('CreateToken', 'refresh')).toBe(tries)
    center.rule = () => undefined
    signIn.resumed()
    await settle()
    expect(stateOf(signIn).kind).toBe('active')
  })

  it('that was revoked before its time is replaced once, and the caller does not notice', async () => {
    const { signIn, center, stateOf, advance } = await signedIn()
    center.revokeAccess()
    const asking = signIn.credentials('main', '111122223333', 'Operator')
    await advance(1_000)
    expect((await asking).ok).toBe(true)
    expect(center.count('CreateToken', 'refresh')).toBe(1)
    expect(stateOf(signIn).kind).toBe('active')
  })

  it.each(['grantRefused', 'clientRefused', 'codeExpired'] as const)('ends with the session when renewing is answered %s, and one reconnect resumes everything', async (kind) => {
    const { signIn, center, advance, stateOf, signInWithCode } = await signedIn()
    center.fail('CreateToken', kind)
    await advance(hourMs)
    expect(stateOf(signIn)).toMatchObject({ kind: 'expired' })
    expect(await signIn.credentials('main', '111122223333', 'Operator')).toMatchObject({ ok: false, error: { kind: 'expired', retry: 'afterSignIn' } })
    await signInWithCode(signIn)
    expect(stateOf(signIn).kind).toBe('active')
    expect((await signIn.credentials('main', '111122223333', 'Operator')).ok).toBe(true)
    expect(center.count('RegisterClient')).toBe(kind === 'clientRefused' ? 2 : 1)
  })

  it('whose refresh token was used by a killed program ends in a new login, not in a crash', async () => {
    const { center, open, stateOf, advance } = await signedIn()
    center.useRefreshToken()
    const again = open()
    await again.restore()
    await advance(hourMs)
    expect(stateOf(again).kind).toBe('expired')
  })

  it('renewed by another program of ours is taken from the keychain instead of being given up', async () => {
    const { signIn, center, keychain, stateOf, advance, time } = await signedIn()
    center.revokeAccess()
    const { accessToken, refreshToken } = center.useRefreshToken()
    const entry = JSON.parse(keychain.entries.get('tokens/main')!.slice(4)) as object
    const nowMs = time.clock.nowMs()
    keychain.entries.set('tokens/main', `wf1=${JSON.stringify({ ...entry, accessToken, refreshToken, issuedAtMs: nowMs, expiresAtMs: nowMs + hourMs })}`)
    const asking = signIn.credentials('main', '111122223333', 'Operator')
    await advance(minuteMs)
    expect(stateOf(signIn).kind).toBe('active')
    expect((await asking).ok).toBe(true)
  })

  it('is looked at again when the computer wakes up, though its timers stood still', async () => {
    const { signIn, center, time } = await signedIn()
    const asleepUntil = time.clock.nowMs() + 5 * hourMs
    // The clock went on; no timer fired.
    Object.assign(time.clock, { nowMs: () => asleepUntil })
    signIn.resumed()
    await settle()
    expect(center.count('CreateToken', 'refresh')).toBe(1)
  })

  it('of no length, as it comes in the last second of a sign-in, is not renewed in a circle', async () => {
    const { center, advance, stateOf, signIn } = await signedIn()
    center.accessMs = 0
    await advance(hourMs)
    const renewed = center.count('CreateToken', 'refresh')
    expect(renewed).toBeLessThan(12 * 12 + 2)
    center.revokeAll()
    await advance(5_000)
    expect(stateOf(signIn).kind).toBe('expired')
  })

  it('that cannot be renewed ends at its time and says so', async () => {
    const desk = createDesk()
    desk.center.refreshable = false
    const signIn = desk.open()
    await desk.signInWithCode(signIn)
    expect(desk.stateOf(signIn)).toMatchObject({ kind: 'active', renewable: false })
    await desk.advance(hourMs)
    expect(desk.stateOf(signIn)).toMatchObject({ kind: 'expired', message: expect.stringContaining('Sign in again') as string })
  })
})

describe('time', () => {
  it('is AWS time: a clock ten minutes off is said, and changes nothing', async () => {
    const desk = createDesk()
    desk.center.skewMs = 10 * minuteMs
    const signIn = desk.open()
    await desk.signInWithCode(signIn)
    const [view] = signIn.sessions()
    expect(view).toMatchObject({ clockOffsetMs: 10 * minuteMs, remarks: [expect.stringContaining('10 minutes behind AWS') as string], state: { kind: 'active', expiresAtMs: startMs + 5_000 + hourMs + 10 * minuteMs } })
    await desk.advance(47 * minuteMs)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(0)
    await desk.advance(5 * minuteMs)
    expect(desk.center.count('CreateToken', 'refresh')).toBe(1)
  })
})

describe('two organisations', () => {
  it('are signed in side by side, and the end of one leaves the other alone', async () => {
    const { signIn, signInWithCode, stateOf, center, advance } = await signedIn()
    await signInWithCode(signIn, 'second')
    expect([stateOf(signIn).kind, stateOf(signIn, 'second').kind]).toEqual(['active', 'active'])
    center.fail('CreateToken', 'grantRefused')
    await advance(49 * minuteMs)
    expect([stateOf(signIn).kind, stateOf(signIn, 'second').kind]).toEqual(['expired', 'active'])
    expect(signIn.start('third')).toMatchObject({ ok: false, error: { kind: 'invalidInput', message: expect.stringContaining('"third"') as string } })
  })
})
