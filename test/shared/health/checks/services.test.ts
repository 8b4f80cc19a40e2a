import { describe, expect, it } from 'vitest'
import type { FleetRecord } from '#shared/fleet/records'
import { aDatabase, anAlarm, complete, everything, failed, healthyRecords } from '#test/builders/fleet'
import { aBucket, aclArn, aDoor, aFilter, aLogAlarm, anAcl, anSftp, auditLog, healthyServices, healthyTags, listArn, tagged } from '#test/builders/services'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'
import { judgeTenant } from '#shared/health/judge'
import { monday } from '#test/builders/fleet'

/** The healthy tenant alone in its account, with other services; `changed` in place of those with their keys. */
function silo(...changed: readonly FleetRecord[]) {
  // What bears a tag and what is known of it go by the same ARN.
  const same = (a: FleetRecord, b: FleetRecord): boolean => a.kind === b.kind && a.key === b.key
  const records = [...healthyRecords(), ...healthyServices()].filter((record) => !changed.some((other) => same(record, other)))
  return viewAfter(everything([...records, ...changed]))
}

describe('a tenant with other services', () => {
  it('is healthy while they are as they should be', () => {
    expect(judgeTenant(silo(), monday)).toEqual([])
    expect(silo().services).toMatchObject({ doors: [{ tagged: { id: 'acme-door' } }], sftpServers: [{ record: { state: 'ONLINE' } }], buckets: [{ record: { name: 'acme-archive' } }], strayAcls: [], logs: [{ group: '/acme/app' }] })
  })

  it('has none where nothing bears its tag: not applicable, and nothing to find', () => {
    const view = viewWith([])
    expect(view.services).toBeUndefined()
    expect(judgeTenant(view, monday)).toEqual([])
  })

  it('is told once, and weighs nothing, where the role may not read tags', () => {
    const view = viewAfter([...everything(healthyRecords()).filter(({ feed }) => feed !== 'tagging.resources'), failed('tagging.resources', 'denied')])
    expect(judgeTenant(view, monday).map(({ check, severity, subject }) => [check, severity, subject.id])).toEqual([['stale-data', 'info', '111122223333/eu-west-1/tagging']])
  })

  it('is unknown where they could be read, and are refused now', () => {
    const view = viewAfter([...everything([...healthyRecords(), ...healthyServices()]), failed('transfer.servers', 'denied')])
    expect(judgeTenant(view, monday).map(({ check, severity }) => [check, severity])).toEqual([['stale-data', 'unknown']])
  })

  it('shares what bears the tag of everybody, in its own environments', () => {
    const shared = tagged('sftp-server', 'arn:aws:transfer:eu-west-1:111122223333:server/s-shared', 's-shared', { tenantTag: '*', environmentTag: 'frontend' })
    const elsewhere = tagged('sftp-server', 'arn:aws:transfer:eu-west-1:111122223333:server/s-other', 's-other', { tenantTag: '*', environmentTag: 'cron' })
    expect(viewWith([shared, elsewhere]).services?.sftpServers.map(({ tagged: { id }, shared: isShared }) => [id, isShared])).toEqual([['s-shared', true]])
  })
})

