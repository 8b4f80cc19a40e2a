import { describe, expect, it } from 'vitest'
import { ssoCredentials, type AssumeRole } from '#electron/signin/index'
import type { AccountConfig } from '#shared/fleet/fleet-config'
import { ok } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { createDesk, main, second } from './sign-in-desk'

const account = (id: string, more: Partial<AccountConfig> = {}): AccountConfig => ({ id, name: id, regions: ['eu-west-1'], ...more })

async function source(accounts: readonly AccountConfig[], sessions = [main, second]) {
  const desk = createDesk()
  const signIn = desk.open()
  await desk.signInWithCode(signIn)
  const assumed: string[] = []
  const assume: AssumeRole = {
    keys: async ({ id, externalId }, role, base) => {
      assumed.push(`${base.accessKeyId} assumes ${role} in ${id} as ${externalId ?? 'nobody'}`)
      return ok({ accessKeyId: `ASIA${id}`, secretAccessKey: 'assumed' })
    },
    drop: (id) => void assumed.push(`drop ${id}`),
  }
  const credentials = ssoCredentials({ signIn, sessions, accounts, assume })
  const keysOf = async (id: string) => {
    const keys = credentials.forAccount(id)
    await desk.advance(2 * secondMs)
    return keys
  }
  return { ...desk, signIn, credentials, keysOf, assumed }
}

describe('keys for the accounts of the fleet file', () => {
  it('come from the account’s session with the role it names', async () => {
    const { keysOf } = await source([account('111122223333', { session: 'main', role: 'Operator' })])
    expect(await keysOf('111122223333')).toMatchObject({ ok: true, value: { accessKeyId: 'ASIA111122223333', expiresAtMs: expect.any(Number) as number } })
  })

  it('use the only role there is when none is named, and ask to choose when there are two', async () => {
    const { keysOf } = await source([account('111122223333'), account('444455556666')], [main])
    expect((await keysOf('111122223333')).ok).toBe(true)
    expect(await keysOf('444455556666')).toMatchObject({ ok: false, error: { kind: 'invalidInput', message: expect.stringContaining('Operator, Viewer') as string } })
  })

  it('say which roles there are when the one in the fleet file is not assigned', async () => {
    const { keysOf, center } = await source([account('444455556666', { session: 'main', role: 'Other' })])
    center.unassigned.add('444455556666')
    expect(await keysOf('444455556666')).toMatchObject({ ok: false, error: { kind: 'denied', message: expect.stringMatching(/role Other .*There you have: Operator, Viewer/) as string } })
  })

  it('need a session: one that exists, and named where there are several', async () => {
    const { keysOf } = await source([account('111122223333', { role: 'Operator' }), account('444455556666', { session: 'mian', role: 'Operator' })])
    expect(await keysOf('111122223333')).toMatchObject({ ok: false, error: { message: expect.stringContaining('main, second') as string } })
    expect(await keysOf('444455556666')).toMatchObject({ ok: false, error: { message: expect.stringContaining('"mian"') as string } })
    expect(await keysOf('999999999999')).toMatchObject({ ok: false, error: { message: expect.stringContaining('not in the fleet file') as string } })
  })

  it('of an account that is reached through another: its role is assumed, and both sets of keys are given up together', async () => {
    const { keysOf, credentials, assumed, center } = await source([account('444455556666', { session: 'main', role: 'TenantRead', externalId: 'desk-7', through: { account: '111122223333', role: 'Operator' } })])
    expect(await keysOf('444455556666')).toMatchObject({ ok: true, value: { accessKeyId: 'ASIA444455556666' } })
    credentials.drop('444455556666')
    await keysOf('444455556666')
    const once = 'ASIA111122223333 assumes TenantRead in 444455556666 as desk-7'
    expect(assumed).toEqual([once, 'drop 444455556666', once])
    expect(center.count('GetRoleCredentials')).toBe(2)
  })

  it('of an account that is reached through another end with the sign-in', async () => {
    const { keysOf, signIn, assumed } = await source([account('444455556666', { session: 'main', role: 'TenantRead', through: { account: '111122223333', role: 'Operator' } })])
    await keysOf('444455556666')
    await signIn.signOut('main')
    expect(await keysOf('444455556666')).toMatchObject({ ok: false, error: { kind: 'expired' } })
    expect(assumed).toHaveLength(1)
  })

  it('are got anew after the service refused them', async () => {
    const { keysOf, credentials, center } = await source([account('111122223333', { session: 'main', role: 'Operator' })])
    await keysOf('111122223333')
    credentials.drop('111122223333')
    await keysOf('111122223333')
    expect(center.count('GetRoleCredentials')).toBe(2)
  })
})
