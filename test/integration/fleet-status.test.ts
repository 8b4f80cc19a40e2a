import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cli, control, fleetStatus, serveTraining, startCli, type Serving, type Status } from './cli'
import { freePort } from './processes'

const pooled = '111122223333'
const silo = '444455556666'

describe('fleet status', () => {
  let server: Serving
  beforeAll(async () => {
    server = await serveTraining('test/integration/scenarios/calm.json')
  }, 120_000)
  afterAll(() => server.stop('SIGINT'))
  beforeEach(() => control(server, 'faults', []))

  const status = (): Promise<Status> => fleetStatus(['--fleet', server.fleetFile])
  const outcomes = ({ report }: Status, account: string): readonly string[] => [...new Set(report.scopes.filter((scope) => scope.account === account).map(({ outcome }) => outcome))]
  const healthOf = ({ report }: Status, account: string): readonly string[] => {
    const tenants = account === pooled ? report.tenants.filter(({ model }) => model === 'pooled') : report.tenants.filter(({ id }) => id === 'lone-bank')
    return [...new Set(tenants.map(({ health }) => health))]
  }

  it('is fine when everything is', async () => {
    const calm = await status()
    expect(calm.code).toBe(0)
    expect(calm.report.tenants.map(({ health }) => health)).toEqual(Array(5).fill('healthy'))
    expect(outcomes(calm, pooled)).toEqual(['ok'])
    expect(calm.stderr).toBe('')
  })

  it('calls a denied account denied, its tenants unknown, and no others', async () => {
    await control(server, 'faults', [{ account: silo, fault: 'deny' }])
    const denied = await status()
    expect(denied.code).toBe(1)
    expect(outcomes(denied, silo)).toEqual(['denied'])
    expect(outcomes(denied, pooled)).toEqual(['ok'])
    expect(denied.report.tenants.find(({ id }) => id === 'lone-bank')?.health).toBe('unknown')
    expect(denied.report.tenants.filter(({ health }) => health !== 'healthy').map(({ id }) => id)).toEqual(['lone-bank'])
  })

  it.each([
    ['throttle', 'throttled'],
    ['expire', 'expired'],
    ['error', 'failed'],
    ['reset', 'failed'],
    ['truncate', 'failed'],
  ])('under %s everywhere says %s and claims nothing', async (fault, outcome) => {
    await control(server, 'faults', [{ fault }])
    const failed = await status()
    expect([1, 3]).toContain(failed.code)
    expect(outcomes(failed, pooled)).toEqual([outcome])
    expect(failed.report.tenants.some(({ health }) => health === 'healthy')).toBe(false)
  })

  it('measures against the clock of AWS, not of this computer', async () => {
    await control(server, 'faults', [{ fault: 'clock', seconds: 86_400 }])
    const skewed = await status()
    expect(skewed.code).toBe(1)
    expect(Date.parse(skewed.report.at) - Date.UTC(2026, 2, 3, 10)).toBeLessThan(900_000)
    expect(healthOf(skewed, pooled)).not.toContain('healthy')
  })

  it('goes on past a service that answers slowly', async () => {
    await control(server, 'faults', [{ fault: 'delay', ms: 300, service: 'rds' }])
    expect((await status()).code).toBe(0)
  })

  it('without a file polls the embedded training fleet and says so', async () => {
    const { report, stderr } = await fleetStatus([])
    expect(stderr).toContain('first-shift')
    expect(report.source).toBe('training')
    expect(report.tenants).toHaveLength(60)
  })
})

describe('fleet status with nothing to reach', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchfloor-test-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('ends with 3 when nothing listens', async () => {
    const path = join(folder, 'fleet.yaml')
    await writeFile(path, `version: 1\nsignIn: { kind: training }\nendpoint: http://127.0.0.1:${await freePort()}\naccounts: [{ id: "${pooled}", name: one, regions: [eu-west-1] }]\ntenants: [{ id: acme, name: Acme }]\n`)
    const status = await fleetStatus(['--fleet', path])
    expect(status.code).toBe(3)
    expect(new Set(status.report.scopes.map(({ outcome }) => outcome))).toEqual(new Set(['failed']))
    expect(status.report.scopes.every(({ observedAt }) => observedAt === null)).toBe(true)
    expect(status.report.tenants).toMatchObject([{ id: 'acme', health: 'unknown' }])
  })

  it('ends with 2 for a file that cannot be used, and prints nothing as a result', async () => {
    const path = join(folder, 'wrong.yaml')
    await writeFile(path, 'version: 1\nacounts: []\n')
    const wrong = await cli(['fleet', 'status', '--fleet', path])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain(`${path}:2:`)
    expect((await cli(['fleet', 'status', '--fleet', join(folder, 'none.yaml')])).code).toBe(2)
  })

  it('checks files: 0 fine, 1 issues with place and suggestion, 2 unreadable', async () => {
    const path = join(folder, 'wrong.yaml')
    const checked = await cli(['fleet', 'check', path])
    expect(checked.code).toBe(1)
    expect(checked.stdout).toMatch(/wrong\.yaml:2:\d+ acounts.*accounts/)
    const fine = join(folder, 'fine.yaml')
    await writeFile(fine, `version: 1\naccounts: [{ id: "${pooled}", name: one, regions: [eu-west-1] }]\n`)
    expect((await cli(['fleet', 'check', fine])).code).toBe(0)
    const json = await cli(['fleet', 'check', path, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, issues: [{ line: 2 }] })
    expect((await cli(['fleet', 'check', folder])).code).toBe(2)
  })
})

describe('training serve', () => {
  it('prints one line, keeps its fleet file private, and takes it away at the end', async () => {
    const server = await serveTraining('first-shift', '--speed', '10')
    const printed = JSON.parse(await server.firstLine) as Record<string, unknown>
    expect(Object.keys(printed)).toEqual(['endpoint', 'oidcEndpoint', 'token', 'fleetFile'])
    expect(printed['oidcEndpoint']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await stat(server.fleetFile)).mode & 0o777).toBe(0o600)
    expect((await fetch(`${server.endpoint}/_training/truth`)).status).toBe(403)
    const ended = await server.stop('SIGINT')
    expect(ended.code).toBe(0)
    await expect(stat(server.fleetFile)).rejects.toThrow()
  })

  it('refuses a port that is taken and a scenario that is not there', async () => {
    const server = await serveTraining('first-shift')
    const port = new URL(server.endpoint).port
    const taken = await (await startCli(['training', 'serve', '--scenario', 'first-shift', '--port', port])).ended
    expect(taken).toMatchObject({ code: 2, stdout: '' })
    expect(taken.stderr).toContain(port)
    await server.stop()
    const unknown = await cli(['training', 'serve', '--scenario', 'frist-shift'])
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain("Did you mean 'first-shift'?")
  })
})
