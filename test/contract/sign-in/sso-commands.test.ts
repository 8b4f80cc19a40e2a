import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { accounts, answerOf, callback, challengeOf, deviceGrant } from '#test/electron/training/sign-in/sign-in-driver'
import { startTrainingFleetNow } from './training-fleet-now'
import { createCliHome, findAwsCli, knowsBrowserSignIn, type CliHome, type CliResult } from './aws-cli'

const cli = [findAwsCli(1), findAwsCli(2)].find((file) => file !== undefined && knowsBrowserSignIn(file))
const verifier = 'v'.repeat(64)

/** botocore parses and checks every reply here, by AWS's own models of both services. */
describe.skipIf(cli === undefined)('The commands `aws sso-oidc` and `aws sso` of the AWS CLI (skipped where there is none that knows PKCE)', () => {
  let server: SignInServer
  let home: CliHome
  let client: readonly string[]
  let registration: Record<string, unknown>
  const oidc = (command: string, ...args: string[]): Promise<CliResult> => home.run(['sso-oidc', command, ...args])
  const registerFor = async (...grants: string[]): Promise<Record<string, unknown>> =>
    parsed(
      await oidc('register-client', '--client-name', 'cli', '--client-type', 'public', '--scopes', 'sso:account:access', '--grant-types', ...grants, '--redirect-uris', 'http://127.0.0.1/oauth/callback', '--issuer-url', server.startUrl),
    )

  beforeAll(async () => {
    // How fast a device may poll is asked elsewhere, in simulated time.
    server = await startSignInServer({ accounts, clock: realClock, timers: realTimers, policy: { intervalSeconds: 0 } })
    home = createCliHome(cli ?? '', server)
    registration = await registerFor('authorization_code', 'refresh_token', deviceGrant)
    client = ['--client-id', String(registration.clientId), '--client-secret', String(registration.clientSecret)]
  })
  afterAll(async () => {
    home.remove()
    await server.stop()
  })

  it('register, authorize in a browser with PKCE, and change the code for tokens, once', async () => {
    expect(registration).toMatchObject({ tokenEndpoint: `${server.endpoint}/token`, authorizationEndpoint: `${server.endpoint}/authorize` })
    const query = { response_type: 'code', client_id: String(registration.clientId), redirect_uri: callback, state: 'st', scopes: 'sso:account:access', code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }
    const landed = await answerOf(`${String(registration.authorizationEndpoint)}?${new URLSearchParams(query).toString()}`, 'approve')
    expect(landed.searchParams.get('state')).toBe('st')
    const change = ['--grant-type', 'authorization_code', '--code', landed.searchParams.get('code') ?? '', '--redirect-uri', callback]
    const wrong = await oidc('create-token', ...client, ...change, '--code-verifier', 'w'.repeat(64))
    expect(wrong.errors).toContain('InvalidGrantException')
    const tokens = parsed(await oidc('create-token', ...client, ...change, '--code-verifier', verifier))
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 3_600, accessToken: expect.any(String) as string, refreshToken: expect.any(String) as string })
    const again = await oidc('create-token', ...client, ...change, '--code-verifier', verifier)
    expect(again.errors).toContain('InvalidGrantException')
  })

  it('read what a sign-in left in the cache, renew it, and get role keys for a profile', async () => {
    const device = parsed(await oidc('start-device-authorization', ...client, '--start-url', server.startUrl))
    const poll = [...client, '--grant-type', deviceGrant, '--device-code', String(device.deviceCode)]
    expect((await oidc('create-token', ...poll)).errors).toContain('AuthorizationPendingException')
    expect(server.approve(String(device.userCode))).toBe(true)
    const tokens = parsed(await oidc('create-token', ...poll))
    home.cacheToken('desk', {
      startUrl: server.startUrl,
      region: 'eu-west-1',
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      // As good as expired: the CLI must renew before it asks the portal.
      expiresAt: new Date(realClock.nowMs() + 60_000).toISOString(),
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      registrationExpiresAt: new Date(Number(registration.clientSecretExpiresAt) * 1_000).toISOString(),
    })
    const fleet = await startTrainingFleetNow()
    const identity = await home.run(['sts', 'get-caller-identity', '--profile', 'night', '--endpoint-url', fleet.endpoint])
    const databases = await home.run(['rds', 'describe-db-instances', '--profile', 'night', '--endpoint-url', fleet.endpoint])
    await fleet.stop()
    expect(parsed(identity)).toMatchObject({
      Account: '111122223333',
      Arn: expect.stringMatching(/^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_WatchfloorOperator_[0-9a-f]{16}\/training-operator$/) as string,
    })
    expect(parsed(databases).DBInstances).toHaveLength(3)
    expect(String(home.cached().find(({ refreshToken }) => refreshToken !== undefined)?.refreshToken)).not.toBe(tokens.refreshToken)
    const reused = await oidc('create-token', ...client, '--grant-type', 'refresh_token', '--refresh-token', String(tokens.refreshToken))
    expect(reused.errors).toContain('InvalidGrantException')
    expect(server.truth().sessions.at(-1)).toMatchObject({ state: 'refresh token reused' })
  })

  it('name AWS’s errors: client, grant type, token, throttling', async () => {
    expect((await oidc('create-token', '--client-id', 'x', '--client-secret', 'y', '--grant-type', 'refresh_token')).errors).toContain('InvalidClientException')
    const devicesOnly = await registerFor(deviceGrant)
    const refused = await oidc('create-token', '--client-id', String(devicesOnly.clientId), '--client-secret', String(devicesOnly.clientSecret), '--grant-type', 'authorization_code', '--code', 'x')
    expect(refused.errors).toContain('UnauthorizedClientException')
    expect((await home.run(['sso', 'list-accounts', '--access-token', 'made-up'])).errors).toContain('UnauthorizedException')
    server.setFaults([{ operation: 'ListAccounts', fault: 'throttle' }])
    expect((await home.run(['sso', 'list-accounts', '--access-token', 'made-up'])).errors).toContain('TooManyRequestsException')
    server.setFaults([])
  })
})

function parsed({ code, output, errors }: CliResult): Record<string, unknown> {
  if (code !== 0) throw new Error(errors)
  return JSON.parse(output) as Record<string, unknown> // the CLI prints objects
}
