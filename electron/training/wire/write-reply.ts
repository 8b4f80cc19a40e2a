import type { Call, ServiceName } from './call'
import { codeFor, type ServiceFault } from './service-fault'
import { toJson, toXml, type Tree } from './tree'

/** XML namespaces of the Query services, as their clients expect them. */
export const apiOf: Readonly<Record<ServiceName, { readonly version: string; readonly namespace: string }>> = {
  rds: { version: '2014-10-31', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  autoscaling: { version: '2011-01-01', namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' },
  sts: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  elbv2: { version: '2015-12-01', namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
  cloudwatch: { version: '2010-08-01', namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  kms: { version: '2014-11-01', namespace: '' },
}

export interface Written {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** JSON services differ in version and in what stands before an error's code. */
const jsonOf: Partial<Record<ServiceName, { readonly type: string; readonly faultPrefix: string }>> = { kms: { type: 'application/x-amz-json-1.1', faultPrefix: '' } }
const jsonForm = (service: ServiceName) => jsonOf[service] ?? { type: 'application/x-amz-json-1.0', faultPrefix: 'com.amazonaws.cloudwatch.v2010_08_01#' }

export function writeResult(call: Pick<Call, 'protocol' | 'service' | 'operation'>, tree: Tree, requestId: string): Written {
  if (call.protocol === 'json') return { status: 200, headers: { 'content-type': jsonForm(call.service).type }, body: toJson(tree) }
  const name = call.operation
  const inner = toXml(`${name}Result`, tree)
  const body = `<${name}Response xmlns="${apiOf[call.service].namespace}">${inner}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`
  return { status: 200, headers: { 'content-type': 'text/xml' }, body }
}

export function writeFault(call: Pick<Call, 'protocol' | 'service'>, fault: ServiceFault, requestId: string): Written {
  const side = fault.status >= 500 ? 'Receiver' : 'Sender'
  if (call.protocol === 'json') {
    // Clients that were written for the Query protocol read the old code from this header.
    const { type, faultPrefix } = jsonForm(call.service)
    const headers = { 'content-type': type, 'x-amzn-query-error': `${fault.code};${side}` }
    return { status: fault.status, headers, body: JSON.stringify({ __type: `${faultPrefix}${codeFor(fault, 'json')}`, message: fault.message }) }
  }
  const error = toXml('Error', { Type: side, Code: fault.code, Message: fault.message })
  return { status: fault.status, headers: { 'content-type': 'text/xml' }, body: `<ErrorResponse xmlns="${apiOf[call.service].namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>` }
}
