import { describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { fleetFileText } from '#electron/training/fleet-file-text'
import { scenarioOf } from './fleet-driver'

describe('The fleet file of a training fleet', () => {
  it('is valid, and lists every account, Region and tenant', () => {
    const scenario = scenarioOf()
    const parsed = parseFleetFile(fleetFileText(scenario, 'http://127.0.0.1:5555'), 'fleet.yaml')
    expect(parsed.ok ? [] : parsed.error.issues).toEqual([])
    if (!parsed.ok) return
    expect(parsed.value.config).toMatchObject({ signIn: { kind: 'training' }, endpoint: 'http://127.0.0.1:5555' })
    expect(parsed.value.config.accounts).toMatchObject([
      { id: '111122223333', name: 'pooled-eu-west-1', regions: ['eu-west-1'] },
      { id: '444455556666', name: 'solo-bank', regions: ['eu-central-1'] },
    ])
    expect(parsed.value.config.tenants.map(({ id }) => id)).toEqual(scenario.fleet.tenants.map(({ id }) => id))
  })

  it('says whom to tell of maintenance, in whose time, where the login screen reads, and under which names people come in', () => {
    const scenario = scenarioOf()
    const parsed = parseFleetFile(fleetFileText(scenario, 'http://127.0.0.1:5555'), 'fleet.yaml')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const { config, notYet } = parsed.value
    expect(notYet).toEqual([])
    expect(config.mail).toEqual({ from: 'notices@training.example', account: '111122223333', region: 'eu-west-1' })
    const [first] = scenario.fleet.tenants
    expect(config.tenants[0]).toMatchObject({
      contacts: [`ops@${first!.id}.example`],
      notice: { bucket: 'notices-111122223333-eu-west-1', key: `${first!.id}.json`, url: `http://127.0.0.1:5555/_objects/notices-111122223333-eu-west-1/${first!.id}.json` },
      hosts: first!.environments.map((environment) => `${environment}.${first!.id}.example`),
    })
    expect(config.tenants.every(({ timeZone }) => timeZone !== undefined)).toBe(true)
    expect(new Set(config.tenants.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(1)
  })

  it('says what can be opened for support: each environment’s document, and SSH where the machines are the tenant’s own', () => {
    const scenario = scenarioOf({ fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 30 }], silo: [{ region: 'eu-central-1', tenants: 6 }] } })
    const parsed = parseFleetFile(fleetFileText(scenario, 'http://127.0.0.1:5555'), 'fleet.yaml')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const { tenants, audit, support } = parsed.value.config
    const doors = tenants.flatMap(({ support: own }) => own?.doors ?? [])
    expect(doors).toHaveLength(scenario.fleet.tenants.flatMap(({ environments }) => environments).length)
    expect(new Set(doors.map(({ parameter }) => parameter)).size).toBe(doors.length)
    const silos = scenario.fleet.tenants.filter(({ model }) => model === 'silo')
    const groups = doors.flatMap(({ securityGroup }) => securityGroup ?? [])
    expect(groups).toHaveLength(silos.flatMap(({ environments }) => environments).length)
    expect(new Set(groups).size).toBe(groups.length)
    const selfService = tenants.filter(({ support: own }) => own?.selfService === true).length
    expect(selfService).toBeGreaterThan(0)
    expect(selfService).toBeLessThan(tenants.length / 2)
    expect(support.closerRole).toBe('WatchfloorSupportCloser')
    expect(audit).toEqual({ bucket: 'watchfloor-audit-111122223333-eu-west-1', prefix: 'chains/', account: '111122223333', region: 'eu-west-1' })
  })

  it('is kept short where there are thousands of tenants: whom to tell and where, no more', () => {
    const scenario = scenarioOf({ fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 2_001 }] } })
    const parsed = parseFleetFile(fleetFileText(scenario, 'http://127.0.0.1:5555'), 'fleet.yaml')
    if (!parsed.ok) throw new Error(parsed.error.message)
    expect(parsed.value.config.tenants).toHaveLength(2_001)
    expect(parsed.value.config.tenants.every(({ contacts, notice, hosts, probes }) => contacts.length === 1 && notice !== undefined && hosts.length === 0 && probes.length === 0)).toBe(true)
  })
})
