import { assertNever } from '#shared/kernel/assert-never'
import type { AppError, AppErrorKind } from '#shared/kernel/app-error'
import { addDollars } from '#shared/kernel/money'
import type { AccountConfig, FleetConfig } from '#shared/fleet/fleet-config'
import type { ScopeOutcome } from '#shared/fleet/observation'
import type { AccountStatus, ProbeStatus, ScopeStatus } from '#shared/fleet/watch-status'
import type { NetworkVerdict } from '#shared/probes/network'
import type { FeedEntry, Place, ScopeBook } from './poll-state'

/** How a failed poll is shown: five outcomes an operator can act on. */
export function outcomeOf(kind: AppErrorKind): ScopeOutcome {
  switch (kind) {
    case 'throttled':
    case 'denied':
    case 'expired':
    case 'timeout':
      return kind
    case 'unreachable':
    case 'serverFault':
    case 'unreadableReply':
    case 'unsupported':
    case 'invalidInput':
    case 'invalidFile':
    case 'notFound':
    case 'conflict':
    case 'fenced':
    case 'offline':
    case 'forbidden':
    case 'storageFailed':
    case 'cancelled':
    case 'internal':
      return 'failed'
    default:
      return assertNever(kind)
  }
}

export type ShownOutcome = ScopeOutcome | 'pending'

/** Worst first: what needs a person, then what may pass. */
const severityOrder: readonly ShownOutcome[] = ['expired', 'denied', 'failed', 'timeout', 'throttled', 'pending', 'ok']
const worst = (outcomes: readonly ShownOutcome[]): ShownOutcome => severityOrder.find((outcome) => outcomes.includes(outcome)) ?? 'pending'

export interface StatusSources {
  readonly nextPollAtMs: (entry: FeedEntry) => number | undefined
  readonly credentialsUntilMs: (account: string) => number | undefined
}

export function accountStatuses(config: FleetConfig, places: readonly Place[], sources: StatusSources): readonly AccountStatus[] {
  const byAccount = new Map<string, Place[]>()
  for (const place of places) byAccount.set(place.account, [...(byAccount.get(place.account) ?? []), place])
  return config.accounts.map((account) => accountStatus(account, byAccount.get(account.id) ?? [], sources))
}

function accountStatus(account: AccountConfig, places: readonly Place[], { nextPollAtMs, credentialsUntilMs }: StatusSources): AccountStatus {
  const books = places.flatMap((place) => place.scopes)
  const scopes = books.map((scope) => scopeStatus(scope, nextPollAtMs))
  const outcome = worst(scopes.map((scope) => scope.outcome))
  const error = scopes.find((scope) => scope.outcome === outcome)?.error
  const lastPollAtMs = latest(books.flatMap((scope) => scope.entries.map((entry) => entry.endedAtMs)))
  const untilMs = credentialsUntilMs(account.id)
  return {
    id: account.id,
    name: account.name,
    regions: account.regions,
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(lastPollAtMs === undefined ? {} : { lastPollAtMs }),
    ...(untilMs === undefined ? {} : { credentialsUntilMs: untilMs }),
    requests: sum(books.map((scope) => scope.requests)),
    dollars: addDollars(...books.map((scope) => scope.dollars)),
    scopes,
  }
}

function scopeStatus(book: ScopeBook, nextPollAtMs: (entry: FeedEntry) => number | undefined): ScopeStatus {
  const { outcome, error } = outcomeOfScope(book.entries)
  const observedAtMs = latest(book.entries.map((entry) => entry.observedAtMs))
  const nextMs = book.entries.map(nextPollAtMs).filter((at) => at !== undefined)
  return {
    region: book.scope.region,
    service: book.scope.service,
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(observedAtMs === undefined ? {} : { observedAtMs }),
    ...(nextMs.length === 0 ? {} : { nextPollAtMs: Math.min(...nextMs) }),
    requests: book.requests,
  }
}

/** The worst last result of its feeds. What an endpoint does not offer is named, but does not make the scope a failed one. */
function outcomeOfScope(entries: readonly FeedEntry[]): { readonly outcome: ShownOutcome; readonly error?: AppError } {
  const failures = entries.flatMap(({ error }) => (error === undefined ? [] : [error]))
  const telling = failures.filter((error) => error.kind !== 'unsupported')
  const polled = entries.filter((entry) => entry.polled)
  const outcome = telling.length > 0 ? worst(telling.map((error) => outcomeOf(error.kind))) : polled.length > 0 ? 'ok' : 'pending'
  const error = telling.find((candidate) => outcomeOf(candidate.kind) === outcome) ?? failures[0]
  return { outcome, ...(error === undefined ? {} : { error }) }
}

/** `awsAnsweredAtMs`: AWS time of the last answer of any account. */
export function probeStatus(count: number, verdict: NetworkVerdict, awsAnsweredAtMs: number | undefined): ProbeStatus {
  if (verdict.kind !== 'ours') return { count }
  return { count, ourNetwork: { sinceMs: verdict.sinceMs, awsAnswers: awsAnsweredAtMs !== undefined && awsAnsweredAtMs > verdict.sinceMs } }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
