import type { FeedId } from './feeds'
import type { Outcome } from './observation'
import type { Ownership } from './ownership'
import { sharedTag } from './shared-tag'
import { sameValue } from './same-value'
import type { BucketRecord, LogFilterRecord, ServiceRecord, SftpServerRecord, TaggedResourceRecord, WebAclRecord } from './service-records'

/**
 * What is known of other services in one account x Region, by the key of each record.
 *
 * `byTenant` and `filtersByGroup` are the same records as a view asks for them: `*` stands among the tenants.
 */
export interface PlaceServices {
  readonly tagged: ReadonlyMap<string, TaggedResourceRecord>
  readonly filters: ReadonlyMap<string, LogFilterRecord>
  readonly webAcls: ReadonlyMap<string, WebAclRecord>
  readonly sftpServers: ReadonlyMap<string, SftpServerRecord>
  readonly buckets: ReadonlyMap<string, BucketRecord>
  readonly byTenant: ReadonlyMap<string, readonly TaggedResourceRecord[]>
  readonly filtersByGroup: ReadonlyMap<string, readonly LogFilterRecord[]>
}

export const noServices: PlaceServices = { tagged: new Map(), filters: new Map(), webAcls: new Map(), sftpServers: new Map(), buckets: new Map(), byTenant: new Map(), filtersByGroup: new Map() }

export const serviceFeeds = ['tagging.resources', 'logs.metric-filters', 'wafv2.web-acls', 'transfer.servers', 's3.buckets'] as const satisfies readonly FeedId[]
export type ServiceFeed = (typeof serviceFeeds)[number]

const kindOf = { 'tagging.resources': 'tagged-resource', 'logs.metric-filters': 'log-filter', 'wafv2.web-acls': 'web-acl', 'transfer.servers': 'sftp-server', 's3.buckets': 'bucket' } as const
const fieldOf = { 'tagging.resources': 'tagged', 'logs.metric-filters': 'filters', 'wafv2.web-acls': 'webAcls', 'transfer.servers': 'sftpServers', 's3.buckets': 'buckets' } as const

export interface ServicesChange {
  readonly next: PlaceServices
  /** Whose services differ. */
  readonly tenants: readonly string[]
}

type Success = Exclude<Outcome, { kind: 'error' }>

/** Applies a poll of one of the feeds; `next` is `before` itself when nothing differs. */
export function applyServices(before: PlaceServices, ownership: Ownership, feed: ServiceFeed, outcome: Success): ServicesChange {
  const records = (outcome.kind === 'complete' ? outcome.records : outcome.upserted).filter((record): record is ServiceRecord => record.kind === kindOf[feed])
  const old: ReadonlyMap<string, ServiceRecord> = before[fieldOf[feed]]
  const gone = new Set(outcome.kind === 'complete' ? old.keys() : outcome.removed)
  const map = new Map([...old].filter(([key]) => !gone.has(key)))
  for (const record of records) {
    const known = old.get(record.key)
    map.set(record.key, known !== undefined && sameValue(known, record) ? known : record)
  }
  const touched = [...new Set([...old.keys(), ...map.keys()])].filter((key) => old.get(key) !== map.get(key))
  if (touched.length === 0) return { next: before, tenants: [] }
  const changed: PlaceServices = { ...before, [fieldOf[feed]]: map }
  const next = feed === 'tagging.resources' ? { ...changed, byTenant: byTenant(changed.tagged) } : feed === 'logs.metric-filters' ? { ...changed, filtersByGroup: byGroup(changed.filters) } : changed
  return { next, tenants: ownersOf(before, next, ownership, feed, touched) }
}

function ownersOf(before: PlaceServices, after: PlaceServices, ownership: Ownership, feed: ServiceFeed, touched: readonly string[]): readonly string[] {
  const everyone = [...ownership.tenants.keys()]
  // A filter belongs to whoever its log group belongs to, which databases say too: they change so seldom that all are looked at.
  if (feed === 'logs.metric-filters') return everyone
  const tags = touched.flatMap((key) => [before.tagged.get(key)?.tenantTag, after.tagged.get(key)?.tenantTag]).filter((tag) => tag !== undefined)
  return tags.includes(sharedTag) ? everyone : [...new Set(tags)]
}

function byTenant(tagged: PlaceServices['tagged']): PlaceServices['byTenant'] {
  const found = new Map<string, TaggedResourceRecord[]>()
  for (const record of tagged.values()) if (record.tenantTag !== undefined) found.set(record.tenantTag, [...(found.get(record.tenantTag) ?? []), record])
  return found
}

function byGroup(filters: PlaceServices['filters']): PlaceServices['filtersByGroup'] {
  const found = new Map<string, LogFilterRecord[]>()
  for (const filter of filters.values()) found.set(filter.logGroup, [...(found.get(filter.logGroup) ?? []), filter])
  return found
}
