import type { GrantView } from '../support-view'
import { accessText } from '../statement-row'
import type { ActivityFact, JoinedSpan, SourceReading } from './activity'

/** When each grant was open, ended and proven closed, as the desk knows it. */
export function grantReading(grants: readonly GrantView[], { fromMs, writtenAtMs }: JoinedSpan): SourceReading {
  return { source: 'grants', kind: 'read', asOfMs: writtenAtMs, facts: grants.flatMap(factsOf).filter(({ atMs }) => atMs >= fromMs && atMs <= writtenAtMs), missing: [] }
}

function factsOf(grant: GrantView): readonly ActivityFact[] {
  const { id, environment, by, ended, proof } = grant
  const opened = grant.lines.find(({ words }) => words.startsWith('Open, read back'))
  const about = { environment, target: id }
  return [
    ...(opened === undefined ? [] : [{ ...about, id: `${id} opened`, atMs: opened.atMs, who: by, what: `Access open: ${accessText(grant)}`, outcome: 'read back from AWS' }]),
    ...(ended === undefined ? [] : [{ ...about, id: `${id} ended`, atMs: ended.atMs, what: 'Access ended', ...(ended.by === undefined ? {} : { who: ended.by }), outcome: ended.how === 'expired' ? 'its time was up' : ended.how === 'client' ? 'by the client' : (ended.why ?? '') }]),
    ...(proof === undefined ? [] : [{ ...about, id: `${id} closed`, atMs: proof.atMs, what: 'Access closed', outcome: proof.words }]),
  ]
}
