import { describe, expect, it } from 'vitest'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import { minuteMs } from '#shared/kernel/time'
import { aConfig, aDatabase, anEvent, complete, everything, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

const without = <K extends 'multiAz' | 'secondaryAz'>(key: K) => {
  const { [key]: _absent, ...rest } = aDatabase()
  return rest
}
const single = () => {
  const { secondaryAz: _none, ...rest } = aDatabase({ multiAz: false })
  return rest
}
const both = (view: Parameters<typeof severitiesOf>[0], nowMs = monday) => ({ multiAz: severitiesOf(view, 'db-multi-az', nowMs), lost: severitiesOf(view, 'db-lost-standby', nowMs) })

describe('a standby in another zone', () => {
  it('is fine when it is there', () => expect(both(viewWith([]))).toEqual({ multiAz: [], lost: [] }))
  it('that was never seen is a breach of the contract', () => expect(both(viewWith([single()]))).toEqual({ multiAz: ['degraded'], lost: [] }))

  it('that was there and is not any more is a finding of its own', () => {
    const view = viewAfter([...everything(healthyRecords()), complete('rds.instances', [single()], { atMs: monday + 5 * minuteMs })])
    expect(both(view, monday + 5 * minuteMs)).toEqual({ multiAz: [], lost: ['degraded'] })
    expect(findingsOf(view, 'db-lost-standby')[0]?.evidence).toContainEqual({ label: 'Last seen with a standby', value: '2 Mar 2026 06:00:00 UTC' })
  })

  it.each(['standbyRecoveryStarted', 'convertedToSingleAz'] as const)('is known to be lost from the event %s alone, and since then', (meaning) => {
    const view = viewWith([single(), anEvent(meaning, monday - 7 * minuteMs)])
    expect(both(view)).toEqual({ multiAz: [], lost: ['degraded'] })
    expect(findingsOf(view, 'db-lost-standby')[0]?.sinceAtMs).toBe(monday - 7 * minuteMs)
  })

  it('that AWS is rebuilding is watched while the database still counts as Multi-AZ, until AWS is done', () => {
    expect(both(viewWith([anEvent('standbyRecoveryStarted', monday - 5 * minuteMs)]))).toEqual({ multiAz: [], lost: ['watch'] })
    expect(both(viewWith([anEvent('standbyRecoveryStarted', monday - 5 * minuteMs), anEvent('standbyRecoveryCompleted', monday - minuteMs)]))).toEqual({ multiAz: [], lost: [] })
  })

  it('in the zone of the primary is none', () => expect(both(viewWith([aDatabase({ secondaryAz: 'eu-west-1a' })]))).toEqual({ multiAz: ['degraded'], lost: [] }))

  it.each([
    ['MultiAZ', 'multiAz'],
    ['SecondaryAvailabilityZone', 'secondaryAz'],
  ] as const)('is unknown, naming the field, when the server does not return %s', (field, key) => {
    const [finding] = findingsOf(viewWith([without(key)]), 'db-multi-az')
    expect(finding?.severity).toBe('unknown')
    expect(finding?.summary).toContain(field)
  })

  it('is not asked after while RDS is at work on it', () => expect(both(viewWith([{ ...without('secondaryAz'), status: 'modifying' }]))).toEqual({ multiAz: [], lost: [] }))
  it('is not asked of a tenant whose contract has none', () => expect(both(viewWith([single()], { config: aConfig({ contract: { ...defaultContract, multiAz: false } }) }))).toEqual({ multiAz: [], lost: [] }))

  it.each([{ replicaOf: 'x' }, { clusterId: 'x' }, { status: 'stopped' }])('does not apply to %j', (over) => expect(both(viewWith([{ ...single(), ...over }]))).toEqual({ multiAz: [], lost: [] }))
})
