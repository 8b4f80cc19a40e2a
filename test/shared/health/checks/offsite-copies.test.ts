import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contract } from '#shared/fleet/fleet-config'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import type { FleetRecord } from '#shared/fleet/records'
import { copyLateMs, copyMissingMs } from '#shared/health/offsite-copies'
import { dayMs, hourMs } from '#shared/kernel/time'
import { account, aConfig, aCopy, aDatabase, aKey, aTenant, monday } from '#test/builders/fleet'
import { findingsOf, viewWith } from '#test/builders/views'

const promising = (offsite: Contract['offsite']) => aConfig({ contract: { ...defaultContract, offsite } })
const config = promising({ region: 'eu-west-3' })
const judged = (records: readonly FleetRecord[], of = config) => findingsOf(viewWith(records, { config: of }), 'offsite-copies').map(({ severity, summary }) => [severity, summary] as const)
const severities = (records: readonly FleetRecord[], of = config) => judged(records, of).map(([severity]) => severity)

describe('Off-site copies', () => {
  it('are not applicable where none are promised, of read replicas and of cluster members', () => {
    expect(severities([], aConfig())).toEqual([])
    expect(severities([aDatabase({ replicaOf: 'other' })])).toEqual([])
    expect(severities([aDatabase({ clusterId: 'cluster' })])).toEqual([])
  })

  it('are promised by tenant: its own clause counts, not the desk’s', () => {
    const own = { ...config, tenants: [aTenant('acme-bank', { contract: { ...defaultContract, offsite: false } })] }
    expect(severities([], own)).toEqual([])
  })

  it.each([
    ['exactly 30 h old', copyLateMs, []],
    ['a millisecond older', copyLateMs + 1, ['watch']],
    ['exactly 48 h old', copyMissingMs, ['watch']],
    ['a millisecond older than that', copyMissingMs + 1, ['degraded']],
  ] as const)('whose newest is %s', (_words, ageMs, expected) => {
    expect(severities([aCopy({ snapshotAtMs: monday - ageMs })])).toEqual(expected)
  })

  it('count by their newest, whatever else lies there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 * dayMs }), { minLength: 1, maxLength: 6 }), (ages) => {
        const copies = ages.map((ageMs, i) => aCopy({ key: `copy-${i}`, snapshotAtMs: monday - ageMs }))
        const newest = Math.min(...ages)
        expect(severities(copies)).toEqual(newest > copyMissingMs ? ['degraded'] : newest > copyLateMs ? ['watch'] : [])
      }),
      { numRuns: 50 },
    )
  })

  it('are missed of a database that lived long enough to have one', () => {
    expect(judged([])).toEqual([['degraded', 'Database acme-bank-frontend has no copy in eu-west-3: if eu-west-1 is lost, so is the database.']])
    expect(severities([aDatabase({ createdAtMs: monday - copyLateMs })])).toEqual([])
    expect(severities([aDatabase({ createdAtMs: monday - copyLateMs - 1 })])).toEqual(['watch'])
  })

  it('to another account cannot be made under the key that RDS takes by itself, and that is said', () => {
    const elsewhere = promising({ account: '999988887777' })
    const said = (manager: 'AWS' | 'CUSTOMER', of = elsewhere) => judged([aKey({ manager })], of)[0]?.[1] ?? ''
    expect(said('AWS')).toContain('which no other account can use')
    expect(said('CUSTOMER')).not.toContain('no other account')
    expect(said('AWS', config)).not.toContain('no other account')
  })

  it('do not count where the contract does not want them', () => {
    expect(severities([aCopy({ region: 'eu-north-1' })])).toEqual(['degraded'])
    expect(severities([aCopy({ account: '999988887777' })])).toEqual(['degraded'])
    expect(severities([aCopy({ account: '999988887777', region: 'eu-west-1' })], promising({ account: '999988887777' }))).toEqual([])
  })

  it('cannot be told where the fleet file names the database’s own place', () => {
    expect(severities([], promising({ region: 'eu-west-1' }))).toEqual(['unknown'])
    expect(severities([], promising({ account }))).toEqual(['unknown'])
  })

  it('that failed, or stand still in the queue, are said before they are late', () => {
    const { snapshotAtMs: _none, ...waiting } = aCopy({ key: 'copy-2', status: 'creating', progressPercent: 0 })
    expect(severities([aCopy(), { ...waiting, sameProgressSinceMs: monday - hourMs }])).toEqual([])
    expect(judged([aCopy(), { ...waiting, sameProgressSinceMs: monday - 2 * hourMs }])[0]?.[1]).toContain('no progress')
    expect(judged([aCopy(), aCopy({ key: 'copy-3', status: 'failed', snapshotAtMs: monday - hourMs })])[0]?.[1]).toContain('failed')
    expect(severities([aCopy(), aCopy({ key: 'copy-3', status: 'failed', snapshotAtMs: monday - 20 * hourMs })])).toEqual([])
  })

  it('are in danger when the Region is nearly full of manual snapshots, and stop when it is', () => {
    const room = (manualSnapshots: number): FleetRecord => ({ kind: 'copy-place', key: `${account}/eu-west-3`, account, region: 'eu-west-3', inFlight: 0, manualSnapshots, manualSnapshotQuota: 100 })
    expect([89, 90, 99, 100].map((used) => severities([aCopy(), room(used)]))).toEqual([[], ['watch'], ['watch'], ['degraded']])
  })

  it('of a stopped database are not missed: there is nothing new to copy', () => {
    expect(severities([aDatabase({ status: 'stopped' }), aCopy({ snapshotAtMs: monday - 5 * dayMs })])).toEqual([])
  })
})