describe('allowlist', () => {
  const judged = (...changed: readonly FleetRecord[]) => findingsOf(silo(...changed), 'allowlist').map(({ severity, clause, subject }) => [severity, clause, subject.kind, subject.id])

  it('is broken where everybody gets in, or nobody', () => {
    expect(judged(aDoor({ acl: anAcl({ otherwise: 'allow' }) }))).toEqual([['degraded', 'clientAccess', 'load-balancer', 'acme-door']])
    expect(judged(aDoor({ ipSets: [{ arn: listArn, name: 'offices', addresses: [] }] }))).toEqual([['degraded', 'clientAccess', 'load-balancer', 'acme-door']])
  })

  it('is broken where the web ACL of the tenant guards no door of its', () => {
    const { acl: _off, ...door } = aDoor()
    expect(judged(door)).toEqual([['degraded', 'clientAccess', 'web-acl', 'acme']])
    expect(findingsOf(silo(door), 'allowlist')[0]?.evidence).toContainEqual({ label: 'Web ACL', value: aclArn })
  })

  it('does not call a web ACL stray while a door was not read', () => {
    const unread = tagged('load-balancer', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/other/1', 'other')
    const { acl: _off, ...door } = aDoor()
    expect(judged(door, unread)).toEqual([])
  })

  it('is worth watching where an entry lets in far too many, and unknown where AWS does not tell', () => {
    expect(judged(aDoor({ ipSets: [{ arn: listArn, name: 'offices', addresses: ['10.0.0.0/8'] }] }))[0]?.[0]).toBe('watch')
    const { otherwise: _none, ...acl } = anAcl()
    expect(findingsOf(silo(aDoor({ acl })), 'allowlist').map(({ severity, summary }) => [severity, /DefaultAction/.test(summary)])).toEqual([['unknown', true]])
  })

  it('is information where the role may not read the list, or that door', () => {
    expect(judged(aDoor({ ipSets: [{ arn: listArn, name: 'offices' }] }))[0]?.[0]).toBe('info')
    expect(judged({ kind: 'web-acl', key: aDoor().key, ipSets: [], readAtMs: monday, refused: 'denied' })[0]?.[0]).toBe('info')
  })
})

describe('sftp', () => {
  it.each([
    ['ONLINE', []],
    ['OFFLINE', ['degraded']],
    ['START_FAILED', ['degraded']],
    ['STOP_FAILED', ['degraded']],
    ['STARTING', ['watch']],
    ['STOPPING', ['watch']],
    ['SOMETHING_NEW', ['watch']],
  ] as const)('%s is %o', (state, severities) => {
    expect(severitiesOf(silo(anSftp({ state })), 'sftp')).toEqual(severities)
  })

  it('is unknown without State, and information where AWS refuses', () => {
    const { state: _none, ...server } = anSftp()
    expect(findingsOf(silo(server), 'sftp')).toMatchObject([{ severity: 'unknown', clause: 'availability', summary: expect.stringContaining('State') as string }])
    expect(severitiesOf(silo({ kind: 'sftp-server', key: server.key, id: server.id, readAtMs: monday, refused: 'denied' }), 'sftp')).toEqual(['info'])
    expect(severitiesOf(silo({ kind: 'sftp-server', key: server.key, id: server.id, readAtMs: monday, refused: 'notFound' }), 'sftp')).toEqual([])
  })
})

describe('bucket-lock', () => {
  it.each([
    ['with a default retention', aBucket(), []],
    ['without Object Lock: nobody told that it must have it', aBucket({ objectLock: { kind: 'off' } }), []],
    ['with Object Lock but no default retention', aBucket({ objectLock: { kind: 'byObject' } }), ['watch']],
    ['that does not block the public', aBucket({ blocksPublicAccess: false }), ['watch']],
    ['that stopped keeping versions', aBucket({ versioning: 'Suspended' }), ['watch']],
    ['with a setting that may not be read', aBucket({ untold: ['s3:GetLifecycleConfiguration'] }), ['info']],
  ] as const)('a bucket %s', (_words, bucket, severities) => {
    expect(severitiesOf(silo(bucket), 'bucket-lock')).toEqual(severities)
  })

  it('is not applicable to a tenant that shares its account', () => {
    const neighbour = aDatabase({ id: 'kauri-frontend', tenantTag: 'kauri' })
    const view = viewAfter(everything([...healthyRecords(), neighbour, ...healthyTags(), aBucket({ blocksPublicAccess: false })]))
    expect(view.model).toBe('pooled')
    expect(severitiesOf(view, 'bucket-lock')).toEqual([])
  })
})

describe('log-alarms', () => {
  const exporting = aDatabase({ logExports: ['audit'] })

  it('is fine with a filter, an export and an alarm on the filter’s metric', () => {
    const view = silo(exporting, aFilter(), aLogAlarm())
    expect(findingsOf(view, 'log-alarms')).toEqual([])
    expect(view.services?.logs.find(({ group }) => group === auditLog)).toMatchObject({ database: { id: 'acme-bank-frontend', log: 'audit', isExported: true }, filters: [{ alarms: [{ name: 'acme-failed-logins' }] }] })
  })

  it('is broken where a filter waits for a log that the database does not hand over', () => {
    expect(findingsOf(silo(aDatabase(), aFilter(), aLogAlarm()), 'log-alarms')).toMatchObject([{ severity: 'degraded', clause: 'monitoring', subject: { kind: 'log-group', id: auditLog, environment: 'frontend' } }])
  })

  it('is worth watching where nobody is told of what a database’s log says, and information for an application’s', () => {
    expect(severitiesOf(silo(exporting, aFilter()), 'log-alarms')).toEqual(['watch'])
    expect(severitiesOf(silo(exporting, aFilter(), anAlarm('other', { namespace: 'acme/logs', metric: 'other' })), 'log-alarms')).toEqual(['watch'])
    expect(severitiesOf(silo(aFilter({ logGroup: '/acme/app' })), 'log-alarms')).toEqual(['info'])
  })

  it('says as information that an audit log is looked at by nothing, and nothing before filters were read', () => {
    expect(severitiesOf(silo(exporting), 'log-alarms')).toEqual(['info'])
    const unread = viewAfter(everything([...healthyRecords().filter(({ kind }) => kind !== 'database'), exporting]).filter(({ feed }) => feed !== 'logs.metric-filters'))
    expect(severitiesOf(unread, 'log-alarms')).toEqual([])
  })

  it('says nothing of alarms while the list of all alarms was not read', () => {
    const view = viewAfter([...everything([...healthyRecords(), ...healthyServices()]).filter(({ feed }) => feed !== 'cloudwatch.alarms' && feed !== 'rds.instances'), complete('rds.instances', [exporting]), complete('logs.metric-filters', [aFilter()])])
    expect(severitiesOf(view, 'log-alarms')).toEqual([])
  })
})
