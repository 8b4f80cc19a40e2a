import type { Month } from './month'
import type { ProbeChange, ProbeCondition } from './probe-state'

/** From when until when, exclusive. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * How available a probe found an environment in a month, up to now.
 *
 * 1. Only known time counts: what nobody saw is neither up nor down. Up, down and unknown time together are the time that has passed.
 * 2. `raw` counts everything; `contract` leaves announced windows out, of up and down time alike.
 * 3. The budget is that of the whole month; it is spent by down time outside announced windows.
 */
export interface Availability {
  readonly month: Month
  readonly raw: KnownTime
  readonly contract: KnownTime
  readonly unknownMs: number
  readonly goalPercent: number
  readonly budgetMs: number
  readonly burnedMs: number
  /** 100: untouched, 0: used up, below: broken. */
  readonly budgetLeftPercent: number
}

export interface KnownTime {
  readonly upMs: number
  readonly downMs: number
  /** Of the known time; absent: nothing is known. */
  readonly percent?: number
}

export function availability(changes: readonly ProbeChange[], month: Month, nowMs: number, goalPercent: number, windows: readonly Span[] = []): Availability {
  const passed = { fromMs: month.fromMs, toMs: Math.max(month.fromMs, Math.min(month.toMs, nowMs)) }
  const spans = spansOf(changes, passed)
  const announced = merged(windows)
  const raw = known(spans, [])
  const contract = known(spans, announced)
  const budgetMs = ((month.toMs - month.fromMs) * (100 - goalPercent)) / 100
  return {
    month,
    raw,
    contract,
    unknownMs: passed.toMs - passed.fromMs - raw.upMs - raw.downMs,
    goalPercent,
    budgetMs,
    burnedMs: contract.downMs,
    budgetLeftPercent: budgetLeft(budgetMs, contract.downMs),
  }
}

/** Who promises all of the time has nothing to spend: the first second breaks it. */
function budgetLeft(budgetMs: number, burnedMs: number): number {
  if (burnedMs === 0) return 100
  if (budgetMs <= 0) return -100
  return Math.max(-999, (100 * (budgetMs - burnedMs)) / budgetMs)
}

export interface ConditionSpan extends Span {
  readonly state: ProbeCondition
}

/** What was so when, without gaps over the span; before the first change nothing is known. */
export function spansOf(changes: readonly ProbeChange[], { fromMs, toMs }: Span): readonly ConditionSpan[] {
  const found: ConditionSpan[] = []
  let state: ProbeCondition = 'unknown'
  let since = fromMs
  const close = (untilMs: number): void => {
    if (untilMs > since) found.push({ state, fromMs: since, toMs: untilMs })
    since = Math.max(since, untilMs)
  }
  for (const change of changes) {
    if (change.atMs >= toMs) break
    close(change.atMs)
    state = change.state
  }
  close(toMs)
  return found
}

function known(spans: readonly ConditionSpan[], without: readonly Span[]): KnownTime {
  const sum = (state: ProbeCondition): number => spans.filter((span) => span.state === state).reduce((total, span) => total + span.toMs - span.fromMs - overlapMs(span, without), 0)
  const [upMs, downMs] = [sum('up'), sum('down')]
  return { upMs, downMs, ...(upMs + downMs === 0 ? {} : { percent: (100 * upMs) / (upMs + downMs) }) }
}

const overlapMs = (span: Span, others: readonly Span[]): number => others.reduce((total, other) => total + Math.max(0, Math.min(span.toMs, other.toMs) - Math.max(span.fromMs, other.fromMs)), 0)

/** Windows that overlap count once. */
function merged(windows: readonly Span[]): readonly Span[] {
  const ordered = windows.filter(({ fromMs, toMs }) => toMs > fromMs).sort((a, b) => a.fromMs - b.fromMs)
  return ordered.reduce<Span[]>((done, window) => {
    const last = done.at(-1)
    if (last === undefined || window.fromMs > last.toMs) return [...done, window]
    return [...done.slice(0, -1), { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) }]
  }, [])
}
