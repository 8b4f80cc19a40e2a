import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { accounts, press } from '#test/electron/training/sign-in/sign-in-driver'
import { startTrainingFleetNow } from './training-fleet-now'
import { createCliHome, findAwsCli, type CliHome, type CliResult } from './aws-cli'

const cli = findAwsCli(2)

describe.skipIf(cli === undefined)('`aws sso login` of the AWS CLI, version 2 (skipped where it is not installed)', () => {
  let server: SignInServer
  let home: CliHome
  beforeEach(async () => {
    // Shorter than the CLI's refresh window of 15 minutes, so that every use of an sso-session renews.
    server = await startSignInServer({ accounts, clock: realClock, timers: realTimers, policy: { accessTokenSeconds: 600 } })
    home = createCliHome(cli ?? '', server)
  })
  afterEach(async () => {
    home.remove()
    await server.stop()
  })

  /** Logs in, and answers on the page whose address the CLI prints. */
  async function login(profile: string, decision: 'approve' | 'deny' = 'approve'): Promise<CliResult> {
    let answered: Promise<Response> | undefined
    const result = await home.run(['sso', 'login', '--profile', profile, '--no-browser'], (output) => {
      const url = /^(http:\S+\?user_code=\S+)\s/m.exec(output)?.[1]
      if (url !== undefined) answered ??= press(url, decision)
    })
    await answered
    return result
  }

  it('signs in by device code; its profiles get role keys, renewed with the rotated refresh token each time', async () => {
    expect(await login('night')).toMatchObject({ code: 0, output: expect.stringContaining(`Successfully logged into Start URL: ${server.startUrl}`) as string })
    const keys = await home.run(['configure', 'export-credentials', '--profile', 'night'])
    expect(keys.errors).toBe('')
    expect(JSON.parse(keys.output)).toMatchObject({ Version: 1, AccessKeyId: expect.stringMatching(/^ASIA111122223333/) as string })
    const fleet = await startTrainingFleetNow()
    const identity = await home.run(['sts', 'get-caller-identity', '--profile', 'night', '--endpoint-url', fleet.endpoint])
    await fleet.stop()
    expect(JSON.parse(identity.output)).toMatchObject({ Account: '111122223333', Arn: expect.stringContaining(':assumed-role/AWSReservedSSO_WatchfloorOperator_') as string })
    expect(server.truth().sessions).toMatchObject([{ userName: 'training-operator', state: 'active' }])
    // Two for the login, which asks once before it shows the address, and one renewal (role keys are cached by the CLI).
    expect(server.truth().requests.CreateToken).toBeGreaterThanOrEqual(3)

    const token = home.cached().find(({ accessToken }) => accessToken !== undefined)?.accessToken
    const listed = await home.run(['sso', 'list-accounts', '--access-token', String(token), '--page-size', '1'])
    expect((JSON.parse(listed.output) as { accountList: { accountId: string }[] }).accountList.map(({ accountId }) => accountId)).toEqual(accounts.map(({ id }) => id))
    expect(server.truth().requests.ListAccounts).toBe(2)
  })

  it('signs in with a profile without sso-session, and is sent back to login when that was revoked before it expired', async () => {
    expect(await login('plain')).toMatchObject({ code: 0, errors: '' })
    const keys = await home.run(['configure', 'export-credentials', '--profile', 'plain'])
    expect(JSON.parse(keys.output)).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA444455556666/) as string })
    expect(server.revokeSessions()).toBe(1)
    // Another account: keys that it has already live on, as at AWS.
    const refused = await home.run(['configure', 'export-credentials', '--profile', 'plain-other'])
    expect(refused.code).not.toBe(0)
    expect(refused.errors).toMatch(/aws sso login/)
  })

  it('tells that the person refused', async () => {
    const refused = await login('night', 'deny')
    expect(refused.code).not.toBe(0)
    expect(refused.errors).toContain('AccessDeniedException')
    expect(server.truth().sessions).toEqual([])
  })

  it('tells that a role is not assigned, and signs out at the portal', async () => {
    expect(await login('night')).toMatchObject({ code: 0, errors: '' })
    const stranger = await home.run(['configure', 'export-credentials', '--profile', 'stranger'])
    expect(stranger.code).not.toBe(0)
    expect(stranger.errors).toContain('ForbiddenException')
    expect((await home.run(['sso', 'logout'])).code).toBe(0)
    expect(server.truth()).toMatchObject({ sessions: [{ state: 'signed out' }], requests: { Logout: 1 } })
  })
})
