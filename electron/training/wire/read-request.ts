import type { IncomingHttpHeaders } from 'node:http'
import { serviceNames, type Call, type Protocol, type ServiceName } from './call'
import { queryParams } from './query-params'

/** Names in a signature's scope, by service. */
const scopeNames: Readonly<Record<string, ServiceName>> = { rds: 'rds', monitoring: 'cloudwatch', autoscaling: 'autoscaling', elasticloadbalancing: 'elbv2', sts: 'sts', kms: 'kms', tagging: 'tagging', logs: 'logs', wafv2: 'wafv2', transfer: 'transfer', s3: 's3', sns: 'sns', ses: 'ses', ssm: 'ssm', dynamodb: 'dynamodb', ec2: 'ec2', cloudtrail: 'cloudtrail' }

/** What stands before the operation in `X-Amz-Target`: the JSON services. */
const targetPrefixes: Readonly<Record<string, ServiceName>> = { GraniteServiceVersion20100801: 'cloudwatch', TrentService: 'kms', ResourceGroupsTaggingAPI_20170126: 'tagging', Logs_20140328: 'logs', AWSWAF_20190729: 'wafv2', TransferService: 'transfer', AmazonSSM: 'ssm', DynamoDB_20120810: 'dynamodb', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101': 'cloudtrail', CloudTrail_20131101: 'cloudtrail' }

interface Where {
  readonly method: string
  readonly path: string
}

/** Decodes a request; undefined when it is none that an AWS client would send. */
export function readRequest(headers: IncomingHttpHeaders, body: string, query: string, where: Where = { method: 'POST', path: '/' }): Call | undefined {
  const signature = readSignature(headers.authorization, query)
  if (signature?.service === 's3') return readBucketRequest(headers, body, query, where, signature)
  if (signature?.service === 'scheduler') return readScheduleRequest(headers, body, query, where, signature)
  if (signature?.service === 'ses') return readMailRequest(headers, body, where, signature)
  const target = header(headers, 'x-amz-target')
  if (target !== undefined) {
    const params = parseJson(body)
    const dot = target.lastIndexOf('.')
    const [prefix, operation] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)]
    const service = Object.hasOwn(targetPrefixes, prefix) ? targetPrefixes[prefix] : undefined
    return service === undefined || params === undefined ? undefined : callOf('json', service, operation, signature, params, headers)
  }
  const params = queryParams(body === '' ? query : body)
  const action = params['Action']
  if (typeof action !== 'string') return undefined
  const service = signature === undefined ? serviceByVersion(params['Version']) : scopeNames[signature.service]
  return service === undefined ? undefined : callOf('query', service, action, signature, params, headers)
}

function readBucketRequest(headers: IncomingHttpHeaders, body: string, query: string, { method, path }: Where, signature: Signature): Call {
  const [bucket = '', ...rest] = decodeURIComponent(path.slice(1)).split('/')
  const key = rest.join('/')
  if (key === '') return callOf('rest', 's3', bucketOperation(method, query), signature, { Bucket: bucket, ...listParams(query) }, headers)
  const operation = objectOperations[method] ?? `${method} of what is not served`
  const params = { IfMatch: header(headers, 'if-match'), IfNoneMatch: header(headers, 'if-none-match'), ContentType: header(headers, 'content-type'), CacheControl: header(headers, 'cache-control'), ObjectLockMode: header(headers, 'x-amz-object-lock-mode'), ObjectLockRetainUntilDate: header(headers, 'x-amz-object-lock-retain-until-date'), VersionId: new URLSearchParams(query).get('versionId') ?? undefined }
  return callOf('rest', 's3', operation, signature, { Bucket: bucket, Key: key, Body: unchunked(headers, body), ...params }, headers)
}
const objectOperations: Readonly<Record<string, string>> = { PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }

const listNames = { prefix: 'Prefix', 'max-keys': 'MaxKeys', 'continuation-token': 'ContinuationToken', 'start-after': 'StartAfter', 'encoding-type': 'EncodingType' } as const

function listParams(query: string): Record<string, string> {
  const given = new URLSearchParams(query)
  return Object.fromEntries(Object.entries(listNames).flatMap(([name, param]) => (given.get(name) === null ? [] : [[param, given.get(name) ?? '']])))
}

/** Clients that do not know a body's checksum before send it in signed pieces, with the checksum behind them. */
function unchunked(headers: IncomingHttpHeaders, body: string): string {
  if (header(headers, 'x-amz-content-sha256')?.startsWith('STREAMING-') !== true) return body
  const bytes = Buffer.from(body, 'utf8')
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = lineEnd < 0 ? 0 : Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(parts).toString('utf8')
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}

