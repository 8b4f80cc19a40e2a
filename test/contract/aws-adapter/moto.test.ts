import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMotoInstalled, startMoto, type MotoServer } from './moto-server'
import { describeAwsAdapter, valueOf } from './suite'
import { plainCall, readersOf, signIn, type Target } from './target'

const lacks = 'SecondaryAvailabilityZone, PendingModifiedValues, restore windows, the source of a copied snapshot, RDS quotas, pending maintenance, event times, composite alarms, pages of alarms, histories of alarms, scaling activities, instance refreshes, tagged SFTP servers and web ACLs, an answer about an SFTP server that does not exist and faults on demand'

describe.skipIf(!isMotoInstalled())('moto (python package moto[server], command moto_server)', () => {
  let moto: MotoServer
  let signOut: () => void
  const known: Omit<Target, 'endpoint' | 'services'> = {
    home: '123456789012',
    region: 'eu-west-1',
    otherRegion: 'eu-central-1',
    second: '222233334444',
    databases: 105,
    alarms: 105,
    alarmPages: 1,
    tenant: 'tenant-000',
    databaseId: 'db-000',
    encryptedId: 'encrypted',
    firing: 'cpu-007',
    noData: 'cpu-008',
    topic: 'arn:aws:sns:eu-west-1:123456789012:desk',
    secondDatabaseId: 'other-account',
    nowMs: () => Date.now(),
  }
  let sftpArn = ''
  const services = (): Target['services'] => ({
    tenant: 'encrypted-bank',
    account: known.home,
    log: { group: '/encrypted-bank/frontend/app', filter: 'word-59', namespace: 'bank/logs' },
    archive: 'encrypted-bank-archive',
    guarded: 'guarded',
    open: 'front',
    sftpArn,
    tagged: ['bucket', 'load-balancer', 'log-group'],
  })
  const target = (): Target => ({ ...known, services: services(), endpoint: moto.endpoint })

  beforeAll(async () => {
    moto = await startMoto()
    sftpArn = moto.seed(path.join(import.meta.dirname, 'seed-moto.py'))
    signOut = signIn('123456789012')
  })
  afterAll(async () => {
    signOut()
    await moto.stop()
  })

  describeAwsAdapter('moto', target)

  it('gives a resource without tags no tenant', async () => {
    const { records } = valueOf(await readersOf(target())(known.home, known.region).databases(plainCall(), ['untagged']))
    expect(records).toHaveLength(1)
    expect(records[0]).not.toHaveProperty('tenantTag')
    expect(records[0]).not.toHaveProperty('environmentTag')
  })

  it(`lacks ${lacks}`, async () => {
    const reader = readersOf(target())(known.home, known.region)
    const databases = valueOf(await reader.databases(plainCall())).records
    expect(databases.every((record) => !('secondaryAz' in record) && !('pendingChanges' in record))).toBe(true)
    const backups = valueOf(await reader.automatedBackups(plainCall())).records
    expect(backups.every((record) => !('earliestRestorableAtMs' in record))).toBe(true)
    const copies = valueOf(await readersOf(target())(known.home, known.otherRegion).keptSnapshots(plainCall())).records
    expect(copies.map((copy) => 'sourceArn' in copy)).toEqual([false])
    expect((await reader.databaseQuotas(plainCall())).ok).toBe(false)
    expect(await reader.pendingMaintenance(plainCall())).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
    expect(await reader.alarmHistory(plainCall(), known.firing)).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
    expect(valueOf(await reader.scalingActivities(plainCall(), 'app-frontend')).records[0]?.activities).toEqual([])
    expect(await reader.instanceRefresh(plainCall(), 'app-frontend')).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
  })
})
