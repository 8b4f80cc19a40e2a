import type { ActivityRow, JoinedSpan, SourcePart, SourceReading } from './activity'
import { activitySources } from './activity'
import { grantsAround, type OpenSpan } from './open-span'
import { atOnce } from './at-once'
import { sourceTitles, sourceWords } from './source-words'
import type { Withholding } from './withholding'

/** More rows than a person reads, and a page that a browser opens at once. */
export const mostRows = 5_000
/** Rows that are joined before others have their turn. */
const rowsAStep = 200

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
export function* joinInSteps(readings: readonly SourceReading[], spans: readonly OpenSpan[], span: JoinedSpan, withholding: Pick<Withholding, 'clean'>): Generator<void, Joined> {
  const all: ActivityRow[] = []
  for (const reading of readings) {
    if (reading.kind !== 'read') continue
    for (const [at, fact] of reading.facts.entries()) {
      const grants = grantsAround(fact, spans)
      if (grants.length > 0 || isAboutDoors(reading)) all.push({ ...fact, source: reading.source, grants })
      if (at % rowsAStep === rowsAStep - 1) yield
    }
  }
  yield
  const ordered = all.toSorted(inOrder)
  const timeline: ActivityRow[] = []
  for (const row of ordered.slice(-mostRows)) {
    timeline.push(cleanRow(row, withholding.clean))
    if (timeline.length % rowsAStep === 0) yield
  }
  const sources = activitySources.flatMap((source) => {
    const reading = readings.find((each) => each.source === source)
    return reading === undefined ? [] : [partOf(reading, timeline, lookedAt(reading, spans, span), withholding)]
  })
  return { timeline, sources, leftOut: ordered.length - timeline.length }
}

/** The same at once. */
export const joinActivity = (...of: Parameters<typeof joinInSteps>): Joined => atOnce(joinInSteps(...of))

/** What of the span a source was needed for: of all but the doors' own records the time in which somebody had access. */
const lookedAt = (reading: SourceReading, spans: readonly OpenSpan[], span: JoinedSpan): JoinedSpan =>
  isAboutDoors(reading) || spans.length === 0 ? span : { ...span, fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)), toMs: Math.max(...spans.map(({ toMs }) => toMs)) }

const isAboutDoors = ({ source }: SourceReading): boolean => source === 'cloudTrail' || source === 'grants'

function cleanRow(row: ActivityRow, clean: (text: string) => string): ActivityRow {
  const { id, what, target, who, fromWhere, outcome } = row
  return {
    ...row,
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
