import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identify } from '#electron/training/services/identity'
import type { Fleet } from '#electron/training/world/fleet-model'
import { drive, register, signIn, startMs, type Driven } from './sign-in-driver'

/** Sessions carry all of their account themselves. */
const fleet: Fleet = { seed: 1, startAtMs: startMs, accounts: [], tenants: [] }

let driven: Driven
afterEach(() => driven.server.stop())
beforeEach(async () => {
  driven = await drive({ users: [{ name: 'olive' }, { name: 'nils', assignments: { '444455556666': ['WatchfloorOperator'] } }] })
})
const signedIn = async (userName?: string) => (await signIn(driven, await register(driven), userName)).accessToken

describe('The SSO portal', () => {
  it('lists the accounts and roles that are assigned to the person, and no others', async () => {
    const [olive, nils] = [await signedIn('olive'), await signedIn('nils')]
    expect((await driven.portal('/assignment/accounts', olive)).body.accountList).toMatchObject([{ accountId: '111122223333', accountName: 'pooled-eu' }, { accountId: '444455556666' }])
    expect((await driven.portal('/assignment/accounts', nils)).body.accountList).toMatchObject([{ accountId: '444455556666' }])
    expect((await driven.portal('/assignment/roles?account_id=111122223333', olive)).body).toEqual({
      roleList: [
        { roleName: 'WatchfloorOperator', accountId: '111122223333' },
        { roleName: 'WatchfloorApprover', accountId: '111122223333' },
      ],
    })
  })

  it('pages with next_token and max_result', async () => {
    const token = await signedIn()
    const first = await driven.portal('/assignment/accounts?max_result=1', token)
    expect(first.body.accountList).toHaveLength(1)
    const second = await driven.portal(`/assignment/accounts?max_result=1&next_token=${String(first.body.nextToken)}`, token)
    expect(second.body).toMatchObject({ accountList: [{ accountId: '444455556666' }] })
    expect(second.body.nextToken).toBeUndefined()
    expect(await driven.portal('/assignment/accounts?max_result=0', token)).toMatchObject({ status: 400, type: 'InvalidRequestException' })
    expect(await driven.portal('/assignment/accounts?next_token=made-up', token)).toMatchObject({ status: 400, type: 'InvalidRequestException' })
  })

  it('gives keys in which the fleet finds account, role and person, until they expire', async () => {
    const { body } = await driven.portal('/federation/credentials?account_id=444455556666&role_name=WatchfloorOperator', await signedIn('nils'))
    const keys = body.roleCredentials as Record<string, unknown>
    expect(keys.accessKeyId).toMatch(/^ASIA444455556666[A-Z0-9]{4}$/)
    expect(keys.expiration).toBe(startMs + 3_600_000)
    const askedAt = (nowMs: number) => identify(fleet, String(keys.accessKeyId), String(keys.sessionToken), nowMs)
    expect(askedAt(startMs)).toMatchObject({
      ok: true,
      identity: { account: '444455556666', arn: expect.stringMatching(/^arn:aws:sts::444455556666:assumed-role\/AWSReservedSSO_WatchfloorOperator_[0-9a-f]{16}\/nils$/) as string },
    })
    expect(askedAt(startMs + 3_600_000)).toMatchObject({ ok: false, fault: { code: 'ExpiredToken' } })
  })

  it('answers 403 where nothing is assigned, and 401 to a token that is unknown or expired', async () => {
    const token = await signedIn('nils')
    const keys = '/federation/credentials?account_id=111122223333&role_name=WatchfloorOperator'
    expect(await driven.portal(keys, token)).toMatchObject({ status: 403, type: 'ForbiddenException', body: { message: 'No access' } })
    expect(await driven.portal('/assignment/roles?account_id=111122223333', token)).toMatchObject({ status: 403 })
    expect(await driven.portal(keys, 'made-up')).toMatchObject({ status: 401, type: 'UnauthorizedException' })
    expect(await driven.portal(keys)).toMatchObject({ status: 400, type: 'InvalidRequestException' })
    await driven.advanceSeconds(3_600)
    expect(await driven.portal('/assignment/accounts', token)).toMatchObject({ status: 401, type: 'UnauthorizedException' })
  })

  it('answers 429 beyond 20 requests a second, and recovers with time', async () => {
    const token = await signedIn()
    const replies = await Promise.all(Array.from({ length: 25 }, () => driven.portal('/assignment/accounts', token)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(replies.find(({ status }) => status === 429)).toMatchObject({ type: 'TooManyRequestsException' })
    await driven.advanceSeconds(0.05)
    expect((await driven.portal('/assignment/accounts', token)).status).toBe(200)
    expect((await driven.portal('/assignment/accounts', token)).status).toBe(429)
  })

  it('ends the sign-in with all its tokens on Logout', async () => {
    const client = await register(driven)
    const tokens = await signIn(driven, client)
    expect(await driven.portal('/logout', tokens.accessToken, 'POST')).toMatchObject({ status: 200, body: {} })
    expect((await driven.portal('/assignment/accounts', tokens.accessToken)).status).toBe(401)
    expect(await driven.post('/token', { ...client, grantType: 'refresh_token', refreshToken: tokens.refreshToken })).toMatchObject({ type: 'InvalidGrantException' })
    expect(driven.server.truth().sessions).toMatchObject([{ state: 'signed out' }])
  })
})
