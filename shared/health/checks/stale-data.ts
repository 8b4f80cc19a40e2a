import { freshness, isRefusal, notFreshSinceMs, type Freshness } from '../../fleet/feed-state'
import { feedIds, feeds, services, type FeedId, type Service } from '../../fleet/feeds'
import { scopeKey } from '../../fleet/observation'
import type { Place, TenantView } from '../../fleet/tenant-view'
import { assertNever } from '../../kernel/assert-never'
import { about, basisOf, evidence, type Check, type Verdict } from '../check'
import { relevantFeeds } from '../relevant-feeds'
import { listText, momentText } from '../wording'

export const staleData: Check = {
  id: 'stale-data',
  clause: 'monitoring',
  title: 'Data that is too old to judge by',
  feeds: feedIds,
  judge: (view, nowMs) => view.places.flatMap((place) => services.flatMap((service) => judgeService(view, place, service, nowMs))),
  nextChangeAtMs: (view, nowMs) => {
    const limits = view.places.flatMap((place) => relevantFeeds(view, place).flatMap((feed) => limitMs(place, feed, nowMs)))
    return limits.length === 0 ? undefined : Math.min(...limits)
  },
}

function limitMs(place: Place, feed: FeedId, nowMs: number): readonly number[] {
  const state = place.feeds[feed]
  return freshness(feed, state, nowMs).kind === 'fresh' ? [state.observedAtMs! + feeds[feed].staleAfterMs + 1] : []
}

interface StaleFeed {
  readonly feed: FeedId
  readonly found: Exclude<Freshness, { kind: 'fresh' }>
  readonly sinceMs: number | undefined
}

/** One finding a place and service: they share credentials, limits and fate. */
function judgeService(view: TenantView, place: Place, service: Service, nowMs: number): readonly Verdict[] {
  const stale = relevantFeeds(view, place).flatMap((feed): readonly StaleFeed[] => {
    const found = freshness(feed, place.feeds[feed], nowMs)
    return feeds[feed].service !== service || found.kind === 'fresh' ? [] : [{ feed, found, sinceMs: notFreshSinceMs(feed, place.feeds[feed], nowMs) }]
  })
  const worst = [...stale].sort((a, b) => rank(a.found) - rank(b.found))[0]
  if (worst === undefined) return []
  const began = stale.flatMap(({ sinceMs }) => sinceMs ?? [])
  const scope = { account: place.account, region: place.region, service }
  return [
    about({ kind: 'scope', id: scopeKey(scope), account: place.account, region: place.region }, basisOf(place, worst.feed), {
      // What a role was never allowed to read is said, and turns nobody grey (decision 0020).
      severity: stale.every(weighsNothing) ? 'info' : 'unknown',
      summary: summaryOf(place, stale, worst),
      evidence: stale.map(({ feed, found }) => evidence(feeds[feed].title, stateText(place, feed, found))),
      ...(began.length === 0 ? { seenAtMs: nowMs } : { beganAtMs: Math.min(...began) }),
      // What was never told has no last known verdict; the rest is as good as it was.
      ...(stale.some(({ found }) => found.kind === 'never') ? {} : { lastKnownSeverity: 'info' }),
    }),
  ]
}

const weighsNothing = ({ feed, found }: StaleFeed): boolean => feeds[feed].explains === true || (feeds[feed].mayBeRefused === true && found.kind === 'never' && isRefusal(found.error) && found.error?.kind !== 'cancelled')

const rank = ({ kind }: StaleFeed['found']): number => ['refused', 'never', 'old'].indexOf(kind)

function summaryOf(place: Place, stale: readonly StaleFeed[], { found }: StaleFeed): string {
  const what = listText(stale.map(({ feed }) => feeds[feed].title))
  const where = `account ${place.account}, ${place.region}`
  const so = 'What rests on it is unknown.'
  switch (found.kind) {
    case 'refused':
      return `${upper(what)} of ${where} cannot be read: ${sentence(found.error.message)} ${so}`
    case 'never':
      return found.error === undefined ? `${upper(what)} of ${where} has not been read yet. ${so}` : `${upper(what)} of ${where} could not be read yet: ${sentence(found.error.message)} ${so}`
    case 'old':
      return found.error === undefined ? `${upper(what)} of ${where} is too old to judge by. ${so}` : `${upper(what)} of ${where} is too old to judge by: ${sentence(found.error.message)} ${so}`
    default:
      return assertNever(found)
  }
}

function stateText(place: Place, feed: FeedId, found: StaleFeed['found']): string {
  const { observedAtMs } = place.feeds[feed]
  const last = observedAtMs === undefined ? 'never read' : `last read ${momentText(observedAtMs)}`
  return 'error' in found && found.error !== undefined ? `${last}; then ${found.error.kind}: ${found.error.message}` : last
}

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
