import { secondMs } from '#shared/kernel/time'
import { afterAllAsked, afterNews, quietNetwork, type Network, type NetworkVerdict } from '#shared/probes/network'
import type { ProbeResult } from '#shared/probes/probe-result'
import { afterAnswer, blame, conditionOf, isConfirmed, isSuspected, unseen, type ProbeChange, type ProbeState } from '#shared/probes/probe-state'
import type { ProbeBooks, ProbeEntry } from './probe-books'

/**
 * What each answer means for its probe, for the network and for all others. Knows nothing of when who is asked.
 *
 * 1. Nobody is blamed while it may be our network: see `shared/probes/network.ts`.
 * 2. Becomes the network ours, every probe is unknown from the first failure on; a probe that answers nevertheless is up.
 * 3. Is it over, suspicion begins anew for everybody.
 */
export interface ProbeDesk {
  receive(entry: ProbeEntry, result: ProbeResult): Consequences
  /** Tenants whose access a window of ours has closed: what their pages answer says nothing of them, nor of the way to them. */
  close(tenants: ReadonlySet<string>): void
  /** This computer slept: nothing is known until it was asked again. */
  wake(nowMs: number): Consequences
  /** Probes that are remembered from before: nobody asked since this console stopped. */
  remember(): void
  verdict(): NetworkVerdict
}

export interface Consequences {
  /** Whose probes read differently now. */
  readonly tenants: ReadonlySet<string>
  /** To be asked at once: witnesses, or everybody whose answer is waited for after our network came back. */
  readonly askNow: readonly ProbeEntry[]
}

/** What a probe's record gained or lost: told once for each change, in the order of happening. */
export type ProbeChanged = (entry: ProbeEntry, change: ProbeChange) => void

export function createProbeDesk(books: ProbeBooks, changed: ProbeChanged): ProbeDesk {
  let network: Network = quietNetwork
  let closed: ReadonlySet<string> = new Set()
  let turn = 0
  const longestTimeoutMs = Math.max(0, ...books.entries.map(({ config }) => config.timeoutSeconds)) * secondMs
  const onsetMs = 2 * longestTimeoutMs + 15 * secondMs

  const put = (entry: ProbeEntry, next: ProbeState, touched: Set<string>): void => {
    const before = entry.state
    entry.state = next
    if (isNews(before, next)) touched.add(entry.tenant)
    // An answer after a gap makes two: nobody asked, and then it answered.
    const known = before.changes.slice(-3)
    for (const change of next.changes.slice(-3)) if (!known.includes(change)) changed(entry, change)
  }
  const telling = (nowMs: number): number => books.hosts.reduce((count, { failingSinceMs }) => count + (failingSinceMs === undefined || nowMs - failingSinceMs <= onsetMs ? 1 : 0), 0)

  /** Hosts that have not failed and are not being asked, in turns. */
  const witnesses = (wanted: number): readonly ProbeEntry[] => {
    const { hosts } = books
    const chosen: ProbeEntry[] = []
    const alreadyOut = hosts.filter(({ failingSinceMs, entries }) => failingSinceMs === undefined && entries.some(({ isOut }) => isOut)).length
    for (let i = 0; i < hosts.length && chosen.length + alreadyOut < wanted; i++) {
      const host = hosts[(turn + i) % hosts.length]!
      if (host.failingSinceMs === undefined && host.entries.every(({ isOut }) => !isOut)) chosen.push(host.entries[0]!)
    }
    turn += chosen.length
    if (chosen.length + alreadyOut === 0) network = afterAllAsked(network)
    return chosen
  }

  const hostNews = ({ host, state }: ProbeEntry, atMs: number, failed: boolean): void => {
    // A page that is down says nothing of the way to its host, on which another page may answer.
    if (failed && conditionOf(state) === 'down') return
    const isRepeated = failed && host.failingSinceMs !== undefined
    host.failingSinceMs = failed ? (host.failingSinceMs ?? atMs) : undefined
    if (!isRepeated) network = afterNews(network, { host: host.name, atMs, failed }, { telling: telling(atMs), onsetMs })
  }

  const ours = (sinceMs: number, touched: Set<string>): void => {
    for (const entry of books.entries) put(entry, unseen(entry.state, sinceMs, 'ourNetwork'), touched)
  }
  const anew = (touched: Set<string>): readonly ProbeEntry[] => {
    for (const host of books.hosts) host.failingSinceMs = undefined
    const waiting = books.entries.filter(({ state }) => conditionOf(state) !== 'up')
    for (const entry of waiting) put(entry, { ...entry.state, failures: 0 }, touched)
    return waiting.filter(({ isOut }) => !isOut)
  }

  const afterResult = (entry: ProbeEntry, result: ProbeResult, touched: Set<string>): void => {
    const { verdict } = network
    const failed = result.outcome.kind === 'failed'
    if (verdict.kind === 'ours' && failed) put(entry, { ...unseen(entry.state, result.atMs, 'ourNetwork'), last: result }, touched)
    else put(entry, afterAnswer(entry.state, result, entry.config, verdict.kind === 'fine'), touched)
  }
  const settleSuspects = (touched: Set<string>): void => {
    if (network.verdict.kind !== 'fine') return
    for (const entry of books.entries) if (isConfirmed(entry.state) && isSuspected(entry.state)) put(entry, blame(entry.state), touched)
  }

  return {
    receive: (entry, result) => {
      const touched = new Set<string>()
      if (closed.has(entry.tenant) && result.outcome.kind === 'failed') {
        put(entry, { ...unseen(entry.state, Math.min(result.atMs, entry.state.failingSinceMs ?? result.atMs), 'maintenance'), last: result }, touched)
        return { tenants: touched, askNow: [] }
      }
      const before = network.verdict
      hostNews(entry, result.atMs, result.outcome.kind === 'failed')
      const { verdict } = network
      if (verdict.kind === 'ours' && before.kind !== 'ours') ours(verdict.sinceMs, touched)
      afterResult(entry, result, touched)
      const askNow = before.kind === 'ours' && verdict.kind === 'fine' ? anew(touched) : verdict.kind === 'asking' ? witnesses(verdict.wanted) : []
      if (before.kind === 'asking' || verdict.kind === 'asking') settleSuspects(touched)
      return { tenants: touched, askNow }
    },
    close: (tenants) => {
      closed = tenants
    },
    wake: (nowMs) => {
      const touched = new Set<string>()
      network = quietNetwork
      for (const host of books.hosts) host.failingSinceMs = undefined
      for (const entry of books.entries) put(entry, unseen(entry.state, Math.min(nowMs, (entry.state.last?.atMs ?? nowMs) + entry.config.intervalSeconds * secondMs), 'asleep'), touched)
      return { tenants: touched, askNow: books.entries.filter(({ isOut }) => !isOut) }
    },
    remember: () => {
      for (const entry of books.entries) if (entry.gapFromMs !== undefined && entry.state.changes.length > 0) put(entry, unseen(entry.state, entry.gapFromMs, 'notAsked'), new Set())
    },
    verdict: () => network.verdict,
  }
}

/** Whether a screen would show something else. While it is down the budget burns, and what it answers is evidence. */
function isNews(before: ProbeState, next: ProbeState): boolean {
  if (before.last === undefined || conditionOf(next) === 'down') return before !== next
  return before.changes.at(-1) !== next.changes.at(-1) || isSuspected(before) !== isSuspected(next) || before.last.certificateExpiresAtMs !== next.last?.certificateExpiresAtMs
}
