/**
 * Whose network is it? When every host that is asked fails, one after another and with no answer in between, nothing is blamed on tenants:
 * it is the way from this console to them.
 *
 * 1. It takes three hosts; fewer cannot tell. All that were asked since the first failure must have failed; of twenty and more one in twenty
 *    may still answer (a host in our own house).
 * 2. A first failure is news, a repeated one is not: who has been down for long says nothing about now. Of a host with several pages only
 *    those count that were not down already; and when another of its pages answers, the way to it works.
 * 3. `asking`: all so far failed, but too few were asked. Who asks should ask `wanted` other hosts at once; nobody is blamed meanwhile.
 * 4. It is over as soon as more than one in twenty answers again.
 */
export interface Network {
  readonly verdict: NetworkVerdict
  /** Newest first: every answer, and the first failure of each run of failures. */
  readonly recent: readonly HostNews[]
  /** While it is ours: who has answered since. */
  readonly answering: readonly string[]
}

export type NetworkVerdict = { readonly kind: 'fine' } | { readonly kind: 'asking'; readonly wanted: number } | { readonly kind: 'ours'; readonly sinceMs: number; readonly hosts: number }

export interface HostNews {
  readonly host: string
  readonly atMs: number
  readonly failed: boolean
}

export interface Surroundings {
  /** Hosts that could tell: those that have not been down for long. */
  readonly telling: number
  /** Failures further apart than this are no one event: two of the longest timeouts, and some. */
  readonly onsetMs: number
}

export const fewestHosts = 3
/** So many hosts speak for all. */
export const enoughHosts = 100
const rememberedNews = 512

export const quietNetwork: Network = { verdict: { kind: 'fine' }, recent: [], answering: [] }

/** A host answered, or began to fail. A host that goes on failing is no news: leave it out. */
export function afterNews(before: Network, news: HostNews, around: Surroundings): Network {
  const recent = [news, ...before.recent].slice(0, rememberedNews)
  if (before.verdict.kind !== 'ours') return { recent, answering: [], verdict: verdictOf(recent, around) }
  if (news.failed) return { ...before, recent, answering: before.answering.filter((host) => host !== news.host) }
  const answering = before.answering.includes(news.host) ? before.answering : [...before.answering, news.host]
  const isOver = answering.length > exempt(Math.max(before.verdict.hosts, answering.length))
  // The failures were not the hosts': they do not count towards the next time.
  return isOver ? { verdict: { kind: 'fine' }, recent: recent.filter(({ failed }) => !failed), answering: [] } : { ...before, recent, answering }
}

/** Nobody else is left to ask: what was `asking` is answered by what is known. */
export const afterAllAsked = (network: Network): Network => (network.verdict.kind === 'asking' ? { ...network, verdict: { kind: 'fine' } } : network)

function verdictOf(recent: readonly HostNews[], { telling, onsetMs }: Surroundings): NetworkVerdict {
  const newest = recent[0]
  if (newest === undefined || telling < fewestHosts) return { kind: 'fine' }
  const seen = new Set<string>()
  let failed = 0
  let answered = 0
  let worked = 0
  let wanted = 0
  for (const { host, atMs, failed: hasFailed } of recent) {
    if (newest.atMs - atMs > onsetMs) break
    if (seen.has(host)) {
      // It answered, and failed after that: what failed before is no part of this.
      if (!hasFailed && ++worked + answered > exempt(failed + answered)) break
      continue
    }
    seen.add(host)
    if (hasFailed) failed += 1
    else answered += 1
    const all = failed + answered
    if (!hasFailed || answered > exempt(all)) continue
    const needed = failed < fewestHosts ? fewestHosts : Math.min(telling, enoughHosts)
    if (failed >= fewestHosts && all >= needed) return { kind: 'ours', sinceMs: firstFailureMs(recent, seen), hosts: all }
    wanted = needed - all
  }
  return wanted > 0 ? { kind: 'asking', wanted } : { kind: 'fine' }
}

const firstFailureMs = (recent: readonly HostNews[], hosts: ReadonlySet<string>): number => {
  const latest = new Map<string, HostNews>()
  for (const news of recent) if (hosts.has(news.host) && !latest.has(news.host)) latest.set(news.host, news)
  return Math.min(...[...latest.values()].filter(({ failed }) => failed).map(({ atMs }) => atMs))
}

/** How many of so many hosts may answer although the network is ours. */
const exempt = (hosts: number): number => Math.floor(hosts / 20)
