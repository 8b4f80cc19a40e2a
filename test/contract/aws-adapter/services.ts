import { expect, it } from 'vitest'
import type { TaggedType } from '#shared/fleet/service-records'
import { plainCall, readersOf, type Target } from './target'
import { valueOf } from './value-of'

/** What the adapter promises of a tenant's other services. Part of the suite of suite.ts. */
export function describeServiceReads(target: () => Target): void {
  const newCall = () => plainCall(target().beforeRequest)
  const reader = () => readersOf(target())(target().services.account, target().region)
  const tagged = async () => valueOf(await reader().taggedResources(newCall())).records.filter(({ tenantTag }) => tenantTag === target().services.tenant)
  const arnOf = async (type: TaggedType, id: string): Promise<string> => (await tagged()).find((thing) => thing.type === type && thing.id === id)?.key ?? ''

  it('finds what bears the tag of a tenant, in one request', async () => {
    const call = newCall()
    const { records } = valueOf(await reader().taggedResources(call))
    const own = records.filter(({ tenantTag }) => tenantTag === target().services.tenant)
    expect([...new Set(own.map(({ type }) => type))].sort()).toEqual(target().services.tagged)
    expect(own.find(({ id }) => id === target().services.archive)?.key).toBe(`arn:aws:s3:::${target().services.archive}`)
    expect(call.operations).toEqual(['GetResources'])
  })

  it('reads metric filters of every log group, page by page, each once', async () => {
    const { records } = valueOf(await reader().logFilters(newCall()))
    const { group, filter, namespace } = target().services.log
    expect(records.find(({ logGroup, name }) => logGroup === group && name === filter)).toMatchObject({ metrics: [{ namespace }] })
    expect(new Set(records.map(({ key }) => key)).size).toBe(records.length)
  })

  it('reads the web ACL before a load balancer, who is let in and who is not', async () => {
    const { records } = valueOf(await reader().webAcl(newCall(), await arnOf('load-balancer', target().services.guarded)))
    expect(records).toMatchObject([{ kind: 'web-acl', acl: { otherwise: 'block', rules: [{ action: 'allow', matches: 'ip-set' }] } }])
    const [offices] = valueOf(await reader().ipSet(newCall(), records[0]!.acl!.rules[0]!.ipSets[0]!)).records
    expect(offices?.addresses?.length).toBeGreaterThan(0)
    expect(offices?.addresses?.every((address) => /^[\d.]+\/\d+$/.test(address))).toBe(true)
  })

  it('tells a load balancer without a web ACL from one that could not be read', async () => {
    const home = readersOf(target())(target().home, target().region)
    const open = valueOf(await home.taggedResources(newCall())).records.find(({ type, id }) => type === 'load-balancer' && id === target().services.open)
    const { records } = valueOf(await home.webAcl(newCall(), open!.key))
    expect(records).toHaveLength(1)
    expect(records[0]).not.toHaveProperty('acl')
  })

  it('says as a value that an IP set does not exist', async () => {
    const gone = `arn:aws:wafv2:${target().region}:${target().services.account}:regional/ipset/gone/00000000-0000-4000-8000-000000000000`
    expect(await reader().ipSet(newCall(), gone)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
  })

  it('describes an SFTP server', async () => {
    const arn = target().services.sftpArn ?? (await tagged()).find(({ type }) => type === 'sftp-server')!.key
    const { records } = valueOf(await reader().sftpServer(newCall(), arn))
    expect(records).toMatchObject([{ kind: 'sftp-server', key: arn, state: 'ONLINE', protocols: ['SFTP'], endpointType: 'PUBLIC', users: expect.any(Number) as number }])
  })

  it('reads the four settings of a bucket', async () => {
    const call = newCall()
    const { records } = valueOf(await reader().bucket(call, `arn:aws:s3:::${target().services.archive}`))
    expect(records).toMatchObject([{ kind: 'bucket', name: target().services.archive, objectLock: { kind: 'byDefault', mode: 'COMPLIANCE', days: 3653 }, versioning: 'Enabled', lifecycle: [], blocksPublicAccess: true, untold: [] }])
    expect(call.operations).toEqual(['GetObjectLockConfiguration', 'GetBucketVersioning', 'GetBucketLifecycleConfiguration', 'GetPublicAccessBlock'])
  })

  it('says as a value that a bucket does not exist, after one request', async () => {
    const call = newCall()
    expect(await reader().bucket(call, 'arn:aws:s3:::gone-for-good-0000')).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    expect(call.operations).toHaveLength(1)
  })
}
