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
})
