import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import { billingLines } from '#electron/training/ledger'
import { loadScenario } from '#electron/training/scenario'
import { readRequest } from '#electron/training/wire/read-request'
import { writeFault, writeResult } from '#electron/training/wire/write-reply'
import { drive, scenarioOf, smallFleet, startAtMs, type Driver } from '../fleet-driver'

const silo = { account: '444455556666', region: 'eu-central-1' }
const offsite = { region: 'eu-west-3' }
const copying = {
  ...smallFleet,
  tenants: [
    { id: 'acme-bank', name: 'Acme Bank', account: '111122223333', region: 'eu-west-1', offsite },
    { id: 'solo-bank', ...silo, readReplica: true, offsite },
  ],
}
type Shape = Record<string, unknown>

const keyOf = (driver: Driver, id: string): string => driver.database(id)['KmsKeyId'] as string
const soloKey = (driver: Driver): Shape => driver.ask('kms', 'DescribeKey', { KeyId: keyOf(driver, 'solo-bank-frontend') }, silo)['KeyMetadata'] as Shape
const snapshots = (driver: Driver, params: Shape, home = silo): readonly Shape[] => driver.ask('rds', 'DescribeDBSnapshots', params, { account: home.account, region: offsite.region })['DBSnapshots'] as Shape[]
const checksOf = (driver: Driver, subject: string): readonly (readonly [string, readonly string[]])[] => driver.truth().filter((condition) => condition.subject === subject && condition.explainsOnly !== true).map(({ kind, checks }) => [kind, checks] as const)

describe('The key service', () => {
  it('describes the key of a database by ARN and by id, and a read replica has that of its source', () => {
    const driver = drive()
    const arn = keyOf(driver, 'solo-bank-frontend')
    expect(arn).toMatch(/^arn:aws:kms:eu-central-1:444455556666:key\/[0-9a-f-]{36}$/)
    expect(keyOf(driver, 'solo-bank-frontend-replica')).toBe(arn)
    expect(soloKey(driver)).toMatchObject({ Arn: arn, KeyState: 'Enabled', Enabled: true, KeyManager: 'CUSTOMER', AWSAccountId: '444455556666' })
    expect(driver.ask('kms', 'DescribeKey', { KeyId: arn.split('/')[1] }, silo)['KeyMetadata']).toEqual(soloKey(driver))
  })

  it('tells the key that RDS takes by itself from a tenant’s own', () => {
    expect(drive().ask('kms', 'DescribeKey', { KeyId: 'alias/aws/rds' }, silo)['KeyMetadata']).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' })
  })

  it('refuses in the words of AWS: another account’s key, another Region’s, a key that is not there, no key named', () => {
    const driver = drive()
    const [acme, solo] = [keyOf(driver, 'acme-bank-frontend'), keyOf(driver, 'solo-bank-frontend')]
    expect(driver.refusal('kms', 'DescribeKey', { KeyId: acme }, silo)).toBe('AccessDeniedException')
    expect(driver.refusal('kms', 'DescribeKey', { KeyId: solo }, { ...silo, region: 'eu-west-1' })).toBe('NotFoundException')
    expect(driver.refusal('kms', 'DescribeKey', { KeyId: 'arn:aws:kms:eu-central-1:444455556666:key/none' }, silo)).toBe('NotFoundException')
    expect(driver.refusal('kms', 'DescribeKey', {}, silo)).toBe('ValidationException')
  })

  it('speaks JSON 1.1 behind the target TrentService, and costs what KMS costs', () => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA444455556666TRNG/20260302/eu-central-1/kms/aws4_request', 'x-amz-target': 'TrentService.DescribeKey' }
    expect(readRequest(headers, '{"KeyId":"x"}', '')).toMatchObject({ protocol: 'json', service: 'kms', operation: 'DescribeKey', region: 'eu-central-1', params: { KeyId: 'x' } })
    expect(writeResult({ protocol: 'json', service: 'kms', operation: 'DescribeKey' }, {}, 'id').headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(JSON.parse(writeFault({ protocol: 'json', service: 'kms' }, { code: 'NotFoundException', status: 400, message: 'no' }, 'id').body)).toEqual({ __type: 'NotFoundException', message: 'no' })
    const driver = drive()
    soloKey(driver)
    expect(billingLines(driver.simulation.ledger).find(({ operation }) => operation === 'DescribeKey')?.dollars).toBe(0.000_003)
  })
})

