import { describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { fleetFileText } from '#electron/training/fleet-file-text'
import { drive, scenarioOf } from './fleet-driver'

const account = '111122223333'
const fleet = {
  pooled: [
    { account, region: 'eu-west-1', tenants: 12 },
    { account, region: 'eu-west-1', tenants: 12, multiAz: false },
  ],
  tenants: [{ id: 'acme-bank', account, region: 'eu-west-1', readReplica: true }],
}
const scenario = { fleet, events: [{ at: 'PT5M', kind: 'az.outage', account, az: 'eu-west-1a', for: 'PT40M' }] }
const radius = (at: string) => drive(scenario).at(at).truth().find(({ kind }) => kind === 'az.outage')?.blastRadius

describe('What a lost zone took', () => {
  it('is every primary there, by what becomes of it, and every standby', () => {
    const before = drive(scenario).at('PT4M')
    const all = (before.ask('rds', 'DescribeDBInstances')['DBInstances'] as Record<string, unknown>[]).map((each) => ({ id: String(each['DBInstanceIdentifier']), az: each['AvailabilityZone'], standby: each['SecondaryAvailabilityZone'] }))
    const ids = (which: (each: (typeof all)[number]) => boolean): string[] => all.filter(which).map(({ id }) => id).sort()
    const spared = ids(({ az, standby }) => az === 'eu-west-1a' && standby !== undefined)
    expect(spared.length).toBeGreaterThan(1)
    expect(radius('PT5M1S')).toEqual({
      failedOver: [],
      failingOver: spared,
      cannotFailOver: ids(({ az, standby }) => az === 'eu-west-1a' && standby === undefined),
      standbysLost: ids(({ standby }) => standby === 'eu-west-1a'),
    })
    expect(radius('PT10M')).toMatchObject({ failedOver: spared, failingOver: [] })
    expect(radius('PT50M')).toBeUndefined()
  })

  it('is nothing of what a short outage did not reach before it was over', () => {
    const short = { ...scenario, events: [{ at: 'PT5M', kind: 'az.outage', account, az: 'eu-west-1a', for: 'PT3S' }] }
    const struck = drive(short).at('PT5M2S').truth().find(({ kind }) => kind === 'az.outage')?.blastRadius
    const whole = radius('PT5M1S')
    expect(struck?.failingOver.length).toBeLessThan(whole?.failingOver.length ?? 0)
    const stillWrong = drive(short).at('PT20M').truth().filter(({ kind }) => kind !== 'alarm.no-data')
    expect(stillWrong).toEqual([])
    const events = drive(short).at('PT20M').ask('rds', 'DescribeEvents', { Duration: '20' })['Events'] as Record<string, unknown>[]
    const rebuilt = (word: string): unknown[] => events.filter(({ Message }) => String(Message) === `Recovery of standby DB instance has ${word}.`).map(({ SourceIdentifier }) => SourceIdentifier)
    expect(new Set(rebuilt('started'))).toEqual(new Set(rebuilt('completed')))
  })

  it('is judged by the contract of who never had a standby: nobody promised one', () => {
    const parsed = parseFleetFile(fleetFileText(scenarioOf(scenario), 'http://127.0.0.1:5555'), 'fleet.yaml')
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.issues))
    expect(parsed.value.config.tenants.filter(({ contract }) => !contract.multiAz)).toHaveLength(12)
    expect(drive(scenario).at('PT1M').truth()).toEqual([])
  })
})
