import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { createDesk, settle } from './sign-in-desk'

async function waiting() {
  const desk = createDesk()
  const signIn = desk.open()
  signIn.start('main', 'deviceCode')
  await settle()
  return { ...desk, signIn }
}
const polls = (desk: { center: ReturnType<typeof createDesk>['center'] }): number[] => desk.center.calls.filter(({ operation }) => operation === 'CreateToken').map(({ atMs }) => atMs)

describe('signing in by device code', () => {
  it('shows the code and where to type it, opens nothing by itself, and never shows the device code', async () => {
    const { signIn, stateOf, pages, advance, center } = await waiting()
    expect(stateOf(signIn)).toMatchObject({ kind: 'awaitingCode', code: { userCode: 'ABCD-EFGH', verificationUri: 'https://device.example/' } })
    expect(JSON.stringify(signIn.sessions())).not.toContain('device-code')
    expect(pages).toEqual([])
    await signIn.openPage('main')
    expect(pages).toEqual(['https://device.example/?user_code=ABCD-EFGH'])
    center.device = 'approved'
    await advance(5_000)
    expect(stateOf(signIn).kind).toBe('active')
  })

  it('asks at the interval it was told, and five seconds slower for good after each slow_down', async () => {
    const desk = await waiting()
    desk.center.fail('CreateToken', 'authorizationPending')
    desk.center.fail('CreateToken', 'slowDown')
    desk.center.fail('CreateToken', 'slowDown')
    await desk.advance(60_000)
    const at = polls(desk)
    expect(at.slice(0, 5).map((ms, index) => ms - (at[index - 1] ?? at[0]!))).toEqual([0, 5_000, 10_000, 15_000, 15_000])
  })

  it('goes on through a network failure', async () => {
    const { center, advance, stateOf, signIn } = await waiting()
    center.fail('CreateToken', 'unreachable', 3)
    center.device = 'approved'
    await advance(20_000)
    expect(stateOf(signIn).kind).toBe('active')
  })

  it.each([
    ['accessDenied', 'denied'],
    ['codeExpired', 'timedOut'],
    ['grantRefused', 'failed'],
  ] as const)('ends on %s as %s', async (kind, outcome) => {
    const { center, advance, stateOf, signIn } = await waiting()
    center.fail('CreateToken', kind)
    await advance(5_000)
    expect(stateOf(signIn)).toMatchObject({ kind: 'signedOut', lastAttempt: { outcome } })
  })

  it('ends when the code does, after the ten minutes AWS gave it and not after five', async () => {
    const { center, advance, stateOf, signIn } = await waiting()
    await advance(9 * minuteMs)
    expect(stateOf(signIn).kind).toBe('awaitingCode')
    await advance(minuteMs)
    expect(stateOf(signIn)).toMatchObject({ kind: 'signedOut', lastAttempt: { outcome: 'timedOut' } })
    const asked = center.count('CreateToken')
    await advance(minuteMs)
    expect(center.count('CreateToken')).toBe(asked)
  })

  it('stops asking when it is cancelled', async () => {
    const { center, advance, signIn } = await waiting()
    await advance(10_000)
    signIn.cancel('main')
    const asked = center.count('CreateToken')
    await advance(minuteMs)
    expect(center.count('CreateToken')).toBe(asked)
  })
})
