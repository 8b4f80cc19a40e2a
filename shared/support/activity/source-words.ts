import { dayMs, minuteMs } from '../../kernel/time'
import { clockText } from '../grant-wording'
import type { ActivitySource, JoinedSpan, SourcePart, SourceReading } from './activity'

export const sourceTitles: Readonly<Record<ActivitySource, string>> = {
  grants: 'Grants of the desk',
  cloudTrail: 'AWS’s own records (CloudTrail)',
  databaseEvents: 'AWS’s events of the databases',
  incidents: 'Failovers and outages that the desk keeps',
  changes: 'What the desk’s console found',
  windows: 'Maintenance of the desk',
}

/** The same in one or two words, for a column. */
export const sourceNames: Readonly<Record<ActivitySource, string>> = {
  grants: 'Grants',
  cloudTrail: 'CloudTrail',
  databaseEvents: 'AWS’s events',
  incidents: 'Failovers and outages',
  changes: 'The desk’s console',
  windows: 'Maintenance',
}

interface Reach {
  /** How far back it keeps anything; absent: for good. */
  readonly keptMs?: number
  /** How late it may bring something. */
  readonly lateMs: number
  readonly late?: string
  /** What it cannot know, whatever it holds. */
  readonly limits: string
}

const reaches: Readonly<Record<ActivitySource, Reach>> = {
  grants: { lateMs: 0, limits: 'Grants are never deleted.' },
  cloudTrail: {
    keptMs: 90 * dayMs,
    lateMs: 15 * minuteMs,
    late: 'may be 15 minutes late',
    limits: 'It has requests to AWS about the doors themselves, whoever made them; what somebody did inside the application or on a server is not in it.',
  },
  databaseEvents: {
    keptMs: 14 * dayMs,
    lateMs: 5 * minuteMs,
    late: 'may be some minutes late',
    limits: 'Of the databases that the tenant has now: failovers, restarts, failures, changes of settings, maintenance, restores; not the daily backups. AWS does not say who asked for them.',
  },
  incidents: {
    keptMs: 396 * dayMs,
    lateMs: 5 * minuteMs,
    late: 'may be some minutes late',
    limits: 'A failover while no console watched is known afterwards, as far as AWS tells of it; an outage that only the desk’s probe sees is not.',
  },
  changes: {
    keptMs: 35 * dayMs,
    lateMs: minuteMs,
    late: 'may be a minute late',
    limits: 'Alarms, databases, app servers (deployments and scaling too) and backups as this console of the desk saw them, and who looked after an alarm. What began and ended between two looks is not in it.',
  },
  windows: { lateMs: 0, limits: 'What was done by hand beside a window is not in it.' },
}

/** What is said of a source: how fresh it is, how far it reaches into the span, and what it cannot know. */
export function sourceWords(reading: SourceReading, { fromMs, toMs, writtenAtMs }: JoinedSpan, hasGaps: boolean): Pick<SourcePart, 'state' | 'words'> {
  if (reading.kind !== 'read') return reading.kind === 'notAsked' ? { state: 'notAsked', words: `Not asked: ${reading.words}` } : { state: 'failed', words: `Could not be read: ${reading.words} What it holds is not in this statement.` }
  const { keptMs, lateMs, late, limits } = reaches[reading.source]
  const asOfMs = reading.asOfMs ?? writtenAtMs
  const oldestMs = keptMs === undefined ? -Infinity : writtenAtMs - keptMs
  const sureMs = asOfMs - lateMs
  const missing = [
    ...(fromMs < oldestMs ? [`Older than ${clockText(oldestMs)} nothing is kept there`] : []),
    ...reading.missing.map((words) => words.replace(/\.$/, '')),
    ...(hasGaps ? ['At times nobody watched: these stand in the list'] : []),
  ]
  const isEarly = late !== undefined && Math.min(toMs, writtenAtMs) > sureMs
  return {
    state: missing.length === 0 && !isEarly ? 'complete' : 'partly',
    words: [
      `Read as of ${clockText(asOfMs)}.`,
      ...(missing.length === 0 ? [] : [`Not complete: ${missing.join('. ')}.`]),
      ...(late === undefined ? [] : [isEarly ? `It ${late}: what came after ${clockText(sureMs)} may not be here yet.` : `It ${late}, and this time is longer ago than that.`]),
      ...(keptMs === undefined ? [] : [`It goes back ${Math.round(keptMs / dayMs)} days.`]),
      limits,
    ].join(' '),
  }
}
