import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time'
import { loadScenario } from '#electron/training/scenario'
import { billingLines } from '#electron/training/ledger'
import { readRequest } from '#electron/training/wire/read-request'
import { writeFault, writeResult } from '#electron/training/wire/write-reply'
import { flatList } from '#electron/training/wire/tree'
import { linesMatched } from '#electron/training/world/tenant-services'
import { drive, homeOf, listOf, scenarioOf, startAtMs, type Driver } from '../fleet-driver'

type Shape = Record<string, unknown>
const solo = homeOf('solo-bank')

const arns = (driver: Driver, options = solo): readonly string[] => listOf(driver.ask('tagging', 'GetResources', { TagFilters: [{ Key: 'tenant' }] }, options), 'ResourceTagMappingList').map((mapping) => mapping['ResourceARN'] as string)
const found = (driver: Driver, part: string): string => arns(driver).find((arn) => arn.includes(part)) ?? ''
const door = (driver: Driver): Shape | undefined => driver.ask('wafv2', 'GetWebACLForResource', { ResourceArn: found(driver, ':loadbalancer/') }, solo)['WebACL'] as Shape | undefined
const list = (driver: Driver): readonly string[] => {
  const [name, id] = found(driver, ':regional/ipset/').split('/').slice(-2)
  return (driver.ask('wafv2', 'GetIPSet', { Name: name, Id: id, Scope: 'REGIONAL' }, solo)['IPSet'] as { readonly Addresses: readonly string[] }).Addresses
}
const server = (driver: Driver): Shape => driver.ask('transfer', 'DescribeServer', { ServerId: found(driver, ':transfer:').split('/').at(-1) }, solo)['Server'] as Shape
const bucket = (driver: Driver, use: string): string => found(driver, `-${use}-`).split(':').at(-1) ?? ''
const truthOf = (driver: Driver) => driver.truth().map(({ kind, subject, tenant, checks }) => ({ kind, subject, tenant, checks }))

describe('A bank with an account of its own', () => {
  it('has a guarded door, an SFTP server, an archive that cannot be changed and audit logs that are read for words', () => {
    const driver = drive()
    expect(door(driver)).toMatchObject({ DefaultAction: { Block: {} }, Rules: [{ Action: { Allow: {} } }] })
    expect(list(driver).length).toBeGreaterThanOrEqual(2)
    expect(server(driver)).toMatchObject({ State: 'ONLINE', Protocols: ['SFTP'] })
    expect(driver.ask('s3', 'GetObjectLockConfiguration', { Bucket: bucket(driver, 'archive') }, solo)).toMatchObject({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3653 } } })
    expect(driver.database('solo-bank-frontend')['EnabledCloudwatchLogsExports']).toEqual(['alert', 'audit', 'listener'])
    const filters = listOf(driver.ask('logs', 'DescribeMetricFilters', {}, solo), 'metricFilters')
    expect(filters.map((filter) => filter['logGroupName'])).toEqual(['/aws/rds/instance/solo-bank-frontend/audit', '/solo-bank/frontend/app'])
    expect(driver.alarm('solo-bank-frontend-log-failed-logins')).toMatchObject({ StateValue: 'OK', Namespace: 'solo-bank/logs', MetricName: 'frontend-failed-logins' })
  })

  it('pages what bears its tag, each thing once, and filters by type', () => {
    const driver = drive()
    const paged: string[] = []
    for (let token = ''; ; ) {
      const reply = driver.ask('tagging', 'GetResources', { ResourcesPerPage: 2, PaginationToken: token }, solo)
      paged.push(...listOf(reply, 'ResourceTagMappingList').map((mapping) => mapping['ResourceARN'] as string))
      token = reply['PaginationToken'] as string
      if (token === '') break
    }
    expect(paged).toEqual(arns(driver))
    expect(listOf(driver.ask('tagging', 'GetResources', { ResourceTypeFilters: ['s3', 'transfer:server'] }, solo), 'ResourceTagMappingList')).toHaveLength(3)
    expect(driver.refusal('tagging', 'GetResources', { PaginationToken: 'none' }, solo)).toBe('PaginationTokenExpiredException')
  })

  it('shares none of it with tenants of a pool, who have load balancers alone', () => {
    const driver = drive()
    expect(arns(driver, {}).every((arn) => arn.includes(':loadbalancer/'))).toBe(true)
    expect(driver.database('acme-bank-frontend')['EnabledCloudwatchLogsExports']).toBeUndefined()
  })

  it('counts every line of a log in a day, however few there are', () => {
    const driver = drive()
    const query = { Id: 'a', MetricStat: { Metric: { Namespace: 'solo-bank/logs', MetricName: 'frontend-failed-logins', Dimensions: [] }, Period: 86_400, Stat: 'Sum' } }
    const [result] = listOf(driver.ask('cloudwatch', 'GetMetricData', { StartTime: startAtMs / 1000 - 14 * 86_400, EndTime: startAtMs / 1000, MetricDataQueries: [query] }, solo), 'MetricDataResults')
    const { filters } = driver.simulation.world.places.get('444455556666', 'eu-central-1')!.services
    const fromMs = Math.floor((startAtMs - 14 * dayMs) / dayMs) * dayMs
    const expected = linesMatched(filters[0]!, fromMs, Math.floor(startAtMs / dayMs) * dayMs)
    expect((result!['Values'] as number[]).reduce((sum, value) => sum + value, 0)).toBe(expected)
    expect(expected).toBeGreaterThan(0)
  })
})