describe('A key that becomes unusable', () => {
  const event = (more: Shape = {}) => ({ events: [{ at: 'PT1M', kind: 'db.key-unusable', tenant: 'solo-bank', ...more }] })

  it('is disabled, and takes the database and its replica with it: for seven days in a way that can be undone, then for good', () => {
    const driver = drive(event())
    expect(soloKey(driver.at('PT30S'))).toMatchObject({ KeyState: 'Enabled' })
    expect(soloKey(driver.at('PT2M'))).toMatchObject({ KeyState: 'Disabled', Enabled: false })
    for (const id of ['solo-bank-frontend', 'solo-bank-frontend-replica']) expect(driver.database(id)['DBInstanceStatus']).toBe('inaccessible-encryption-credentials-recoverable')
    expect(driver.at('P7D').database('solo-bank-frontend')['DBInstanceStatus']).toBe('inaccessible-encryption-credentials-recoverable')
    expect(driver.at('P7DT2M').database('solo-bank-frontend')['DBInstanceStatus']).toBe('inaccessible-encryption-credentials')
    expect(checksOf(driver, 'solo-bank-frontend').map(([kind, checks]) => [kind, checks.includes('db-encryption'), checks.includes('db-status')])).toEqual([['db.key-unusable', true, true]])
  })

  it('comes back with the key within the seven days, and not after them', () => {
    const soon = drive(event({ for: 'P2D' })).at('P3D')
    expect([soloKey(soon)['KeyState'], soon.database('solo-bank-frontend')['DBInstanceStatus'], soon.truth()]).toEqual(['Enabled', 'available', []])
    expect(drive(event({ for: 'P9D' })).at('P10D').database('solo-bank-frontend')['DBInstanceStatus']).toBe('inaccessible-encryption-credentials')
  })

  it('is said to be on its way out, with the date', () => {
    expect(soloKey(drive(event({ cause: 'deletion' })).at('PT2M'))).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: (startAtMs + minuteMs + 7 * dayMs) / 1000 })
  })

  it('warns by its ValidTo while imported material runs out, and is without any afterwards', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.key-expires', tenant: 'solo-bank', after: 'P20D' }] })
    expect(soloKey(driver.at('PT2M'))).toMatchObject({ KeyState: 'Enabled', Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: (startAtMs + minuteMs + 20 * dayMs) / 1000 })
    expect(checksOf(driver, 'solo-bank-frontend')).toEqual([['db.key-expires', ['db-encryption']]])
    driver.at('P20DT2M')
    expect([soloKey(driver)['KeyState'], driver.database('solo-bank-frontend')['DBInstanceStatus']]).toEqual(['PendingImport', 'inaccessible-encryption-credentials-recoverable'])
  })

  it('has one end: another event about it takes the place of the first, in what AWS shows and in what is wrong', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'db.key-expires', tenant: 'solo-bank', after: 'P20D' }, { at: 'PT9M', kind: 'db.key-expires', tenant: 'solo-bank', after: 'P200D', for: 'PT5M' }] })
    expect(checksOf(driver.at('PT8M'), 'solo-bank-frontend')).toHaveLength(1)
    expect(driver.at('PT10M').truth()).toEqual([])
    expect(driver.at('PT20M').truth()).toEqual([])
    expect(soloKey(driver)['ValidTo']).not.toBe((startAtMs + minuteMs + 20 * dayMs) / 1000)
  })

  it('is nobody’s business more than thirty days before its material ends', () => {
    expect(drive({ events: [{ at: 'PT1M', kind: 'db.key-expires', tenant: 'solo-bank', after: 'P40D' }] }).at('PT2M').truth()).toEqual([])
  })
})

