import { afterEach, describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { pageOf, pagePath, probedEnvironments } from '#electron/training/world/pages'
import { createSimulation, tickSimulation, type Simulation } from '#electron/training/simulation'
import { conditionsSince } from '#electron/training/truth'
import { loadScenario, startTrainingFleet, type Scenario, type TrainingFleet } from '#electron/training/index'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const scenarioOf = (events: readonly object[], fleet: object = { silo: [{ region: 'eu-central-1', tenants: 2 }], tenants: [{ id: 'acme-bank', account: '111122223333', region: 'eu-west-1', environments: ['frontend', 'cron'] }] }): Scenario => {
  const loaded = loadScenario(JSON.stringify({ version: 1, name: 'pages', seed: 3, startAt: '2026-03-02T06:00:00Z', fleet, events }), 'pages.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}
const whom = { tenant: 'acme-bank', environment: 'frontend' }
const at = (scenario: Scenario, minutes: number): Simulation => tickSimulation(createSimulation(scenario), scenario.startAtMs + minutes * minuteMs)
const page = (events: readonly object[], minutes: number, environment = 'frontend') => pageOf(at(scenarioOf(events), minutes).world, 'acme-bank', environment)
const works = { kind: 'answers', status: 200, delayMs: 0 }

describe('the page of a tenant’s environment', () => {
  it('works while nothing is wrong, and does not exist for others', () => {
    expect(page([], 1)).toMatchObject(works)
    expect(pageOf(at(scenarioOf([]), 1).world, 'nobody', 'frontend')).toBeUndefined()
    expect(page([], 1, 'portal')).toBeUndefined()
  })

  it.each<[string, object, object]>([
    ['a cut way', { kind: 'probe.down', for: 'PT5M' }, { kind: 'breaksOff' }],
    ['a failover', { kind: 'db.failover', outageSeconds: 300 }, { kind: 'answers', status: 503, body: 'the database does not answer' }],
    ['a failover that is stuck', { kind: 'db.failover-stuck', for: 'PT5M' }, { status: 503 }],
    ['a stopped database', { kind: 'db.status', status: 'stopped', for: 'PT5M' }, { status: 503 }],
    ['a lost key', { kind: 'db.key-unusable', for: 'PT5M' }, { status: 503 }],
    ['no app server', { kind: 'app.capacity-short', count: 2, for: 'PT5M' }, { status: 503, body: 'no healthy app server' }],
    ['nothing but errors', { kind: 'app.errors-high', ratio: 1, for: 'PT5M' }, { status: 500 }],
    ['slowness', { kind: 'app.latency-high', ms: 4000, for: 'PT5M' }, { status: 200, delayMs: 4000 }],
  ])('shows %s to its clients, and to nobody else', (_name, event, expected) => {
    const events = [{ at: 'PT2M', ...whom, ...event }]
    expect(page(events, 1.9)).toMatchObject(works)
    expect(page(events, 4)).toMatchObject(expected)
    expect(page(events, 4, 'cron')).toMatchObject(works)
    expect(page(events, 60)).toMatchObject(works)
  })

  it.each<[string, object]>([
    ['a lost standby', { kind: 'db.lost-standby', ...whom }],
    ['logs that are not shipped', { kind: 'db.lrt-freeze', ...whom }],
    ['a status in which RDS serves', { kind: 'db.status', status: 'modifying', ...whom }],
    ['one app server of six', { kind: 'app.instance-fails', count: 1, ...whom }],
    ['an account that denies our calls', { kind: 'account.access-denied', account: '111122223333' }],
  ])('does not feel %s', (_name, event) => {
    expect(page([{ at: 'PT2M', ...event }], 4)).toMatchObject(works)
  })

  it('fails now and then when a part of all answers are errors', () => {
    const scenario = scenarioOf([{ at: 'PT0S', kind: 'app.errors-high', ratio: 0.5, ...whom }])
    const statuses = Array.from({ length: 200 }, (_, i) => pageOf(tickSimulation(createSimulation(scenario), scenario.startAtMs + i * secondMs).world, 'acme-bank', 'frontend')).map((answer) => (answer?.kind === 'answers' ? answer.status : 0))
    const failed = statuses.filter((status) => status === 500).length
    expect(failed).toBeGreaterThan(60)
    expect(failed).toBeLessThan(140)
  })

  it('that is down is told as such, and only probes can show it', () => {
    const [told] = conditionsSince(at(scenarioOf([{ at: 'PT2M', kind: 'probe.down', ...whom }]), 4), 0)
    expect(told).toMatchObject({ kind: 'probe.down', tenant: 'acme-bank', environment: 'frontend', account: '111122223333', region: 'eu-west-1', subject: 'acme-bank/frontend', checks: ['probe'] })
  })

  it('is asked for every environment of a fleet, and not at all where there would be thousands', () => {
    const { fleet } = scenarioOf([])
    expect(probedEnvironments(fleet)(['frontend', 'cron'])).toEqual(['frontend', 'cron'])
    const wide = { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 600, environments: ['frontend', 'cron', 'portal', 'sandbox'] }] }
    expect(probedEnvironments(scenarioOf([], wide).fleet)(['frontend', 'cron'])).toEqual(['frontend'])
    const large = scenarioOf([{ at: 'PT1M', kind: 'probe.down', tenant: 'acme-bank' }], { pooled: [{ account: '222233334444', region: 'eu-west-1', tenants: 2_001 }], tenants: [{ id: 'acme-bank', region: 'eu-west-1' }] })
    expect(probedEnvironments(large.fleet)(['frontend'])).toEqual([])
    expect(conditionsSince(at(large, 4), 0).find(({ kind }) => kind === 'probe.down')?.checks).toEqual([])
  })
})

describe('pages on the wire', () => {
  const running: TrainingFleet[] = []
  afterEach(() => Promise.all(running.splice(0).map((fleet) => fleet.stop())))
  const started = async (events: readonly object[]): Promise<{ fleet: TrainingFleet; url: string; time: ReturnType<typeof createVirtualTime> }> => {
    const scenario = scenarioOf(events)
    const time = createVirtualTime(scenario.startAtMs)
    const fleet = await startTrainingFleet({ scenario, clock: time.clock, timers: time.timers, logger: rememberingLogger().logger })
    running.push(fleet)
    return { fleet, time, url: `${fleet.endpoint}${pagePath('acme-bank', 'frontend')}` }
  }

  it('answer on the fleet’s own port, unsigned, and are counted nowhere', async () => {
    const { fleet, url } = await started([])
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([200, 'ok'])
    expect((await fetch(url.replace('acme-bank', 'nobody'))).status).toBe(404)
    expect(fleet.billing().requests).toBe(0)
  })

  it('break off when the way is cut, and are slow in the world’s time', async () => {
    const { fleet, url, time } = await started([])
    fleet.inject({ kind: 'app.latency-high', ...whom, ms: 4000, for: 'PT1M' })
    const slow = fetch(url)
    while (fleet.held() === 0) await new Promise<void>((resolve) => setImmediate(resolve))
    await time.advanceTo(time.clock.nowMs() + 4000)
    expect((await slow).status).toBe(200)
    fleet.inject({ kind: 'probe.down', ...whom })
    await expect(fetch(url)).rejects.toThrow()
  })

  it('stand in the fleet file, one probe an environment', async () => {
    const { fleet, url } = await started([])
    const parsed = parseFleetFile(fleet.fleetFileText(), 'fleet.yaml')
    const acme = parsed.ok ? parsed.value.config.tenants.find(({ id }) => id === 'acme-bank') : undefined
    expect(acme?.probes.map(({ environment }) => environment)).toEqual(['frontend', 'cron'])
    expect(acme?.probes[0]).toEqual({ environment: 'frontend', url, expectStatus: 200, intervalSeconds: 60, timeoutSeconds: 10 })
  })
})
