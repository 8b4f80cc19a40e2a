import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { Finding } from '#shared/health/finding'
import { formatUtc } from '../../format/time'
import { clauseWords, feedCalls, healthWords, severityWords } from '../../format/words'

/** A finding as it is pasted into a ticket or a chat. Instants in UTC: the reader may sit elsewhere. */
export function findingAsText(finding: Finding): string {
  const { severity, clause, summary, subject, evidence, sinceAtMs, basis, check } = finding
  return [
    `${severityWords[severity]} · ${clauseWords[clause]} · since ${formatUtc(sinceAtMs)}`,
    summary,
    `  ${check} on ${subject.id}${subject.environment === undefined ? '' : ` (${subject.environment})`}`,
    ...evidence.map(({ label, value }) => `  ${label}: ${value}`),
    `  Source: ${feedCalls[basis.feed]} in ${basis.account}/${basis.region}, ${basis.observedAtMs === undefined ? 'never observed' : `observed ${formatUtc(basis.observedAtMs)}`}`,
  ].join('\n')
}

export function detailAsText({ view, health, findings }: TenantDetail): string {
  const head = `${view.name} (${view.id}): ${healthWords[health].toLowerCase()}, ${findings.length} findings`
  return [head, ...findings.map(findingAsText)].join('\n\n')
}
