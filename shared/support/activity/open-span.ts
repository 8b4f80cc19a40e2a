import { minuteMs } from '../../kernel/time'
import { closingOf, type GrantFacts } from '../grant-state'

/** From the first moment at which AWS may have let somebody in until it was read as closed. `toMs` exclusive. */
export interface OpenSpan {
  readonly grant: string
  readonly environment: string
  readonly fromMs: number
  readonly toMs: number
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Looked at on both sides of a grant's time.
 *
 * Why somebody was asked in lies before the opening; what they set off shows after the closing: AWS tells of changed zones minutes late, calls an
 * alarm after several minutes of data, and a console's clock may be a minute off.
 */
export const marginMs = 15 * minuteMs

/** The times of the grants of a tenant with their margins, as far as they lie in the statement's span. Grants that were never open have none. */
export function openSpans(grants: readonly GrantFacts[], span: Span, nowMs: number): readonly OpenSpan[] {
  return grants.flatMap((facts) => {
    const begin = facts.events.find(({ kind }) => kind === 'sent' || kind === 'opened')
    if (begin === undefined) return []
    const fromMs = Math.max(begin.atMs - marginMs, span.fromMs)
    const toMs = Math.min((closingOf(facts)?.atMs ?? nowMs) + marginMs, span.toMs + marginMs, nowMs + 1)
    return fromMs < toMs ? [{ grant: facts.asked.id, environment: facts.asked.environment, fromMs, toMs }] : []
  })
}

/** Their union, oldest first: each moment is asked for once. */
export function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = []
  for (const { fromMs, toMs } of spans.toSorted((left, right) => left.fromMs - right.fromMs)) {
    const last = merged.at(-1)
    if (last === undefined || fromMs > last.toMs) merged.push({ fromMs, toMs })
    else merged[merged.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) }
  }
  return merged
}

/** The parts of some spans that lie within others. */
export const commonSpans = (spans: readonly Span[], within: readonly Span[]): readonly Span[] =>
  spans.flatMap((span) => within.map((each) => ({ fromMs: Math.max(span.fromMs, each.fromMs), toMs: Math.min(span.toMs, each.toMs) }))).filter(({ fromMs, toMs }) => fromMs < toMs)

interface Happened {
  readonly atMs: number
  readonly untilMs?: number
  readonly lasts?: true
  readonly environment?: string
}

/** Ids of the grants in whose time something happened; what names no environment concerns all of them. */
export function grantsAround({ atMs, untilMs = atMs, lasts, environment }: Happened, spans: readonly OpenSpan[]): readonly string[] {
  const endMs = lasts === true ? Infinity : Math.max(untilMs, atMs)
  return spans.filter((span) => (environment === undefined || span.environment === environment) && atMs < span.toMs && endMs >= span.fromMs).map(({ grant }) => grant)
}