describe('Events of other services', () => {
  const after = (kind: string, more: Shape = {}) => drive({ events: [{ at: 'PT1M', kind, tenant: 'solo-bank', for: 'PT10M', ...more }] }).at('PT5M')

  it.each([
    ['sftp.offline', 'sftp', (driver: Driver) => server(driver)['State'], 'OFFLINE', 'ONLINE'],
    ['waf.detached', 'allowlist', (driver: Driver) => door(driver)?.['Name'], undefined, 'solo-bank-frontend'],
    ['waf.open', 'allowlist', (driver: Driver) => Object.keys(door(driver)?.['DefaultAction'] as Shape), ['Allow'], ['Block']],
    ['waf.empty', 'allowlist', (driver: Driver) => list(driver).length > 0, false, true],
    ['bucket.public', 'bucket-lock', (driver: Driver) => driver.ask('s3', 'GetPublicAccessBlock', { Bucket: bucket(driver, 'archive') }, solo)['BlockPublicPolicy'], false, true],
    ['bucket.unlocked', 'bucket-lock', (driver: Driver) => driver.ask('s3', 'GetObjectLockConfiguration', { Bucket: bucket(driver, 'archive') }, solo)['Rule'] === undefined, true, false],
    ['log.export-off', 'log-alarms', (driver: Driver) => driver.database('solo-bank-frontend')['EnabledCloudwatchLogsExports'], ['alert', 'listener'], ['alert', 'audit', 'listener']],
  ] as const)('%s shows in what AWS answers, is true while it lasts, and over afterwards', (kind, check, shown, meanwhile, afterwards) => {
    const driver = after(kind)
    expect(shown(driver)).toEqual(meanwhile)
    expect(truthOf(driver)).toMatchObject([{ kind, tenant: 'solo-bank', checks: [check] }])
    driver.at('PT12M')
    expect(shown(driver)).toEqual(afterwards)
    expect(truthOf(driver)).toEqual([])
  })

  it('name nothing of a tenant in a pool, and say so', () => {
    const scenario = JSON.stringify({ version: 1, name: 'test', seed: 3, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 1 }], tenants: [{ id: 'acme-bank', account: '111122223333', region: 'eu-west-1' }] }, events: [{ at: 'PT1M', kind: 'sftp.offline', tenant: 'acme-bank' }] })
    expect(loadScenario(scenario, 'test.json')).toMatchObject({ ok: false, error: { issues: [{ path: 'events[0].tenant', message: "tenant 'acme-bank' has no SFTP server in this fleet" }] } })
    expect(scenarioOf().events).toEqual([])
  })
})

describe('The wire of other services', () => {
  const signed = (service: string) => ({ authorization: `AWS4-HMAC-SHA256 Credential=AKIA444455556666TRNG/20260302/eu-central-1/${service}/aws4_request` })

  it('reads a bucket and its setting from the path and the query', () => {
    const read = (query: string, method = 'GET') => readRequest(signed('s3'), '', query, { method, path: '/solo-bank-archive-6666' })
    expect(read('object-lock=')).toMatchObject({ protocol: 'rest', service: 's3', operation: 'GetObjectLockConfiguration', params: { Bucket: 'solo-bank-archive-6666' } })
    expect(read('lifecycle')?.operation).toBe('GetBucketLifecycleConfiguration')
    expect(read('object-lock', 'PUT')?.operation).toBe('PUT of what is not served')
  })

  it('writes S3’s replies and faults as S3 does', () => {
    const call = { protocol: 'rest', service: 's3', operation: 'GetBucketLifecycleConfiguration' } as const
    expect(writeResult(call, { Rules: flatList([{ ID: 'a' }, { ID: 'b' }], 'Rule') }, 'id').body).toBe('<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ID>a</ID></Rule><Rule><ID>b</ID></Rule></LifecycleConfiguration>')
    expect(writeFault(call, { code: 'Throttling', status: 400, message: 'slower' }, 'id')).toMatchObject({ status: 503, body: '<Error><Code>SlowDown</Code><Message>slower</Message><RequestId>id</RequestId></Error>' })
  })

  it('costs what S3 costs, and nothing where AWS charges nothing', () => {
    const driver = drive()
    server(driver)
    driver.ask('s3', 'GetBucketVersioning', { Bucket: bucket(driver, 'archive') }, solo)
    const dollars = Object.fromEntries(billingLines(driver.simulation.ledger).map(({ operation, dollars: spent }) => [operation, spent]))
    expect(dollars).toMatchObject({ GetBucketVersioning: 0.000_000_4, DescribeServer: 0, GetResources: 0 })
  })
})
