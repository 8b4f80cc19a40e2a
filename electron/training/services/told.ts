import { addressAt } from '../world/doors'
import type { TrailRecord } from '../world/support-things'
import { withRecord } from '../world/trail'
import { withDeeds, type World } from '../world/world'
import type { ServiceName } from '../wire/call'
import type { ServiceFault } from '../wire/service-fault'
import type { Identity } from './operation'

/** Services whose changes are management events, and what CloudTrail calls them. What is put into buckets and tables, and mail, are none. */
const sources: Partial<Record<ServiceName, string>> = {
  ssm: 'ssm.amazonaws.com',
  ec2: 'ec2.amazonaws.com',
  scheduler: 'scheduler.amazonaws.com',
  rds: 'rds.amazonaws.com',
  cloudwatch: 'monitoring.amazonaws.com',
  autoscaling: 'autoscaling.amazonaws.com',
  elbv2: 'elasticloadbalancing.amazonaws.com',
}

export interface Told {
  readonly service: ServiceName
  readonly operation: string
  readonly region: string
  readonly identity: Identity
  readonly params: Readonly<Record<string, unknown>>
  /** Why it was not done; absent: it was. */
  readonly fault?: ServiceFault | undefined
  /** A service of AWS did it, with a role of the account's. */
  readonly invokedBy?: string
}

/** The world in which CloudTrail has heard of a call, where it is one that changes something. */
export function told(world: World, { service, operation, region, identity, params, fault, invokedBy }: Told): World {
  const source = sources[service]
  if (source === undefined || /^(Describe|List|Get|Lookup)/.test(operation)) return world
  const happened = {
    account: identity.account,
    region,
    name: operation,
    source,
    arn: identity.arn,
    sourceAddress: invokedBy ?? addressAt(world),
    ...(invokedBy === undefined ? {} : { invokedBy }),
    parameters: parametersOf(params),
    resources: resourcesOf(params),
    ...(fault === undefined ? {} : { error: { code: fault.code, message: fault.message } }),
  }
  return withDeeds(world, { trail: withRecord(world, happened) })
}

/** What is not said of a request: how it was sent, and what may be secret. */
const unsaid = new Set(['Action', 'Version'])
const hidden = new Set(['Value'])
const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
const parametersOf = (params: Readonly<Record<string, unknown>>): TrailRecord['parameters'] =>
  Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (unsaid.has(name) ? [] : [[camel(name), hidden.has(name) ? 'HIDDEN_DUE_TO_SECURITY_REASONS' : value]])))

const types: Readonly<Record<string, string>> = { GroupId: 'AWS::EC2::SecurityGroup', DBInstanceIdentifier: 'AWS::RDS::DBInstance', DBSnapshotIdentifier: 'AWS::RDS::DBSnapshot' }
const resourcesOf = (params: Readonly<Record<string, unknown>>): TrailRecord['resources'] => Object.entries(params).flatMap(([name, value]) => (types[name] === undefined || typeof value !== 'string' ? [] : [{ type: types[name], name: value }]))
