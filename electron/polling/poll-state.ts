import type { AppError } from '#shared/kernel/app-error'
import { feedIds, feeds, services, type Feed, type FeedId, type Service } from '#shared/fleet/feeds'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { scopeKey, type Scope } from '#shared/fleet/observation'
import type { AwsReader, AwsReaders } from '#electron/ports/aws-reader'
import { closedBreaker, type Breaker } from './breaker'
import { emptyMemory, type PlaceMemory } from './feeds/place-memory'

/**
 * The watch's own book-keeping: one place an account x Region, one scope a service of it, one entry a feed of that. The only mutable
 * state beside the fleet store; the scheduler and the poll write it, the status reads it.
 */
export interface Place {
  readonly account: string
  readonly region: string
  /** `account/region`: key of limiter lines and phase. */
  readonly key: string
  readonly reader: AwsReader
  readonly memory: PlaceMemory
  readonly scopes: readonly ScopeBook[]
}

export interface ScopeBook {
  readonly scope: Scope
  readonly place: Place
  readonly entries: readonly FeedEntry[]
  breaker: Breaker
  requests: number
  dollars: number
}

export interface FeedEntry {
  readonly key: string
  readonly feed: Feed
  readonly scope: ScopeBook
  /** An operator asked for it: goes before the cadence's own polls. */
  visible: boolean
  polled: boolean
  failuresInARow: number
  /** Requests of the last poll that succeeded; before: as if it took one. */
  requests: number
  error?: AppError
  /** AWS time of the last success. */
  observedAtMs?: number
  /** When its last poll ended, AWS time. */
  endedAtMs?: number
}

export function createPlaces(config: FleetConfig, readers: AwsReaders): readonly Place[] {
  return config.accounts.flatMap((account) => account.regions.map((region) => createPlace(account.id, region, readers(account.id, region))))
}

function createPlace(account: string, region: string, reader: AwsReader): Place {
  const scopes: ScopeBook[] = []
  const place: Place = { account, region, key: `${account}/${region}`, reader, memory: emptyMemory(), scopes }
  scopes.push(...services.map((service) => createScope(place, service)))
  return place
}

function createScope(place: Place, service: Service): ScopeBook {
  const scope: Scope = { account: place.account, region: place.region, service }
  const entries: FeedEntry[] = []
  const book: ScopeBook = { scope, place, entries, breaker: closedBreaker, requests: 0, dollars: 0 }
  const own = feedIds.filter((id) => feeds[id].service === service)
  entries.push(...own.map((id) => ({ key: `${scopeKey(scope)}/${id}`, feed: feeds[id], scope: book, visible: false, polled: false, failuresInARow: 0, requests: 1 })))
  return book
}

export const entriesOf = (place: Place): readonly FeedEntry[] => place.scopes.flatMap((scope) => scope.entries)

export const entryOf = (place: Place, feed: FeedId): FeedEntry => {
  const entry = entriesOf(place).find((candidate) => candidate.feed.id === feed)
  if (entry === undefined) throw new Error(`No entry for ${feed}`) // every feed's service is in `services`
  return entry
}
