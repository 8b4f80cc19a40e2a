import type { WebAcl } from '../world/fleet-model'
import { isChanged } from '../world/service-state'
import type { World } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { list, type Tree } from '../wire/tree'
import { hexOf } from '../world/chance'
import { answered, operation, refused } from './operation'

const nonexistent: ServiceFault = { code: 'WAFNonexistentItemException', status: 400, message: "AWS WAF couldn’t perform the operation because your resource doesn’t exist." }
const missing = (field: string): ServiceFault => ({ code: 'WAFInvalidParameterException', status: 400, message: `Error reason: The parameter ${field} is missing.` })

/** A load balancer without a web ACL is answered with an empty reply. */
export const getWebAclForResource = operation('common', ({ world, place, input }) => {
  const arn = input.text('ResourceArn')
  if (arn === undefined) return refused(missing('ResourceArn'))
  if (!place.groups.some(({ loadBalancerArn }) => loadBalancerArn === arn)) return refused(nonexistent)
  const acl = place.services.webAcls.find(({ balancerArn }) => balancerArn === arn)
  return answered(acl === undefined || isChanged(world, acl, 'detached') ? {} : { WebACL: aclTree(world, acl) })
})

export const getIpSet = operation('common', ({ world, place, input }) => {
  const id = input.text('Id')
  input.oneOf('Scope', ['CLOUDFRONT', 'REGIONAL'])
  if (id === undefined) return refused(missing('Id'))
  const acl = place.services.webAcls.find(({ ipSet }) => ipSet.id === id && ipSet.name === input.text('Name'))
  if (acl === undefined) return refused(nonexistent)
  const { arn, name, addresses } = acl.ipSet
  const shown = isChanged(world, acl, 'lets-none-in') ? [] : addresses
  return answered({ IPSet: { Name: name, Id: id, ARN: arn, Description: `Offices of ${acl.tenant}`, IPAddressVersion: 'IPV4', Addresses: list(shown) }, LockToken: lockToken(name, shown.length) })
})

const lockToken = (...draw: readonly (string | number)[]): string => hexOf(32, ...draw, 'lock').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const visibility = (name: string): Tree => ({ SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: name })

function aclTree(world: World, acl: WebAcl): Tree {
  return {
    Name: acl.name,
    Id: acl.arn.slice(acl.arn.lastIndexOf('/') + 1),
    ARN: acl.arn,
    DefaultAction: isChanged(world, acl, 'lets-all-in') ? { Allow: {} } : { Block: {} },
    Description: `Only the addresses of ${acl.tenant}`,
    Rules: list([{ Name: 'offices', Priority: 0, Statement: { IPSetReferenceStatement: { ARN: acl.ipSet.arn } }, Action: { Allow: {} }, VisibilityConfig: visibility('offices') }]),
    VisibilityConfig: visibility(acl.name),
    Capacity: 1,
    ManagedByFirewallManager: false,
    LabelNamespace: `awswaf:${acl.account}:webacl:${acl.name}:`,
  }
}
