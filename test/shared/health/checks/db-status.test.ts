import { describe, expect, it } from 'vitest'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { aDatabase, anEvent, complete, everything, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

describe('the status of a database', () => {
  it.each([
    ['available', []],
    ['backing-up', []],
    ['modifying', ['info']],
    ['storage-optimization', ['info']],
    ['creating', ['watch']],
    ['rebooting', ['degraded']],
    ['maintenance', ['degraded']],
    ['upgrading', ['degraded']],
    ['stopped', ['degraded']],
    ['starting', ['degraded']],
    ['deleting', ['degraded']],
    ['storage-full', ['critical']],
    ['failed', ['critical']],
    ['incompatible-parameters', ['critical']],
    ['inaccessible-encryption-credentials', ['critical']],
    ['inaccessible-encryption-credentials-recoverable', ['critical']],
    ['a-status-of-tomorrow', ['unknown']],
  ])('%s reads as %j', (status, severities) => expect(severitiesOf(viewWith([aDatabase({ status })]), 'db-status')).toEqual(severities))

  it('names a status that this version does not know', () => {
    expect(findingsOf(viewWith([aDatabase({ status: 'levitating' })]), 'db-status')[0]?.summary).toContain('levitating')
  })

  it('says until when an unusable key can be made good: seven days from AWS telling so', () => {
    const toldAtMs = monday - 2 * dayMs / 4
    const view = viewWith([aDatabase({ status: 'inaccessible-encryption-credentials-recoverable', kmsKeyId: 'key-1' }), anEvent('keyUnreachable', toldAtMs)])
    const [finding] = findingsOf(view, 'db-status')
    expect(finding).toMatchObject({ clause: 'encryption', sinceAtMs: toldAtMs })
    expect(finding?.evidence).toContainEqual({ label: 'Recoverable until', value: '8 Mar 2026 18:00:00 UTC' })
  })

  it('counts the seven days from the first sight when no event tells', () => {
    const status = 'inaccessible-encryption-credentials-recoverable'
    const view = viewAfter([...everything(healthyRecords()), ...[5, 10].map((minutes) => complete('rds.instances', [aDatabase({ status })], { atMs: monday + minutes * minuteMs }))])
    expect(findingsOf(view, 'db-status', monday + 10 * minuteMs)[0]?.evidence).toContainEqual({ label: 'Recoverable until', value: '9 Mar 2026 06:05:00 UTC' })
  })

  it('is since when the status was first seen, however often it is seen', () => {
    const view = viewAfter([...everything(healthyRecords()), ...[5, 10, 15].map((minutes) => complete('rds.instances', [aDatabase({ status: 'failed' })], { atMs: monday + minutes * minuteMs }))])
    expect(findingsOf(view, 'db-status', monday + 15 * minuteMs)[0]?.sinceAtMs).toBe(monday + 5 * minuteMs)
  })

  it.each([
    [{ replicaOf: 'acme-bank-main' }, 'read replica of acme-bank-main'],
    [{ clusterId: 'acme-cluster' }, 'member of cluster acme-cluster'],
  ])('tells as information why %j is not judged by the contract', (over, words) => {
    const [finding] = findingsOf(viewWith([aDatabase(over)]), 'db-status')
    expect(finding?.severity).toBe('info')
    expect(finding?.summary).toContain(words)
  })
})