function readMailRequest(headers: IncomingHttpHeaders, body: string, { method, path }: Where, signature: Signature): Call | undefined {
  const [, address] = /^\/v2\/email\/suppression\/addresses\/([^/]+)$/.exec(path) ?? []
  if (method === 'GET' && address !== undefined) return callOf('json', 'ses', 'GetSuppressedDestination', signature, { EmailAddress: decodeURIComponent(address) }, headers)
  const params = parseJson(body)
  return params === undefined ? undefined : callOf('json', 'ses', method === 'POST' && path === '/v2/email/outbound-emails' ? 'SendEmail' : `${method} ${path}`, signature, params, headers)
}

const scheduleOperations: Readonly<Record<string, string>> = { POST: 'CreateSchedule', PUT: 'UpdateSchedule', GET: 'GetSchedule', DELETE: 'DeleteSchedule' }

/** `/schedules/<name>?groupName=...`, or `/schedules?ScheduleGroup=...` for the list. */
function readScheduleRequest(headers: IncomingHttpHeaders, body: string, query: string, { method, path }: Where, signature: Signature): Call | undefined {
  const params = parseJson(body)
  const asked = Object.fromEntries(new URLSearchParams(query))
  const [, name] = /^\/schedules\/([^/]+)$/.exec(path) ?? []
  if (params === undefined) return undefined
  if (name !== undefined) return callOf('json', 'scheduler', scheduleOperations[method] ?? `${method} ${path}`, signature, { ...params, Name: decodeURIComponent(name), ...(asked['groupName'] === undefined ? {} : { GroupName: asked['groupName'] }) }, headers)
  return callOf('json', 'scheduler', method === 'GET' && path === '/schedules' ? 'ListSchedules' : `${method} ${path}`, signature, asked, headers)
}

const bucketReads: Readonly<Record<string, string>> = { 'object-lock': 'GetObjectLockConfiguration', versioning: 'GetBucketVersioning', lifecycle: 'GetBucketLifecycleConfiguration', publicAccessBlock: 'GetPublicAccessBlock', versions: 'ListObjectVersions', 'list-type': 'ListObjectsV2' }

/** S3 says in the query which setting of a bucket is meant. */
function bucketOperation(method: string, query: string): string {
  const setting = query.split('&').map((part) => part.split('=')[0] ?? '').find((name) => Object.hasOwn(bucketReads, name))
  return method === 'GET' && setting !== undefined ? (bucketReads[setting] ?? '') : `${method} of what is not served`
}

/** An answer in JSON for whoever asked in JSON, even when the request could not be read. */
export const protocolOf = (headers: IncomingHttpHeaders): Protocol => (header(headers, 'x-amz-target') === undefined ? 'query' : 'json')

function callOf(protocol: Protocol, service: ServiceName, operation: string, signature: Signature | undefined, params: Record<string, unknown>, headers: IncomingHttpHeaders): Call {
  const sessionToken = header(headers, 'x-amz-security-token')
  return {
    protocol,
    service,
    operation,
    region: signature?.region ?? 'us-east-1',
    params,
    ...(signature === undefined ? {} : { accessKeyId: signature.accessKeyId }),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  }
}

interface Signature {
  readonly accessKeyId: string
  readonly region: string
  readonly service: string
}

const credentialPattern = /([A-Za-z0-9_-]+)(?:\/|%2F)\d{8}(?:\/|%2F)([a-z0-9-]+)(?:\/|%2F)([a-z0-9-]+)(?:\/|%2F)aws4_request/

/** Signature Version 4, in the header or (presigned) in the query. Parsed, never verified: see decision 0003. */
function readSignature(authorization: string | undefined, query: string): Signature | undefined {
  const text = authorization?.startsWith('AWS4-') === true ? authorization : query.includes('X-Amz-Credential=') ? query : undefined
  const match = text === undefined ? null : credentialPattern.exec(text)
  return match === null ? undefined : { accessKeyId: match[1] ?? '', region: match[2] ?? '', service: match[3] ?? '' }
}

const versions: Readonly<Record<string, ServiceName>> = { '2014-10-31': 'rds', '2011-01-01': 'autoscaling', '2011-06-15': 'sts', '2015-12-01': 'elbv2', '2010-08-01': 'cloudwatch', '2010-03-31': 'sns', '2016-11-15': 'ec2' }
const serviceByVersion = (version: unknown): ServiceName | undefined => (typeof version === 'string' ? versions[version] : undefined)

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined // checked on this line
  } catch {
    return undefined
  }
}

export const isServiceName = (name: string): name is ServiceName => (serviceNames as readonly string[]).includes(name)
