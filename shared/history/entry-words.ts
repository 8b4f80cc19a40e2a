import type { Health, Severity } from '../health/finding'
import { failureText, probeFailures, type ProbeFailure } from '../probes/probe-result'
import type { HistoryEntry, MarkEntry, ProbeEntry } from './entry'

const healthWords: Record<Health, string> = { critical: 'critical', degraded: 'degraded', unknown: 'unknown', watch: 'watch', healthy: 'healthy' }
const severityWords: Record<Severity, string> = { critical: 'critical', degraded: 'degraded', unknown: 'unknown', watch: 'watch', info: 'info' }

/** What happened, as one line without time and tenant: both stand beside it. */
export function entryWords(entry: HistoryEntry): string {
  switch (entry.kind) {
    case 'health': {
      const was = entry.was === undefined ? 'First seen:' : `${capital(healthWords[entry.was])} →`
      const now = entry.health === 'unknown' && entry.lastKnownHealth !== undefined ? `unknown (was ${healthWords[entry.lastKnownHealth]})` : healthWords[entry.health]
      return `${was} ${now}`
    }
    case 'tenantGone':
      return 'Left the fleet: nothing carries its tag any more.'
    case 'finding':
      if (entry.change === 'opened') return entry.summary
      if (entry.change === 'closed') return `Over: ${entry.summary}`
      return `${capital(severityWords[entry.was ?? 'info'])} → ${severityWords[entry.severity]}: ${entry.summary}`
    case 'zone':
      return entry.summary
    case 'probe':
      return `${capital(entry.environment)} ${probeWords(entry)}`
    case 'mark':
      return `${entry.by} ${markWords[entry.mark]} alarm ${entry.alarm}${entry.note === undefined ? '.' : `: ${entry.note}`}`
    case 'alarm':
      return entry.change === 'began' ? entry.summary : `Over: ${entry.summary}`
    default:
      return 'Something changed that this screen has no words for.'
  }
}

/** How bad what happened is: for the mark beside the line. */
export function entryMark(entry: HistoryEntry): Severity | 'healthy' {
  switch (entry.kind) {
    case 'health':
      return entry.health
    case 'finding':
      return entry.change === 'closed' ? 'healthy' : entry.severity
    case 'zone':
      return entry.change === 'began' ? 'critical' : 'healthy'
    case 'probe':
      return entry.state === 'down' ? 'critical' : entry.state === 'unknown' ? 'unknown' : 'healthy'
    case 'alarm':
      return entry.change === 'began' ? 'degraded' : 'healthy'
    default:
      return 'info'
  }
}

const markWords: Record<MarkEntry['mark'], string> = { acknowledged: 'takes care of', seen: 'knows of', withdrawn: 'took back a mark on' }

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function probeWords({ state, reason }: ProbeEntry): string {
  if (state === 'up') return 'works for its clients.'
  if (state === 'down') return `does not work for its clients${isFailure(reason) ? `: ${failureText(reason)}` : ''}.`
  return reason === 'ourNetwork' ? 'cannot be reached from here: our network, not blamed on the tenant.' : 'was not asked: whether it works is not known.'
}

const isFailure = (reason: ProbeEntry['reason']): reason is ProbeFailure => probeFailures.some((failure) => failure === reason)
