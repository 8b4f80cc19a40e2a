import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignInFault } from '#electron/training/sign-in/index'
import { deviceGrant, drive, register, signIn, startMs, type Driven } from './sign-in-driver'

let driven: Driven
beforeEach(async () => {
  driven = await drive()
})
afterEach(() => driven.server.stop())

const keysOf = (account: string) => `/federation/credentials?account_id=${account}&role_name=WatchfloorOperator`

describe('Faults of the sign-in', () => {
  it('refuse at the portal with 429, 403, 401 and 500, in the portal’s words', async () => {
    const { accessToken } = await signIn(driven, await register(driven))
    const expected: [SignInFault['fault'], number, string][] = [
      ['throttle', 429, 'TooManyRequestsException'],
      ['deny', 403, 'ForbiddenException'],
      ['expire', 401, 'UnauthorizedException'],
      ['error', 500, 'InternalServerException'],
    ]
    for (const [fault, status, type] of expected) {
      driven.server.setFaults([{ fault, operation: 'GetRoleCredentials' }])
      expect(await driven.portal(keysOf('111122223333'), accessToken)).toMatchObject({ status, type })
      expect((await driven.portal('/assignment/accounts', accessToken)).status).toBe(200)
    }
    driven.server.setFaults([])
    expect((await driven.portal(keysOf('111122223333'), accessToken)).status).toBe(200)
  })

  it('refuse at the token endpoint in OAuth’s words', async () => {
    const expected: [SignInFault['fault'], number, string, string][] = [
      ['throttle', 400, 'SlowDownException', 'slow_down'],
      ['deny', 400, 'AccessDeniedException', 'access_denied'],
      ['expire', 400, 'InvalidGrantException', 'invalid_grant'],
      ['error', 500, 'InternalServerException', 'server_error'],
    ]
    const client = await register(driven)
    for (const [fault, status, type, error] of expected) {
      driven.server.setFaults([{ fault, operation: 'CreateToken' }])
      expect(await driven.post('/token', { ...client, grantType: deviceGrant, deviceCode: 'x' })).toMatchObject({ status, type, body: { error } })
    }
  })

  it('hit one account and leave the others alone', async () => {
    const { accessToken } = await signIn(driven, await register(driven))
    driven.server.setFaults([{ fault: 'deny', account: '444455556666' }])
    expect((await driven.portal(keysOf('444455556666'), accessToken)).status).toBe(403)
    expect((await driven.portal(keysOf('111122223333'), accessToken)).status).toBe(200)
  })

  it('hit the same calls again when everything is repeated with the same seed', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const one = await drive({ seed, policy: { portalBurst: 1_000 } })
      const { accessToken } = await signIn(one, await register(one))
      one.server.setFaults([{ fault: 'throttle', operation: 'ListAccounts', rate: 0.5 }])
      const statuses: number[] = []
      for (let call = 0; call < 30; call++) statuses.push((await one.portal('/assignment/accounts', accessToken)).status)
      await one.server.stop()
      return statuses
    }
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    expect(new Set(first)).toEqual(new Set([200, 429]))
  })

  it('move the Date header, which otherwise says simulated time', async () => {
    const client = await register(driven)
    const ask = () => driven.post('/token', { ...client, grantType: deviceGrant, deviceCode: 'x' })
    expect((await ask()).date).toBe(new Date(startMs).toUTCString())
    driven.server.setFaults([{ fault: 'clock', seconds: -600 }])
    expect((await ask()).date).toBe(new Date(startMs - 600_000).toUTCString())
  })

  it('delay a reply in simulated time, during which nothing counts as in flight', async () => {
    driven.server.setFaults([{ fault: 'delay', operation: 'RegisterClient', ms: 5_000 }])
    const pending = register(driven)
    await until(() => driven.time.nextDueAtMs() !== undefined)
    expect(driven.server.inFlight()).toBe(0)
    await driven.advanceSeconds(5)
    expect((await pending).clientId).toHaveLength(22)
  })

  it('cut the connection, or the body in the middle, or never answer', async () => {
    driven.server.setFaults([{ fault: 'reset' }])
    await expect(register(driven)).rejects.toThrow()
    driven.server.setFaults([{ fault: 'truncate' }])
    await expect(register(driven)).rejects.toThrow()
    driven.server.setFaults([{ fault: 'hang' }])
    const pending = register(driven)
    await until(() => driven.server.truth().requests.RegisterClient === 3)
    expect(driven.server.inFlight()).toBe(0)
    const cut = expect(pending).rejects.toThrow()
    await driven.server.stop()
    await cut
  })
})

describe('The sign-in server', () => {
  it('counts requests and refusals by name, and keeps no secret in its truth', async () => {
    const client = await register(driven)
    const tokens = await signIn(driven, client)
    await driven.portal('/assignment/accounts', 'made-up')
    const truth = driven.server.truth()
    expect(truth).toMatchObject({ requests: { RegisterClient: 1, StartDeviceAuthorization: 1, CreateToken: 1, ListAccounts: 1 }, refusals: { UnauthorizedException: 1 } })
    for (const secret of [client.clientSecret, tokens.accessToken, tokens.refreshToken]) expect(JSON.stringify(truth)).not.toContain(secret)
  })

  it('gives the same names for the same seed and calls', async () => {
    const again = await drive()
    expect(await register(again)).toEqual(await register(driven))
    await again.server.stop()
  })

  it('answers UnknownOperationException to what it lacks, to oversized bodies and under a foreign name', async () => {
    expect(await driven.post('/token/unknown', {})).toMatchObject({ status: 404, type: 'UnknownOperationException' })
    expect(await driven.post('/client/register', { clientName: 'x'.repeat(70_000), clientType: 'public' })).toMatchObject({ status: 404 })
    expect(await statusUnder(driven.server.endpoint, 'evil.example')).toBe(404)
    expect(await statusUnder(driven.server.endpoint, 'localhost')).toBe(200)
  })
})

/** `fetch` does not let a test choose the Host header. */
function statusUnder(endpoint: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${endpoint}/start`, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

/** Waits for the loopback socket, which no virtual clock governs; never for time. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(holds()).toBe(true)
}
