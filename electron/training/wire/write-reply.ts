import type { Call, ServiceName } from './call'
import { codeFor, type ServiceFault } from './service-fault'
import { Content, Instant, Items, toJson, toXml, type Tree } from './tree'

/** XML namespaces of the Query services, as their clients expect them. */
export const apiOf: Readonly<Record<ServiceName, { readonly version: string; readonly namespace: string }>> = {
  rds: { version: '2014-10-31', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  autoscaling: { version: '2011-01-01', namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' },
  sts: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  elbv2: { version: '2015-12-01', namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
  cloudwatch: { version: '2010-08-01', namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  kms: { version: '2014-11-01', namespace: '' },
  sns: { version: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  tagging: { version: '2017-01-26', namespace: '' },
  logs: { version: '2014-03-28', namespace: '' },
  wafv2: { version: '2019-07-29', namespace: '' },
  transfer: { version: '2018-11-05', namespace: '' },
  ses: { version: '2019-09-27', namespace: '' },
  ssm: { version: '2014-11-06', namespace: '' },
  dynamodb: { version: '2012-08-10', namespace: '' },
  ec2: { version: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
  scheduler: { version: '2021-06-30', namespace: '' },
  cloudtrail: { version: '2013-11-01', namespace: '' },
  s3: { version: '2006-03-01', namespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
}

export interface Written {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** JSON services differ in version and in what stands before an error's code. */
const json11 = { type: 'application/x-amz-json-1.1', faultPrefix: '' }
const jsonOf: Partial<Record<ServiceName, { readonly type: string; readonly faultPrefix: string }>> = { kms: json11, tagging: json11, logs: json11, wafv2: json11, transfer: json11, ssm: json11, cloudtrail: json11, scheduler: { type: 'application/json', faultPrefix: '' }, ses: { type: 'application/json', faultPrefix: '' }, dynamodb: { type: 'application/x-amz-json-1.0', faultPrefix: 'com.amazonaws.dynamodb.v20120810#' } }
const jsonForm = (service: ServiceName) => jsonOf[service] ?? { type: 'application/x-amz-json-1.0', faultPrefix: 'com.amazonaws.cloudwatch.v2010_08_01#' }

/** Operations that say nothing but that they were done have no tree. */
export function writeResult(call: Pick<Call, 'protocol' | 'service' | 'operation'>, tree: Tree, requestId: string): Written {
  if (tree instanceof Content) return { status: 200, headers: { 'x-amz-request-id': requestId, ...tree.headers }, body: tree.body }
  if (call.protocol === 'json') return { status: 200, headers: { 'content-type': jsonForm(call.service).type }, body: toJson(tree ?? {}) }
  if (call.protocol === 'rest') return { status: 200, headers: restHeaders(requestId), body: toXml(bucketRoots[call.operation] ?? call.operation, tree).replace('>', ` xmlns="${apiOf.s3.namespace}">`) }
  const name = call.operation
  // EC2 has no element around what it says.
  if (call.service === 'ec2') return { status: 200, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: toXml(`${name}Response`, { requestId, ...members(tree) }).replace('>', ` xmlns="${apiOf.ec2.namespace}">`) }
  const inner = toXml(`${name}Result`, tree)
  const body = `<${name}Response xmlns="${apiOf[call.service].namespace}">${inner}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`
  return { status: 200, headers: { 'content-type': 'text/xml' }, body }
}

const members = (tree: Tree): { readonly [member: string]: Tree } => (typeof tree === 'object' && !(tree instanceof Instant) && !(tree instanceof Items) && !(tree instanceof Content) ? tree : {})

/** What S3's replies are called: not like the operation. */
const bucketRoots: Readonly<Record<string, string>> = {
  GetObjectLockConfiguration: 'ObjectLockConfiguration',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetPublicAccessBlock: 'PublicAccessBlockConfiguration',
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
}
const restHeaders = (requestId: string) => ({ 'content-type': 'application/xml', 'x-amz-request-id': requestId })
/** S3's own words where they differ from the other services'. */
const restFaults: Readonly<Record<string, { readonly code: string; readonly status?: number }>> = {
  Throttling: { code: 'SlowDown', status: 503 },
  InvalidClientTokenId: { code: 'InvalidAccessKeyId' },
  MissingAuthenticationToken: { code: 'AccessDenied' },
  ExpiredToken: { code: 'ExpiredToken', status: 400 },
  InternalFailure: { code: 'InternalError' },
  InvalidAction: { code: 'NotImplemented', status: 501 },
}

/** The same of EC2's. */
const ec2Faults: Readonly<Record<string, { readonly code: string; readonly status?: number }>> = {
  Throttling: { code: 'RequestLimitExceeded', status: 503 },
  AccessDenied: { code: 'UnauthorizedOperation' },
  ExpiredToken: { code: 'RequestExpired', status: 400 },
  InvalidClientTokenId: { code: 'AuthFailure', status: 401 },
  MissingAuthenticationToken: { code: 'AuthFailure', status: 401 },
  InternalFailure: { code: 'InternalError' },
}

export function writeFault(call: Pick<Call, 'protocol' | 'service'>, fault: ServiceFault, requestId: string): Written {
  const side = fault.status >= 500 ? 'Receiver' : 'Sender'
  if (call.protocol === 'json') {
    // Clients that were written for the Query protocol read the old code from this header.
    const { type, faultPrefix } = jsonForm(call.service)
    const headers = { 'content-type': type, 'x-amzn-query-error': `${fault.code};${side}` }
    return { status: fault.status, headers, body: JSON.stringify({ __type: `${faultPrefix}${codeFor(fault, 'json')}`, message: fault.message, ...fault.more }) }
  }
  if (call.protocol === 'rest') {
    const { code, status } = { code: fault.code, status: fault.status, ...restFaults[fault.code] }
    return { status, headers: restHeaders(requestId), body: toXml('Error', { Code: code, Message: fault.message, RequestId: requestId }) }
  }
  if (call.service === 'ec2') {
    const { code, status } = { code: fault.code, status: fault.status, ...ec2Faults[fault.code] }
    return { status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: toXml('Response', { Errors: { Error: { Code: code, Message: fault.message } }, RequestID: requestId }) }
  }
  const error = toXml('Error', { Type: side, Code: fault.code, Message: fault.message })
  return { status: fault.status, headers: { 'content-type': 'text/xml' }, body: `<ErrorResponse xmlns="${apiOf[call.service].namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>` }
}
