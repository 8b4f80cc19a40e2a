import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceGrant, drive, press, register, signIn, startDevice, type Driven } from './sign-in-driver'

let driven: Driven
beforeEach(async () => {
  driven = await drive()
})
afterEach(() => driven.server.stop())

const poll = async (client: object, deviceCode: string) => driven.post('/token', { ...client, grantType: deviceGrant, deviceCode })

describe('Signing in with a device code', () => {
  it('gives a code for a person and an address that already holds it', async () => {
    const client = await register(driven)
    const { body } = await driven.post('/device_authorization', { ...client, startUrl: driven.server.startUrl })
    expect(body).toMatchObject({ expiresIn: 600, interval: 1, verificationUri: `${driven.server.endpoint}/device` })
    expect(body.userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
    expect(body.verificationUriComplete).toBe(`${driven.server.endpoint}/device?user_code=${String(body.userCode)}`)
  })

  it('is pending until the person answers, and then gives tokens once', async () => {
    const client = await register(driven)
    const device = await startDevice(driven, client)
    expect(await poll(client, device.deviceCode)).toMatchObject({ status: 400, type: 'AuthorizationPendingException', body: { error: 'authorization_pending' } })
    expect(driven.server.approve(device.userCode)).toBe(true)
    await driven.advanceSeconds(1)
    expect(await poll(client, device.deviceCode)).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 3_600 } })
    await driven.advanceSeconds(1)
    expect(await poll(client, device.deviceCode)).toMatchObject({ status: 400, type: 'InvalidGrantException', body: { error: 'invalid_grant' } })
  })

  it('answers slow_down to a client that polls too often, and adds five seconds each time', async () => {
    const client = await register(driven)
    const { deviceCode } = await startDevice(driven, client)
    await poll(client, deviceCode)
    await driven.advanceSeconds(0.5)
    expect(await poll(client, deviceCode)).toMatchObject({ status: 400, type: 'SlowDownException', body: { error: 'slow_down' } })
    await driven.advanceSeconds(5)
    expect((await poll(client, deviceCode)).type).toBe('SlowDownException')
    await driven.advanceSeconds(11)
    expect((await poll(client, deviceCode)).type).toBe('AuthorizationPendingException')
  })

  it('says that the code has expired, in simulated time', async () => {
    const client = await register(driven)
    const device = await startDevice(driven, client)
    await driven.advanceSeconds(600)
    expect(await poll(client, device.deviceCode)).toMatchObject({ status: 400, type: 'ExpiredTokenException', body: { error: 'expired_token' } })
    expect(driven.server.approve(device.userCode)).toBe(false)
  })

  it('says that the person refused', async () => {
    const client = await register(driven)
    const device = await startDevice(driven, client)
    await press(device.verificationUriComplete, 'deny')
    expect(await poll(client, device.deviceCode)).toMatchObject({ status: 400, type: 'AccessDeniedException', body: { error: 'access_denied' } })
  })

  it('lets the person approve on the page, with the code typed in any case and without its hyphen', async () => {
    const client = await register(driven)
    const device = await startDevice(driven, client)
    const typed = device.userCode.toLowerCase().replace('-', '')
    const done = await press(`${device.verificationUri}?user_code=${typed}`, 'approve')
    expect(await done.text()).toContain('You are signed in')
    expect((await poll(client, device.deviceCode)).status).toBe(200)
  })

  it('shows on the page who asks, for what and under which code, and asks again for an unknown code', async () => {
    const client = await register(driven, { clientName: 'Watch<floor>' })
    const device = await startDevice(driven, client)
    const html = await (await fetch(device.verificationUriComplete)).text()
    expect(html).toContain('Watch&lt;floor&gt;')
    expect(html).toContain(device.userCode)
    const unknown = await fetch(`${device.verificationUri}?user_code=AAAA-AAAA`)
    expect(unknown.status).toBe(400)
    expect(await unknown.text()).toContain('role="alert"')
  })

  it('refuses a client that is unknown, has the wrong secret, or did not register for it', async () => {
    const client = await register(driven)
    const start = (from: object) => driven.post('/device_authorization', { startUrl: driven.server.startUrl, ...from })
    expect(await start({ ...client, clientSecret: 'wrong' })).toMatchObject({ status: 401, type: 'InvalidClientException', body: { error: 'invalid_client' } })
    expect(await start({ clientId: 'nobody', clientSecret: 'x' })).toMatchObject({ status: 401, type: 'InvalidClientException' })
    const codesOnly = await register(driven, { grantTypes: ['authorization_code', 'refresh_token'] })
    expect(await start(codesOnly)).toMatchObject({ status: 400, type: 'UnauthorizedClientException', body: { error: 'unauthorized_client' } })
    expect(await start({ ...client, startUrl: 'https://elsewhere.example/start' })).toMatchObject({ status: 400, type: 'InvalidRequestException' })
  })

  it('gives a client without scopes one long token and nothing to renew it with', async () => {
    const client = await register(driven, { scopes: [], grantTypes: [], redirectUris: [] })
    const tokens = await signIn(driven, client)
    expect(tokens).toMatchObject({ expiresIn: 8 * 3_600, refreshToken: 'undefined' })
  })
})
