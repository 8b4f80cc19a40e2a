import { GetResourcesCommand, ResourceGroupsTaggingAPIClient, type ResourceTagMapping } from '@aws-sdk/client-resource-groups-tagging-api'
import type { TaggedResourceRecord, TaggedType } from '#shared/fleet/service-records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { withDates, type ClientConfig, type Clients } from './clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from './date'
import { collectPages } from './paging'
import { send, type Exchange } from './send'
import { placingTags, type TagNames } from './tags'

const pageSize = 100

/** Whole services where the type's name differs between AWS's lists; what is of no use is left out of the records. */
const types = ['elasticloadbalancing:loadbalancer', 'logs', 's3', 'transfer:server', 'wafv2']

const open = (config: ClientConfig): ResourceGroupsTaggingAPIClient =>
  withDates(new ResourceGroupsTaggingAPIClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function fetchTaggedResources(clients: Clients, exchange: Exchange, tags: TagNames, call: Call): Promise<Reply<TaggedResourceRecord>> {
  const tagging = clients.later('tagging', open)
  return collectPages(
    (token) =>
      send(exchange, call, 'tag', 'GetResources', (abortSignal) =>
        tagging.send(new GetResourcesCommand({ ResourceTypeFilters: types, TagFilters: [{ Key: tags.tenant }], ResourcesPerPage: pageSize, PaginationToken: token }), { abortSignal }),
      ),
    (output) => output.ResourceTagMappingList && { records: output.ResourceTagMappingList.flatMap((mapping) => toTagged(tags, mapping)), next: output.PaginationToken },
  )
}

function toTagged(names: TagNames, { ResourceARN: arn, Tags: tags }: ResourceTagMapping): TaggedResourceRecord[] {
  const found = arn === undefined ? undefined : whatIs(arn)
  return arn === undefined || found === undefined ? [] : [{ kind: 'tagged-resource', key: arn, ...found, ...placingTags(names, tags) }]
}

/** `arn:<partition>:<service>:<region>:<account>:<rest>`; undefined: of no use here. */
export function whatIs(arn: string): { readonly type: TaggedType; readonly id: string } | undefined {
  const [, , service, , , ...parts] = arn.split(':')
  const rest = parts.join(':')
  switch (service) {
    case 'elasticloadbalancing':
      return named('load-balancer', /^loadbalancer\/app\/([^/]+)\//.exec(rest))
    case 'logs':
      return named('log-group', /^log-group:([^:]+)(?::\*)?$/.exec(rest))
    case 's3':
      return named('bucket', /^([^/:]+)$/.exec(rest))
    case 'transfer':
      return named('sftp-server', /^server\/([^/]+)$/.exec(rest))
    case 'wafv2':
      return named('web-acl', /^regional\/webacl\/([^/]+)\//.exec(rest))
    default:
      return undefined
  }
}

const named = (type: TaggedType, match: RegExpExecArray | null) => (match === null ? undefined : { type, id: match[1] ?? '' })
