import { afterEach, describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { settle } from '../signin/sign-in-desk'

let fleet: TrainingFleet
afterEach(() => fleet.stop())

async function start(more: object = {}) {
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'practice', seed: 3, startAt: '2026-03-02T06:00:00Z', fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 1 }] }, ...more }), 'practice')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
  const time = createVirtualTime(scenario.value.startAtMs)
  fleet = await startTrainingFleet({ scenario: scenario.value, clock: time.clock, timers: time.timers, logger: silentLogger })
  const client = (): Promise<Response> => fetch(`${fleet.practice.endpoint}/client/register`, { method: 'POST', body: JSON.stringify({ clientName: 'x', clientType: 'public' }), headers: { 'content-type': 'application/json' } })
  return { register: async () => (await client().catch(() => ({ status: 0 }))).status, advance: (ms: number) => time.advanceTo(time.clock.nowMs() + ms, settle) }
}

/** A device sign-in, without a product: whether its session still lives. */
async function signIn(): Promise<() => string | undefined> {
  const post = async (path: string, body: object): Promise<Record<string, string>> =>
    (await (await fetch(`${fleet.practice.endpoint}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).json()) as Record<string, string> // AWS answers objects of texts here
  const { clientId, clientSecret } = await post('/client/register', { clientName: 'x', clientType: 'public', scopes: ['sso:account:access'] })
  const { deviceCode, userCode } = await post('/device_authorization', { clientId, clientSecret, startUrl: fleet.practice.startUrl })
  fleet.practice.server.approve(userCode!)
  await post('/token', { clientId, clientSecret, deviceCode, grantType: 'urn:ietf:params:oauth:grant-type:device_code' })
  return () => fleet.practice.server.truth().sessions[0]?.state
}

describe('The Identity Center of a training fleet', () => {
  it('is named by a fleet file that asks for a sign-in', async () => {
    await start()
    expect(fleet.signInFleetFileText()).toContain(`startUrl: ${fleet.practice.startUrl}`)
    expect(fleet.signInFleetFileText()).toContain('role: WatchfloorOperator')
    expect(fleet.fleetFileText()).not.toContain('startUrl')
  })

  it('revokes sign-ins when the scenario says so, and at once when it is injected', async () => {
    const { advance } = await start({ events: [{ at: 'PT5M', kind: 'session.revoked' }] })
    const state = await signIn()
    await advance(299_000)
    expect(state()).toBe('active')
    await advance(2_000)
    expect(state()).toBe('revoked')
    await fleet.stop()
    await start()
    const again = await signIn()
    fleet.inject({ kind: 'session.revoked' })
    expect(again()).toBe('revoked')
  })

  it('has the faults of its services alone, from when they begin until they end', async () => {
    const { register, advance } = await start({ faults: [{ from: 'PT1M', to: 'PT2M', service: 'sso-oidc', operation: 'RegisterClient', fault: 'error' }, { from: 'PT0S', service: 'rds', fault: 'error' }] })
    expect(await register()).toBe(200)
    await advance(60_000)
    expect(await register()).toBe(500)
    await advance(60_000)
    expect(await register()).toBe(200)
    fleet.setFaults([{ fault: 'error' }])
    expect(await register()).toBe(500)
    fleet.setFaults([])
    expect(await register()).toBe(200)
  })
})