describe('Off-site copies', () => {
  it('are manual snapshots in the other Region, one a day, three kept, that name their source', () => {
    const copies = snapshots(drive({ fleet: copying }), { SnapshotType: 'manual' })
    expect(copies).toHaveLength(3)
    for (const copy of copies) {
      expect(copy).toMatchObject({ DBInstanceIdentifier: 'solo-bank-frontend', SnapshotType: 'manual', Status: 'available', PercentProgress: 100, SourceRegion: 'eu-central-1' })
      expect(copy['SourceDBSnapshotIdentifier']).toMatch(/^arn:aws:rds:eu-central-1:444455556666:snapshot:rds:solo-bank-frontend-/)
      expect(copy['DBSnapshotArn']).toMatch(/^arn:aws:rds:eu-west-3:444455556666:snapshot:/)
      expect(copy['OriginalSnapshotCreateTime']).toBeLessThan(copy['SnapshotCreateTime'] as number)
    }
    const days = copies.map((copy) => copy['OriginalSnapshotCreateTime'] as number)
    expect(days.map((at, i) => (i === 0 ? dayMs / 1000 : at - days[i - 1]!))).toEqual([dayMs / 1000, dayMs / 1000, dayMs / 1000])
  })

  it('are not made where the scenario promises none, nor of read replicas', () => {
    expect(snapshots(drive(), {})).toEqual([])
    expect(snapshots(drive({ fleet: copying }), {}).some((copy) => String(copy['DBInstanceIdentifier']).endsWith('replica'))).toBe(false)
  })

  it('are found by name, and by no other place’s sweep', () => {
    const driver = drive({ fleet: copying })
    const [copy] = snapshots(driver, { SnapshotType: 'manual' })
    expect(snapshots(driver, { DBSnapshotIdentifier: copy!['DBSnapshotIdentifier'] })).toEqual([copy])
    expect((driver.ask('rds', 'DescribeDBSnapshots', { SnapshotType: 'manual' }, silo)['DBSnapshots'] as Shape[])).toEqual([])
    expect(snapshots(driver, { SnapshotType: 'automated' })).toEqual([])
    expect(snapshots(driver, { Filters: [{ Name: 'snapshot-type', Values: ['manual'] }] })).toHaveLength(3)
  })

  it('count against the quota of the Region they are in', () => {
    const quotas = drive({ fleet: copying }).ask('rds', 'DescribeAccountAttributes', {}, { account: silo.account, region: offsite.region })['AccountQuotas'] as Shape[]
    expect(quotas.find((quota) => quota['AccountQuotaName'] === 'ManualSnapshots')).toEqual({ AccountQuotaName: 'ManualSnapshots', Used: 3, Max: 100 })
  })

  it('page like any other list: each once, automated ones first', () => {
    const tenants = Array.from({ length: 30 }, (_, n) => ({ id: `bank-${n}`, account: '444455556666', region: 'eu-central-1', offsite: { region: 'eu-west-3' } }))
    const here = { id: 'local-bank', account: '444455556666', region: 'eu-west-3' }
    const driver = drive({ fleet: { tenants: [...tenants, here] } })
    const seen: string[] = []
    let marker: string | undefined
    do {
      const page = driver.ask('rds', 'DescribeDBSnapshots', { MaxRecords: 30, ...(marker === undefined ? {} : { Marker: marker }) }, { account: silo.account, region: 'eu-west-3' })
      seen.push(...(page['DBSnapshots'] as Shape[]).map((snapshot) => `${String(snapshot['SnapshotType'])} ${String(snapshot['DBSnapshotIdentifier'])}`))
      marker = page['Marker'] as string | undefined
    } while (marker !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((line) => line.startsWith('manual')).length).toBe(90)
    expect(seen.filter((line) => line.startsWith('automated')).length).toBe(30)
    expect(seen.findIndex((line) => line.startsWith('manual'))).toBe(30)
  })

  const newest = (driver: Driver): Shape => snapshots(driver, { SnapshotType: 'manual' }).at(-1)!

  it('wait in the queue without progress, then creep, and only then exist', () => {
    const driver = drive({ fleet: copying })
    const seen = new Map<string, unknown>()
    for (let minutes = 0; minutes < 24 * 60; minutes += 2) {
      const copy = newest(driver.at(`PT${minutes}M`))
      if (copy['Status'] === 'creating') seen.set(String(copy['PercentProgress']), copy['OriginalSnapshotCreateTime'])
    }
    expect(seen.size).toBeGreaterThan(5)
    expect([...seen.keys()][0]).toBe('0')
    expect([...seen.values()].every((at) => at === undefined)).toBe(true)
  })

  it.each(['missing', 'failed', 'stuck'] as const)('that are %s are late thirty hours after the last snapshot that arrived', (mode) => {
    const driver = drive({ fleet: copying, events: [{ at: 'PT1M', kind: 'db.copy-stops', tenant: 'solo-bank', mode, for: 'P3D' }] })
    const lastMs = (newest(driver)['OriginalSnapshotCreateTime'] as number) * 1000 - 1000
    const late = (): readonly unknown[] => driver.truth().filter(({ kind }) => kind === 'db.copy-late').map(({ sinceMs, checks }) => [sinceMs, checks])
    expect(late()).toEqual([])
    driver.at('P2D')
    expect(late()).toEqual([[lastMs + 30 * hourMs, ['offsite-copies']]])
    if (mode === 'stuck') expect(newest(driver)).toMatchObject({ Status: 'creating', PercentProgress: 0 })
    if (mode === 'failed') expect(newest(driver)).toMatchObject({ Status: 'failed' })
    expect(drive({ fleet: copying }).at('P2D').truth()).toEqual([])
    driver.at('P5D')
    expect(late()).toEqual([])
  })

  it('are not made of a snapshot that was not made, and outlive retention', () => {
    const driver = drive({ fleet: copying, events: [{ at: 'PT1M', kind: 'db.snapshot-missing', tenant: 'solo-bank', count: 2 }] }).at('P1DT20H')
    expect(driver.truth().map(({ kind }) => kind)).toContain('db.copy-late')
    const off = drive({ fleet: copying, events: [{ at: 'PT1M', kind: 'db.retention-changed', tenant: 'solo-bank', days: 0 }] }).at('P5D')
    expect(snapshots(off, { SnapshotType: 'manual' })).toHaveLength(3)
  })
})

describe('A scenario with copies', () => {
  it('writes them into the fleet file as promises', async () => {
    const { fleetFileText } = await import('#electron/training/fleet-file-text')
    expect(fleetFileText(scenarioOf({ fleet: copying }), 'http://127.0.0.1:1')).toContain('offsite:\n        region: eu-west-3')
    expect(fleetFileText(scenarioOf(), 'http://127.0.0.1:1')).not.toContain('offsite')
  })

  it('cannot send them to an account that it has not', () => {
    const loaded = loadScenario(JSON.stringify({ version: 1, name: 'test', seed: 3, startAt: '2026-03-02T12:00:00Z', fleet: { tenants: [{ id: 'a', region: 'eu-west-1', offsite: { region: 'eu-west-3', account: '999999999999' } }] } }), 'test.json')
    expect(loaded).toMatchObject({ ok: false, error: { issues: [{ message: expect.stringContaining('999999999999') as string }] } })
  })
})
