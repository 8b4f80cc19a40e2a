import type { ActivityFact, ActivityRow, JoinedSpan, SourcePart, SourceReading } from './activity'
import { activitySources } from './activity'
import { grantsAround, type OpenSpan } from './open-span'
import { sourceTitles, sourceWords } from './source-words'
import type { Withholding } from './withholding'

/** More rows than a person reads, and a page that a browser opens at once. */
export const mostRows = 5_000

export interface Joined {
  /** Oldest first. */
  readonly timeline: readonly ActivityRow[]
  /** One each, in the order of `activitySources`. */
  readonly sources: readonly SourcePart[]
  /** Rows that are left out because there are too many: the oldest of them. */
  readonly leftOut: number
}

/**
 * Everything that the sources have, in one timeline.
 *
 * 1. Records of CloudTrail are about the doors themselves: all of them stand here, also when no grant was open. Of everything else what falls into
 *    the time of a grant, of its environment or of the tenant as a whole.
 * 2. No text leaves it that `withholding` has not seen.
 */
export function joinActivity(readings: readonly SourceReading[], spans: readonly OpenSpan[], span: JoinedSpan, withholding: Pick<Withholding, 'clean'>): Joined {
  const all = readings.flatMap((reading) => (reading.kind === 'read' ? rowsOf(reading, spans, withholding) : []))
  const ordered = all.toSorted(inOrder)
  const timeline = ordered.slice(-mostRows)
  const sources = activitySources.flatMap((source) => {
    const reading = readings.find((each) => each.source === source)
    return reading === undefined ? [] : [partOf(reading, timeline, lookedAt(reading, spans, span), withholding)]
  })
  return { timeline, sources, leftOut: ordered.length - timeline.length }
}

/** What of the span a source was needed for: of all but the doors' own records the time in which somebody had access. */
const lookedAt = (reading: SourceReading, spans: readonly OpenSpan[], span: JoinedSpan): JoinedSpan =>
  isAboutDoors(reading) || spans.length === 0 ? span : { ...span, fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)), toMs: Math.max(...spans.map(({ toMs }) => toMs)) }

const isAboutDoors = ({ source }: SourceReading): boolean => source === 'cloudTrail' || source === 'grants'

function rowsOf(reading: SourceReading & { readonly kind: 'read' }, spans: readonly OpenSpan[], { clean }: Pick<Withholding, 'clean'>): readonly ActivityRow[] {
  return reading.facts.flatMap((fact) => {
    const grants = grantsAround(fact, spans)
    return grants.length > 0 || isAboutDoors(reading) ? [{ ...cleanFact(fact, clean), source: reading.source, grants }] : []
  })
}

function cleanFact(fact: ActivityFact, clean: (text: string) => string): ActivityFact {
  const { id, what, target, who, fromWhere, outcome } = fact
  return {
    ...fact,
    // Sources make their ids of titles, names and messages.
    id: clean(id),
    what: clean(what),
    ...(target === undefined ? {} : { target: clean(target) }),
    ...(who === undefined ? {} : { who: clean(who) }),
    ...(fromWhere === undefined ? {} : { fromWhere: clean(fromWhere) }),
    ...(outcome === undefined ? {} : { outcome: clean(outcome) }),
  }
}

const cleanReading = (reading: SourceReading, clean: (text: string) => string): SourceReading =>
  reading.kind === 'read' ? { ...reading, missing: reading.missing.map(clean) } : { ...reading, words: clean(reading.words) }

const inOrder = (left: ActivityRow, right: ActivityRow): number =>
  left.atMs - right.atMs || activitySources.indexOf(left.source) - activitySources.indexOf(right.source) || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)

function partOf(reading: SourceReading, timeline: readonly ActivityRow[], span: JoinedSpan, { clean }: Pick<Withholding, 'clean'>): SourcePart {
  const { source } = reading
  const own = timeline.filter((row) => row.source === source)
  const hasGaps = own.some(({ isGap }) => isGap === true)
  return { source, title: sourceTitles[source], rows: own.filter(({ isGap }) => isGap !== true).length, ...sourceWords(cleanReading(reading, clean), span, hasGaps) }
}
