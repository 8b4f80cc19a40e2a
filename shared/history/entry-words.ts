import type { Health, Severity } from '../health/finding'
import type { HistoryEntry } from './entry'

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
    default:
      return 'info'
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
