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

  it('that was rebuilt within the moment that its loss is dated is rebuilt, in whatever order AWS tells it', () => {
    const told = [anEvent('standbyRecoveryStarted', monday - minuteMs), anEvent('standbyRecoveryCompleted', monday - minuteMs)]
    expect(both(viewWith(told)).lost).toEqual([])
    expect(both(viewWith([...told].reverse())).lost).toEqual([])
  })

  describe('after a restore', () => {
    const restored = (over: Parameters<typeof aDatabase>[0] = {}) => ({ ...single(), resourceId: 'db-NEW', ...over })
    const first = aDatabase({ resourceId: 'db-OLD' })
    const before = everything(healthyRecords().map((record) => (record.kind === 'database' ? first : record)))
    const later = monday + 5 * minuteMs

    it('is known to be missing by the other instance under the same name, which is no failover to another zone', () => {
      const view = viewAfter([...before, complete('rds.instances', [restored({ az: 'eu-west-1c' })], { atMs: later })])
      expect(both(view, later)).toEqual({ multiAz: [], lost: ['degraded'] })
      expect(findingsOf(view, 'db-lost-standby', later)[0]?.summary).toContain('was restored without a standby')
      expect(findingsOf(view, 'db-lost-standby', later)[0]?.evidence).toContainEqual({ label: 'Another instance under this name', value: 'first seen 2 Mar 2026 06:05:00 UTC' })
      expect(severitiesOf(view, 'db-failover', later)).toEqual([])
    })

    it('is known also when there was none of that name for a while', () => {
      const gone = complete('rds.instances', [aDatabase({ id: 'acme-bank-frontend-before', resourceId: 'db-OLD' })], { atMs: later })
      const view = viewAfter([...before, gone, complete('rds.instances', [restored()], { atMs: later + 60 * minuteMs })])
      expect(severitiesOf(view, 'db-lost-standby', later + 60 * minuteMs)).toEqual(['degraded'])
    })

    it.each(['restored', 'restoredFromSnapshot'] as const)('is known by the event %s to who did not see it before', (meaning) => {
      const view = viewWith([restored(), anEvent(meaning, monday - 7 * minuteMs)])
      expect(both(view)).toEqual({ multiAz: [], lost: ['degraded'] })
      expect(findingsOf(view, 'db-lost-standby')[0]).toMatchObject({ sinceAtMs: monday - 7 * minuteMs, summary: expect.stringContaining('was restored without a standby') as string })
    })

    it('is no matter where the restore asked for Multi-AZ', () => {
      expect(both(viewAfter([...before, complete('rds.instances', [aDatabase({ resourceId: 'db-NEW' })], { atMs: later })]), later)).toEqual({ multiAz: [], lost: [] })
    })
  })

  it.each([
    ['AWS is rebuilding it', [single(), anEvent('standbyRecoveryStarted', monday - 7 * minuteMs)]],
    ['AWS is rebuilding it', [single(), anEvent('convertedToSingleAz', monday - 9 * minuteMs), anEvent('convertingToMultiAz', monday - 2 * minuteMs)]],
    ['waits for the maintenance window', [{ ...single(), pendingChanges: ['MultiAZ'] }, anEvent('convertedToSingleAz', monday - 9 * minuteMs)]],
    ['Nobody is rebuilding it', [single(), anEvent('convertedToSingleAz', monday - 9 * minuteMs)]],
  ])('that is gone says what is done about it: %s', (words, records) => expect(findingsOf(viewWith(records), 'db-lost-standby')[0]?.summary).toContain(words))

  it('that somebody turned off is told from one that AWS lost', () => {
    expect(findingsOf(viewWith([single(), anEvent('convertedToSingleAz', monday - minuteMs)]), 'db-lost-standby')[0]?.summary).toContain('was turned off')
    expect(findingsOf(viewWith([single(), anEvent('standbyRecoveryStarted', monday - minuteMs)]), 'db-lost-standby')[0]?.summary).toContain('has lost its standby')
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
