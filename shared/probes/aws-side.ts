import { freshness } from '../fleet/feed-state'
import type { FeedId } from '../fleet/feeds'
import type { AppGroupView, DatabaseView, TenantView } from '../fleet/tenant-view'
import { inService } from '../health/app-capacity'
import { statusMeaning } from '../health/database-status'
import { latestFailover } from '../health/failover'

/**
 * What AWS says of an environment that does not answer: the two together tell an operator where to look.
 *
 * `fine`: AWS shows nothing wrong. `unread`: what AWS would say is too old or was refused.
 */
export interface AwsSide {
  readonly kind: 'failingOver' | 'failedOver' | 'databaseDown' | 'appDown' | 'fine' | 'unread' | 'nothing'
  /** Follows "does not work for its clients": ", while its database x fails over". */
  readonly words: string
}

/** `downSinceMs`: since when the probe finds it down. */
export function awsSideOf(view: TenantView, environment: string, downSinceMs: number, nowMs: number): AwsSide {
  const databases = view.databases.filter((database) => database.environment === environment && database.record.replicaOf === undefined)
  const groups = view.appGroups.filter((group) => group.environment === environment)
  const told = databases.flatMap((database) => databaseTrouble(database, downSinceMs) ?? [])[0] ?? groups.flatMap((group) => appTrouble(group) ?? [])[0]
  if (told !== undefined) return told
  const isAnswered = [...view.places, ...(view.searched ?? [])].every(({ feeds }) => isFresh(feeds, 'rds.instances', nowMs) && isFresh(feeds, 'autoscaling.groups', nowMs))
  if (databases.length + groups.length === 0 && isAnswered) return { kind: 'nothing', words: '. AWS holds nothing that carries the tag of this environment' }
  const isRead = databases.every(({ place }) => isFresh(place.feeds, 'rds.instances', nowMs)) && groups.every(({ place }) => isFresh(place.feeds, 'autoscaling.groups', nowMs))
  if (!isRead) return { kind: 'unread', words: '. What AWS would say of it cannot be read now' }
  return { kind: 'fine', words: `, although AWS shows its ${partsText(databases.length, groups.length)} as fine: look at the network, DNS, the load balancer, the application` }
}

const isFresh = (feeds: DatabaseView['place']['feeds'], feed: FeedId, nowMs: number): boolean => freshness(feed, feeds[feed], nowMs).kind === 'fresh'

function partsText(databases: number, groups: number): string {
  if (groups === 0) return 'database'
  return databases === 0 ? 'app servers' : 'database and app servers'
}

function databaseTrouble(database: DatabaseView, downSinceMs: number): AwsSide | undefined {
  const { id, status } = database.record
  const failover = latestFailover(database)
  if (failover?.state === 'inProgress') return { kind: 'failingOver', words: `, while its database ${id} fails over` }
  if (failover?.state === 'failed') return { kind: 'databaseDown', words: `: the failover of its database ${id} failed` }
  const meaning = statusMeaning(status)
  if (meaning !== undefined && (meaning.severity === 'degraded' || meaning.severity === 'critical')) return { kind: 'databaseDown', words: `: its database ${id} is ${status}` }
  const overAtMs = failover?.completedAtMs
  if (overAtMs === undefined || overAtMs < downSinceMs) return undefined
  return { kind: 'failedOver', words: `, although its database ${id} has failed over: the application may still hold old connections or addresses` }
}

function appTrouble({ record, targets }: AppGroupView): AwsSide | undefined {
  if (inService(record).length === 0) return { kind: 'appDown', words: `: none of the app servers of ${record.id} is in service` }
  const states = targets.filter(({ waitsForTurn }) => waitsForTurn !== true).flatMap((group) => group.targets.map(({ state }) => state))
  return states.length > 0 && !states.includes('healthy') ? { kind: 'appDown', words: `: no target of ${record.id} is healthy` } : undefined
}
