import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TenantReport } from '#electron/cli/status-report'
import { cli, fleetStatus, type Status } from './cli'
import { hasMoto, motoKeys, startMoto, type Moto } from './moto'

const pooled = '111122223333'
const silo = '444455556666'

const fleetFile = (endpoint: string): string => `version: 1
desk: Moto desk
signIn: { kind: profile }
endpoint: ${endpoint}
accounts:
  - { id: "${pooled}", name: pooled-eu, regions: [eu-west-1, eu-central-1], role: WatchfloorOperator }
  - { id: "${silo}", name: totara, regions: [eu-west-1, eu-central-1], role: WatchfloorOperator, externalId: desk-7 }
tenants:
  - { id: acme-bank, name: Acme Bank }
  - { id: gone-bank, name: Gone Bank }
`

describe.runIf(hasMoto)('fleet status over moto, an AWS that is not ours (needs moto_server and boto3)', () => {
  let moto: Moto
  let folder: string
  let status: Status

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchfloor-test-'))
    moto = await startMoto()
    await moto.seed('seed_moto.py')
    const path = join(folder, 'fleet.yaml')
    await writeFile(path, fleetFile(moto.endpoint))
    status = await fleetStatus(['--fleet', path], motoKeys)
  }, 120_000)

  afterAll(async () => {
    await moto.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const tenant = (id: string): TenantReport => {
    const found = status.report.tenants.find((candidate) => candidate.id === id)
    if (found === undefined) throw new Error(`${id} is not in ${status.report.tenants.map((candidate) => candidate.id).join(', ')}`)
    return found
  }
  const checks = (id: string, severities = ['critical', 'degraded', 'watch']): readonly string[] =>
    [...new Set(tenant(id).findings.filter(({ severity }) => severities.includes(severity)).map(({ check }) => check))].sort()

  it('ends with 1, because something is wrong, and prints JSON alone', () => {
    expect(status.code).toBe(1)
    expect(status.report.source).toBe('live')
    expect(Math.abs(Date.parse(status.report.at) - Date.now())).toBeLessThan(60_000)
  })

  it('reads both accounts in both Regions, each through its own role', () => {
    const places = new Set(status.report.scopes.map(({ account, region }) => `${account}/${region}`))
    expect([...places].sort()).toEqual([`${pooled}/eu-central-1`, `${pooled}/eu-west-1`, `${silo}/eu-central-1`, `${silo}/eu-west-1`])
    expect(status.report.scopes.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
    expect(status.report.scopes.every(({ requests, observedAt }) => requests >= 0 && observedAt !== null)).toBe(true)
    expect(status.report.spend.requests).toBeGreaterThanOrEqual(4 * 4)
  })

  it('finds exactly the tenants that are there and those the file promises', () => {
    expect(status.report.tenants.map(({ id }) => id).sort()).toEqual(['acme-bank', 'gone-bank', 'kauri-lend', 'rimu-trust', 'totara-bank'])
    expect(tenant('acme-bank')).toMatchObject({ name: 'Acme Bank', model: 'pooled' })
    expect(tenant('totara-bank').model).toBe('silo')
    expect(checks('gone-bank')).toEqual(['no-resources'])
  })

  it('reports the Single-AZ database, and no other, as one', () => {
    const single = status.report.tenants.filter(({ id }) => checks(id).includes('db-multi-az')).map(({ id }) => id)
    expect(single).toEqual(['kauri-lend'])
    expect(tenant('kauri-lend').environments).toMatchObject([{ name: 'frontend', databases: [{ id: 'kauri-frontend', multiAz: false, secondaryAz: null }] }])
    expect(tenant('kauri-lend').findings.find(({ check }) => check === 'db-multi-az')).toMatchObject({ subject: 'kauri-frontend', clause: 'databaseRedundancy' })
  })

  it('reports the tenant without snapshots', () => {
    const without = status.report.tenants.filter(({ id }) => checks(id).includes('daily-snapshots')).map(({ id }) => id)
    expect(without).toEqual(['rimu-trust'])
    expect(checks('rimu-trust')).toContain('backup-retention')
    expect(tenant('rimu-trust').environments[0]?.databases[0]).toMatchObject({ id: 'rimu-frontend', retentionDays: 0 })
  })

  it('reports the alarm that fires, with its tenant', () => {
    const firing = status.report.tenants.filter(({ id }) => checks(id).includes('alarm-firing')).map(({ id }) => id)
    expect(firing).toEqual(['totara-bank'])
    expect(tenant('totara-bank').alarms).toEqual({ firing: 1, noData: 0, total: 1 })
    expect(tenant('totara-bank').findings.find(({ check }) => check === 'alarm-firing')?.subject).toBe('totara-frontend-cpu')
    expect(tenant('kauri-lend').alarms).toEqual({ firing: 0, noData: 0, total: 1 })
  })

  it('shows a shared app group with every tenant of its environment and a silo its own', () => {
    expect(tenant('acme-bank').environments[0]?.apps).toMatchObject([{ id: 'shared-frontend', desired: 2, inService: 2 }])
    expect(tenant('kauri-lend').environments[0]?.apps).toMatchObject([{ id: 'shared-frontend' }])
    expect(tenant('totara-bank').environments.map(({ name }) => name).sort()).toEqual(['frontend', 'portal'])
  })

  it('says null for what moto does not return, and does not invent a lag', () => {
    const database = tenant('acme-bank').environments[0]?.databases[0]
    expect(database).toMatchObject({ id: 'acme-frontend', engine: 'mysql', status: 'available', multiAz: true, secondaryAz: null, retentionDays: 35 })
    expect(database?.recoveryPointLagSeconds).toBeLessThanOrEqual(60)
    expect(Date.parse(database?.latestRestorableAt ?? '')).toBeGreaterThan(Date.now() - 300_000)
  })

  it('prints the same as a table', async () => {
    const table = await cli(['fleet', 'status', '--fleet', join(folder, 'fleet.yaml')], motoKeys)
    expect(table.code).toBe(1)
    expect(table.stdout).toContain('kauri-frontend')
    expect(table.stdout.split('\n').every((line) => line.length <= 100)).toBe(true)
  })

  it('cannot get in without keys, and says so', async () => {
    const ended = await cli(['fleet', 'status', '--fleet', join(folder, 'fleet.yaml'), '--json'])
    expect(ended.code).toBe(3)
    expect(ended.stderr).toContain('No account could be reached')
  })
})
