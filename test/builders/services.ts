import type { BucketRecord, LogFilterRecord, ServiceRecord, SftpServerRecord, TaggedResourceRecord, TaggedType, WebAcl, WebAclRecord } from '#shared/fleet/service-records'
import { account, anAlarm, monday, region } from './fleet'

/** A tenant's other services as they should be. */
const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`
export const balancerArn = arn('elasticloadbalancing', 'loadbalancer/app/acme-door/0123456789abcdef')
export const aclArn = arn('wafv2', 'regional/webacl/acme/0123')
export const listArn = arn('wafv2', 'regional/ipset/offices/0123')
export const sftpArn = arn('transfer', 'server/s-0123456789abcdef0')
export const bucketArn = 'arn:aws:s3:::acme-archive'

export const tagged = (type: TaggedType, key: string, id: string, over: Partial<TaggedResourceRecord> = {}): TaggedResourceRecord => ({ kind: 'tagged-resource', key, type, id, tenantTag: 'acme-bank', ...over })

export const anAcl = (over: Partial<WebAcl> = {}): WebAcl => ({ arn: aclArn, name: 'acme', otherwise: 'block', rules: [{ name: 'offices', action: 'allow', matches: 'ip-set', ipSets: [listArn] }], ...over })
export const aDoor = (over: Partial<WebAclRecord> = {}): WebAclRecord => ({ kind: 'web-acl', key: balancerArn, acl: anAcl(), ipSets: [{ arn: listArn, name: 'offices', addresses: ['203.0.113.0/27'] }], readAtMs: monday, ...over })
export const anSftp = (over: Partial<SftpServerRecord> = {}): SftpServerRecord => ({ kind: 'sftp-server', key: sftpArn, id: 's-0123456789abcdef0', state: 'ONLINE', protocols: ['SFTP'], endpointType: 'PUBLIC', users: 2, hostKeyFingerprint: 'SHA256:abc', readAtMs: monday, ...over })
export const aBucket = (over: Partial<BucketRecord> = {}): BucketRecord => ({
  kind: 'bucket',
  key: bucketArn,
  name: 'acme-archive',
  objectLock: { kind: 'byDefault', mode: 'COMPLIANCE', days: 3653 },
  versioning: 'Enabled',
  lifecycle: [],
  blocksPublicAccess: true,
  untold: [],
  readAtMs: monday,
  ...over,
})
export const auditLog = '/aws/rds/instance/acme-bank-frontend/audit'
export const aFilter = (over: Partial<LogFilterRecord> = {}): LogFilterRecord => ({ kind: 'log-filter', key: `${over.logGroup ?? auditLog}|${over.name ?? 'failed-logins'}`, logGroup: auditLog, name: 'failed-logins', pattern: '"denied"', metrics: [{ namespace: 'acme/logs', name: 'failed-logins' }], ...over })
export const aLogAlarm = () => anAlarm('acme-failed-logins', { dimensions: {}, namespace: 'acme/logs', metric: 'failed-logins', tenantTag: 'acme-bank', environmentTag: 'frontend' })

export const healthyTags = (): readonly TaggedResourceRecord[] => [
  tagged('load-balancer', balancerArn, 'acme-door', { environmentTag: 'frontend' }),
  tagged('web-acl', aclArn, 'acme'),
  tagged('sftp-server', sftpArn, 's-0123456789abcdef0'),
  tagged('bucket', bucketArn, 'acme-archive'),
  tagged('log-group', arn('logs', 'log-group:/acme/app'), '/acme/app', { environmentTag: 'frontend' }),
]
export const healthyServices = (): readonly ServiceRecord[] => [...healthyTags(), aDoor(), anSftp(), aBucket()]
