import { describe, expect, it } from 'vitest'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import { judgeTenant, nextJudgementAtMs } from '#shared/health/judge'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { aConfig, aDatabase, aKey, anEvent, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewWith } from '#test/builders/views'

const withKey = (over: Parameters<typeof aKey>[0]) => viewWith([aKey(over)])

describe('Encryption', () => {
  it('is fine with a usable key of the tenant’s own, and not judged before the key was read', () => {
    expect(findingsOf(viewWith([]), 'db-encryption')).toEqual([])
    expect(findingsOf(viewWith([], { without: ['kms-key'] }), 'db-encryption')).toEqual([])
  })

  it('is broken without any, and unknown where the server did not say', () => {
    expect(severitiesOf(viewWith([aDatabase({ storageEncrypted: false })]), 'db-encryption')).toEqual(['degraded'])
    const { storageEncrypted: _gone, ...silent } = aDatabase()
    expect(findingsOf(viewWith([silent]), 'db-encryption')[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('StorageEncrypted') as string })
    const { kmsKeyId: _id, ...keyless } = aDatabase()
    expect(findingsOf(viewWith([keyless]), 'db-encryption')[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('KmsKeyId') as string })
  })

  it('with the key that RDS takes by itself breaks the promise of an own key, unless none is promised', () => {
    expect(severitiesOf(withKey({ manager: 'AWS' }), 'db-encryption')).toEqual(['degraded'])
    expect(severitiesOf(viewWith([aKey({ manager: 'AWS' })], { config: aConfig({ contract: { ...defaultContract, ownKey: false } }) }), 'db-encryption')).toEqual([])
  })

  it.each(['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable', 'SomethingNew'])('is critical with a key in the state %s', (state) => {
    expect(severitiesOf(withKey({ state }), 'db-encryption')).toEqual(['critical'])
  })

  it('names the day on which a key is to be deleted', () => {
    expect(findingsOf(withKey({ state: 'PendingDeletion', deletionAtMs: monday + 5 * dayMs }), 'db-encryption')[0]?.summary).toContain('7 Mar 2026')
  })

  it.each([
    ['31 days before', 31 * dayMs, []],
    ['a millisecond more than 30 days before', 30 * dayMs + 1, []],
    ['30 days before', 30 * dayMs, ['watch']],
    ['7 days before', 7 * dayMs, ['degraded']],
    ['a day before', dayMs, ['critical']],
    ['after', -minuteMs, ['critical']],
  ] as const)('warns of the end of imported material: %s', (_words, leftMs, severities) => {
    expect(severitiesOf(withKey({ origin: 'EXTERNAL', validToMs: monday + leftMs }), 'db-encryption')).toEqual(severities)
  })

  it('is judged again the moment a warning is due', () => {
    const view = withKey({ validToMs: monday + 30 * dayMs + minuteMs })
    const soon = nextJudgementAtMs(view, monday)
    expect(soon).toBeLessThanOrEqual(monday + minuteMs)
    expect(judgeTenant(view, monday + minuteMs - 1).some(({ check }) => check === 'db-encryption')).toBe(false)
    expect(judgeTenant(view, monday + minuteMs).some(({ check }) => check === 'db-encryption')).toBe(true)
  })

  it('that is lost counts down seven days from when AWS said so, and is then lost for good', () => {
    const toldAtMs = monday - dayMs + minuteMs
    const lost = viewWith([aDatabase({ status: 'inaccessible-encryption-credentials-recoverable' }), anEvent('keyUnreachable', toldAtMs)])
    expect(findingsOf(lost, 'db-encryption')[0]).toMatchObject({ severity: 'critical', sinceAtMs: toldAtMs, summary: expect.stringContaining('8 Mar 2026') as string })
    expect(findingsOf(viewWith([aDatabase({ status: 'inaccessible-encryption-credentials' })]), 'db-encryption')[0]?.summary).toContain('is lost')
  })

  it('cannot be told where AWS refuses to describe the key: said, but it weighs nothing', () => {
    const { state: _state, manager: _manager, ...bare } = aKey()
    expect(findingsOf(viewWith([{ ...bare, refused: 'denied' }]), 'db-encryption')[0]).toMatchObject({ severity: 'info', summary: expect.stringContaining('kms:DescribeKey') as string })
    expect(severitiesOf(viewWith([{ ...bare, refused: 'notFound' }]), 'db-encryption')).toEqual(['unknown'])
  })
})
