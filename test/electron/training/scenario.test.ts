import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { fleetFileText } from '#electron/training/fleet-file-text'
import { loadScenario } from '#electron/training/scenario'
import { eventKinds } from '#electron/training/events/index'
import { drive, smallFleet, startAt } from './fleet-driver'

const folder = path.resolve(import.meta.dirname, '../../../resources/training')
const base = { version: 1, name: 'test', seed: 1, startAt, fleet: smallFleet }

function issuesOf(scenario: unknown) {
  const loaded = loadScenario(typeof scenario === 'string' ? scenario : JSON.stringify(scenario, null, 2), 'test.json')
  return loaded.ok ? [] : (loaded.error.issues ?? [])
}

const withEvent = (event: Record<string, unknown>) => ({ ...base, events: [{ at: 'PT1M', ...event }] })

describe('A scenario file', () => {
  it.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('that is shipped is valid: %s', (file) => {
    const loaded = loadScenario(readFileSync(path.join(folder, file), 'utf8'), file)
    expect(loaded.ok ? [] : loaded.error.issues).toEqual([])
    expect(loaded.ok && `${loaded.value.name}.json`).toBe(file)
  })

  it('has as many tenants as its name promises', () => {
    const count = (file: string): unknown => {
      const loaded = loadScenario(readFileSync(path.join(folder, file), 'utf8'), file)
      return loaded.ok && [loaded.value.fleet.tenants.length, loaded.value.fleet.accounts.length]
    }
    expect(count('first-shift.json')).toEqual([60, 14])
    expect(count('ten-thousand.json')).toEqual([10_000, 250])
  })

  it('names an unknown key by its path and line, with what was probably meant', () => {
    expect(issuesOf(withEvent({ kind: 'db.failover', tenant: 'acme-bank', outageSecond: 3 }))).toMatchObject([
      { path: 'events[0].outageSecond', message: "unknown key 'outageSecond'", suggestion: 'outageSeconds', line: expect.any(Number) as number },
    ])
    expect(issuesOf({ ...base, sead: 1 })).toMatchObject([{ path: 'sead', suggestion: 'seed' }])
  })

  it('names an unknown kind of event, with what was probably meant', () => {
    expect(issuesOf(withEvent({ kind: 'db.failovr', tenant: 'acme-bank' }))).toMatchObject([{ path: 'events[0].kind', suggestion: 'db.failover' }])
  })

  it('knows every kind of the format', () => {
    const documented = 'db.failover db.failover-stuck db.lost-standby db.lrt-freeze db.snapshot-fails db.status db.retention-changed db.snapshot-missing db.storage-fills db.cpu-high db.replica-lag db.key-unusable db.pending-maintenance app.instance-fails app.capacity-short app.az-lost app.latency-high app.errors-high app.refresh probe.down alarm.fires alarm.flaps alarm.no-data alarm.actions-off az.outage account.access-denied session.revoked'
    const added = ['alarm.topic-gone', 'app.scales-out', 'db.copy-stops', 'db.key-expires', 'sftp.offline', 'waf.detached', 'waf.open', 'waf.empty', 'bucket.public', 'bucket.unlocked', 'log.export-off', 'db.manual-snapshot-fails', 'db.restore-slow', 'db.upgrade-fails', 'db.upgrade-fails-over', 'mail.bounces', 'notice.unreachable', 'support.write-fails', 'support.revoke-fails', 'support.schedule-deleted', 'support.client-ends', 'support.document-written', 'support.document-deleted', 'support.stray-rule', 'support.closer-missing', 'operator.address-changes', 'clock.skew']
    expect(Object.keys(eventKinds).sort()).toEqual([...documented.split(' '), ...added].sort())
  })

  it.each([
    [{ kind: 'db.failover', tenant: 'acme-bnk' }, 'events[0].tenant', "no tenant 'acme-bnk' in this fleet"],
    [{ kind: 'db.failover', tenant: 'acme-bank', environment: 'fronted' }, 'events[0].environment', "tenant 'acme-bank' has frontend, cron, portal, sandbox, no 'fronted'"],
    [{ kind: 'app.az-lost', tenant: 'acme-bank', az: 'eu-west-1x' }, 'events[0].az', "'frontend-app' runs in eu-west-1a, eu-west-1b, eu-west-1c, not in 'eu-west-1x'"],
    [{ kind: 'az.outage', account: '999999999999', az: 'eu-west-1a' }, 'events[0].account', "no account '999999999999' in this fleet"],
    [{ kind: 'alarm.no-data', tenant: 'acme-bank', alarm: 'frontend-app-latency-high' }, 'events[0].alarm', "'frontend-app-latency-high' treats missing data as notBreaching: it never says INSUFFICIENT_DATA"],
  ])('says which field of an event names nothing: %j', (event, at, message) => {
    expect(issuesOf(withEvent(event))).toMatchObject([{ path: at, message }])
  })

  it.each([
    { kind: 'app.instance-fails', tenant: 'solo-bank', count: 30 },
    { kind: 'app.capacity-short', tenant: 'solo-bank', count: 30 },
    { kind: 'app.az-lost', tenant: 'solo-bank', az: 'eu-central-1a' },
    { kind: 'app.az-lost', tenant: 'solo-bank', az: 'eu-central-1b' },
    { kind: 'app.az-lost', tenant: 'solo-bank', az: 'eu-central-1c' },
  ])('asks nobody to know how many machines a tenant has, and where: %j', (event) => {
    expect(issuesOf(withEvent(event))).toEqual([])
  })

  it('gives a read replica to whoever is to have one that falls behind', () => {
    const event = { kind: 'db.replica-lag', tenant: 'acme-bank', environment: 'cron' }
    expect(issuesOf(withEvent(event))).toEqual([])
    const ids = (drive({ events: [{ at: 'PT5M', ...event }] }).at('PT1M').ask('rds', 'DescribeDBInstances')['DBInstances'] as Record<string, unknown>[]).map((each) => each['DBInstanceIdentifier'])
    expect(ids).toContain('acme-bank-cron-replica')
  })

  it('wants to know when an event happens, as a duration', () => {
    expect(issuesOf({ ...base, events: [{ kind: 'db.failover', tenant: 'acme-bank' }] })).toMatchObject([{ path: 'events[0].at' }])
    expect(issuesOf(withEvent({ at: '5 minutes', kind: 'db.failover', tenant: 'acme-bank' }))[0]?.message).toContain('ISO 8601')
  })

  it('refuses a fault that ends before it begins, by its path and line, with what to do', () => {
    const fault = (more: object) => issuesOf({ ...base, faults: [{ fault: 'hang' }, { fault: 'throttle', service: 'rds', ...more }] })
    expect(fault({ from: 'PT20M', to: 'PT12M' })).toEqual([
      { path: 'faults[1].to', line: expect.any(Number) as number, column: expect.any(Number) as number, message: expect.stringMatching(/ends before it begins.*Set a later "to", or leave it out/) as string },
    ])
    expect([fault({ from: 'PT12M', to: 'PT20M' }), fault({ from: 'PT12M', to: 'PT12M' }), fault({ to: 'PT1M' }), fault({ from: 'PT1M' })]).toEqual([[], [], [], []])
  })

  it('takes the place of a fault as people write it, so that the wire, the truth and the judgement speak of the same', () => {
    const placed = (service: string, region: string) => {
      const loaded = loadScenario(JSON.stringify({ ...base, faults: [{ fault: 'deny', service, region }] }), 'x')
      return loaded.ok && loaded.value.faults.map((fault) => [fault.service, fault.region])
    }
    expect(placed('RDS', 'EU-West-1')).toEqual([['rds', 'eu-west-1']])
    expect(placed('monitoring', '*')).toEqual([['cloudwatch', '*']])
    expect(drive({ faults: [{ from: 'PT0S', fault: 'deny', service: 'CloudWatch' }] }).at('PT1M').truth().map(({ subject }) => subject.split('/')[2])).toContain('cloudwatch')
  })

  it('may bear any name of one line, and so may its tenants, all of which the fleet file takes', () => {
    const named = (name: string, tenant: string) => ({ ...base, name, fleet: { tenants: [{ id: 'acme', name: tenant, region: 'eu-west-1' }] } })
    for (const tenant of ["O'Brien & Söhne: #1 – 銀行", '- [', '~', 'a\nb', '2026-01-01']) {
      const loaded = loadScenario(JSON.stringify(named('Night_2 (é)', tenant)), 'x')
      const parsed = loaded.ok ? parseFleetFile(fleetFileText(loaded.value, 'http://127.0.0.1:5555'), 'fleet.yaml') : undefined
      expect(parsed?.ok === true && parsed.value.config.tenants[0]?.name).toBe(tenant)
    }
    expect([issuesOf(named('two\nlines', 'Acme')), issuesOf(named('x', ' '))]).toMatchObject([[{ path: 'name' }], [{ path: 'fleet.tenants[0].name', message: 'expected a name' }]])
  })

  it('refuses tenants whose databases or app groups would bear one name in one place', () => {
    const tenant = (id: string, more: object = {}) => ({ id, account: '111122223333', region: 'eu-west-1', ...more })
    const clash = (...tenants: readonly object[]) => issuesOf({ ...base, fleet: { tenants } }).map(({ message }) => message)
    expect(clash(tenant('acme', { environments: ['bank-frontend'], appGroups: 'shared' }), tenant('acme-bank', { appGroups: 'shared' }))).toEqual([
      "database 'acme-bank-frontend' would be there twice in account 111122223333, eu-west-1: for 'acme' (bank-frontend) and for 'acme-bank' (frontend). Rename one of them",
    ])
    expect(clash(tenant('acme', { environments: ['frontend', 'frontend-replica'], readReplica: true }))).toHaveLength(1)
    expect(clash(tenant('acme'), tenant('bolt', { environments: ['acme-frontend'], appGroups: 'shared' }))).toEqual([expect.stringContaining("app group 'acme-frontend-app'")])
    expect(clash(tenant('acme', { environments: ['bank-frontend'] }), tenant('acme-bank', { region: 'eu-central-1' }))).toEqual([])
    expect(clash(tenant('acme', { environments: ['frontend', 'frontend'] }))).toEqual(['the same environment is listed twice'])
  })

  it('takes durations before the start', () => {
    expect(issuesOf(withEvent({ at: '-PT2H', kind: 'db.failover', tenant: 'acme-bank' }))).toEqual([])
  })

  it('says where text stops being JSON', () => {
    expect(issuesOf('{ "version": 1,\n  "name": }')).toMatchObject([{ line: expect.any(Number) as number, column: expect.any(Number) as number }])
  })

  it('gives the same fleet for the same seed and another for another', () => {
    const names = (seed: number): string[] => {
      const loaded = loadScenario(JSON.stringify({ ...base, seed, fleet: { pooled: [{ accounts: 2, region: 'eu-west-1', tenants: 20 }], silo: [{ region: 'eu-north-1', tenants: 5 }] } }), 'x')
      return loaded.ok ? loaded.value.fleet.tenants.map(({ id, account }) => `${account} ${id}`) : []
    }
    expect(names(5)).toHaveLength(45)
    expect(names(5)).toEqual(names(5))
    expect(names(5)).not.toEqual(names(6))
    expect(new Set(names(5)).size).toBe(45)
  })
})
