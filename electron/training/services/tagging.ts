import type { Place } from '../world/fleet-model'
import { faults } from '../wire/service-fault'
import { list, type Tree } from '../wire/tree'
import { answered, operation } from './operation'
import { decodeToken, pageAfter } from './paging'

interface Tagged {
  readonly arn: string
  readonly type: string
  readonly tenant: string
  readonly environment?: string
}

/** Databases, app groups and alarms are tagged too, but the product reads their tags elsewhere: only load balancers and services are listed. */
export const getResources = operation('common', ({ place, input }) => {
  const size = input.whole('ResourcesPerPage', { min: 1, max: 100 }) ?? 100
  const token = input.text('PaginationToken')
  const after = token === undefined || token === '' ? undefined : decodeToken('tagged', token)
  if (token !== undefined && token !== '' && after === undefined) input.fail({ ...faults.validation('PaginationToken is not valid'), code: 'PaginationTokenExpiredException' })
  const types = input.texts('ResourceTypeFilters')
  const filters = input.records('TagFilters').map((filter) => ({ key: filter.text('Key') ?? '', values: filter.texts('Values') }))
  const wanted = taggedOf(place).filter((thing) => (types.length === 0 || types.some((type) => thing.type === type || thing.type.startsWith(`${type}:`))) && filters.every(({ key, values }) => hasTag(thing, key, values)))
  const page = pageAfter('tagged', wanted, ({ arn }) => arn, after, size)
  return answered({ PaginationToken: page.next ?? '', ResourceTagMappingList: list(page.items.map(mapping)) })
})

const tagsOf = ({ tenant, environment }: Tagged): readonly (readonly [string, string])[] => [...(environment === undefined ? [] : [['environment', environment] as const]), ['tenant', tenant] as const]

const hasTag = (thing: Tagged, key: string, values: readonly string[]): boolean => tagsOf(thing).some(([name, value]) => name === key && (values.length === 0 || values.includes(value)))

const mapping = (thing: Tagged): Tree => ({ ResourceARN: thing.arn, Tags: list(tagsOf(thing).map(([Key, Value]) => ({ Key, Value }))) })

/** Built once a place: what stands there does not change. */
const known = new WeakMap<Place, readonly Tagged[]>()

function taggedOf(place: Place): readonly Tagged[] {
  const before = known.get(place)
  if (before !== undefined) return before
  const { webAcls, sftpServers, buckets, filters } = place.services
  const of = ({ tenant, environment }: { readonly tenant: string; readonly environment?: string }) => ({ tenant, ...(environment === undefined ? {} : { environment }) })
  // RDS makes the log groups of its databases itself, and does not tag them.
  const groups = new Map(filters.filter(({ databaseId }) => databaseId === undefined).map((filter) => [filter.logGroupArn, filter]))
  const tagged = [
    ...place.groups.map((group): Tagged => ({ arn: group.loadBalancerArn, type: 'elasticloadbalancing:loadbalancer', tenant: group.tenantTag, environment: group.environment })),
    ...webAcls.map((acl): Tagged => ({ arn: acl.arn, type: 'wafv2:regional', ...of(acl) })),
    ...webAcls.map((acl): Tagged => ({ arn: acl.ipSet.arn, type: 'wafv2:regional', ...of(acl) })),
    ...sftpServers.map((server): Tagged => ({ arn: server.key, type: 'transfer:server', ...of(server) })),
    ...buckets.map((bucket): Tagged => ({ arn: bucket.key, type: 's3:bucket', ...of(bucket) })),
    ...[...groups].map(([arn, filter]): Tagged => ({ arn, type: 'logs:log-group', ...of(filter) })),
  ].sort((left, right) => (left.arn < right.arn ? -1 : left.arn > right.arn ? 1 : 0))
  known.set(place, tagged)
  return tagged
}
