import { dayMs, minuteMs } from '#shared/kernel/time'
import { chance, hash32, hexOf, pick } from './chance'
import type { AppGroup, Bucket, Database, Fleet, LogFilter, SftpServer, Tenant, TenantServices, WebAcl } from './fleet-model'

/**
 * What a bank with an account of its own has beside databases and app servers: a web ACL before each load balancer that lets in its own
 * addresses alone, an SFTP server (four in five), a bucket whose records cannot be changed, audit logs that are read for words.
 * Pooled tenants share an account, and have none of it.
 */
export function servicesOf(fleet: Fleet, tenants: readonly Tenant[], databases: readonly Database[], groups: readonly AppGroup[]): TenantServices {
  const silos = tenants.filter(({ model }) => model === 'silo')
  const owns = (tenant: Tenant) => (thing: { readonly tenant?: string; readonly tenantTag?: string }) => (thing.tenant ?? thing.tenantTag) === tenant.id
  return {
    filters: silos.flatMap((tenant) => databases.filter(owns(tenant)).filter(({ replicaOf }) => replicaOf === undefined).flatMap((database) => filtersOf(fleet, tenant, database))),
    webAcls: silos.flatMap((tenant) => groups.filter(owns(tenant)).map((group) => webAclOf(fleet, tenant, group))),
    sftpServers: silos.filter((tenant) => hasSftp(fleet, tenant)).map((tenant) => sftpOf(fleet, tenant)),
    buckets: silos.flatMap((tenant) => bucketsOf(fleet, tenant)),
  }
}

const hasSftp = (fleet: Fleet, tenant: Tenant): boolean => chance(fleet.seed, 'sftp', tenant.id) < 0.8

const arnOf = ({ region, account }: Tenant, service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`
const placeOf = ({ account, region, id }: Tenant) => ({ account, region, tenant: id })

/** The logs that a database hands to CloudWatch Logs, by engine. */
const exportsOf = { mysql: ['audit', 'error'], mariadb: ['audit', 'error'], postgres: ['postgresql'], 'oracle-ee': ['alert', 'audit', 'listener'] } as const
export const logExportsOf = ({ model, engine }: Pick<Tenant, 'model' | 'engine'>): readonly string[] => (model === 'silo' ? exportsOf[engine] : [])

function filtersOf(fleet: Fleet, tenant: Tenant, database: Database): LogFilter[] {
  const { environment } = database
  const log = database.engine === 'postgres' ? 'postgresql' : 'audit'
  const make = (logGroup: string, name: string, pattern: string, databaseId?: string): LogFilter => {
    const draw = [fleet.seed, 'log-filter', tenant.id, environment, name] as const
    return {
      key: arnOf(tenant, 'logs', `log-group:${logGroup}|${name}`),
      ...placeOf(tenant),
      environment,
      logGroup,
      logGroupArn: arnOf(tenant, 'logs', `log-group:${logGroup}`),
      id: `${logGroup}|${name}`,
      name,
      pattern,
      namespace: `${tenant.id}/logs`,
      metricName: `${environment}-${name}`,
      createdAtMs: fleet.startAtMs - Math.floor((60 + chance(...draw, 'age') * 500) * dayMs),
      noise: hash32(...draw, 'noise'),
      ...(databaseId === undefined ? {} : { databaseId }),
    }
  }
  return [
    make(`/aws/rds/instance/${database.id}/${log}`, 'failed-logins', database.engine === 'oracle-ee' ? '{ $.ReturnCode = 1017 }' : '"Access denied"', database.id),
    make(`/${tenant.id}/${environment}/app`, 'fatal-errors', '?FATAL ?OutOfMemoryError'),
  ]
}

/**
 * How many lines matched in a span: on two days of five one line did, at some minute of the day. Far below every alarm's threshold.
 */
export function linesMatched({ noise }: Pick<LogFilter, 'noise'>, fromMs: number, toMs: number): number {
  let count = 0
  for (let day = Math.floor(fromMs / dayMs); day * dayMs < toMs; day++) {
    const draw = hash32(noise, 'day', day)
    const atMs = day * dayMs + (hash32(noise, 'minute', day) % 1440) * minuteMs
    if (draw % 5 < 2 && atMs >= fromMs && atMs < toMs) count++
  }
  return count
}

function webAclOf(fleet: Fleet, tenant: Tenant, group: AppGroup): WebAcl {
  const name = `${tenant.id}-${group.environment}`
  const draw = [fleet.seed, 'web-acl', name] as const
  const uuid = (part: string): string => hexOf(32, ...draw, part).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const setArn = arnOf(tenant, 'wafv2', `regional/ipset/${name}-offices/${uuid('set')}`)
  // Ranges that RFC 5737 keeps for examples: no bank's.
  const addresses = Array.from({ length: 2 + (hash32(...draw, 'count') % 3) }, (_, nth) => `${pick(['192.0.2', '198.51.100', '203.0.113'], ...draw, nth)}.${nth * 32}/${nth === 0 ? 27 : 32}`)
  const arn = arnOf(tenant, 'wafv2', `regional/webacl/${name}/${uuid('acl')}`)
  return { key: arn, arn, id: name, name, ...placeOf(tenant), environment: group.environment, balancerArn: group.loadBalancerArn, ipSet: { arn: setArn, name: `${name}-offices`, id: uuid('set'), addresses } }
}

function sftpOf(fleet: Fleet, tenant: Tenant): SftpServer {
  const draw = [fleet.seed, 'sftp-server', tenant.id] as const
  const id = `s-${hexOf(17, ...draw, 'id')}`
  return {
    key: arnOf(tenant, 'transfer', `server/${id}`),
    id,
    ...placeOf(tenant),
    users: 1 + (hash32(...draw, 'users') % 6),
    hostKeyFingerprint: `SHA256:${Buffer.from(hexOf(64, ...draw, 'host-key'), 'hex').toString('base64')}`,
  }
}

function bucketsOf(fleet: Fleet, tenant: Tenant): Bucket[] {
  const make = (use: string, more: Pick<Bucket, 'lockDays' | 'expiresAfterDays'>): Bucket => {
    const name = `${tenant.id}-${use}-${tenant.account.slice(-4)}`
    return { key: `arn:aws:s3:::${name}`, id: name, ...placeOf(tenant), ...more }
  }
  // Ten years: what banks have to keep, and nobody may shorten.
  return [make('archive', { lockDays: 3_653 }), ...(hasSftp(fleet, tenant) ? [make('exchange', { expiresAfterDays: 90 })] : [])]
}
