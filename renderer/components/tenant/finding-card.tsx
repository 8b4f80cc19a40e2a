import type { ReactNode } from 'react'
import type { Finding } from '#shared/health/finding'
import { Age, Instant } from '../age'
import { CopyButton } from '../copy-button'
import { HealthMark } from '../health-mark'
import { clauseWords, feedCalls, severityWords } from '../../format/words'
import { findingAsText } from './detail-as-text'

/** More characters than this want the whole width, below their label. */
const longValue = 64

/** A verdict: how bad, which clause, what and since when; the evidence; and, when asked, how it is known. */
export function FindingCard({ finding }: { readonly finding: Finding }): ReactNode {
  const { severity, lastKnownSeverity, clause, summary, subject, evidence, sinceAtMs, basis } = finding
  return (
    <li className={`finding finding-${severity}`}>
      <header className="row">
        <span className={`health severity-${severity}`}>
          <HealthMark kind={severity} />
          {severityWords[severity]}
        </span>
        <span className="soft ellipsis grow">{clauseWords[clause]}</span>
        <span className="soft num">for <Age atMs={sinceAtMs} exact /></span>
        <CopyButton label="Copy this finding" text={() => findingAsText(finding)} />
      </header>
      <p className="finding-summary text">{summary}</p>
      <p className="faint text">
        <span className="mono">{subject.id}</span>
        {subject.environment !== undefined && ` · ${subject.environment}`}
        {lastKnownSeverity !== undefined && ` · was ${severityWords[lastKnownSeverity].toLowerCase()} while data was fresh`}
      </p>
      {evidence.length > 0 && (
        <dl className="evidence text">
          {evidence.map(({ label, value }) => (
            <div key={label} className={value.length > longValue ? 'long' : ''}>
              <dt>{label}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <details className="how">
        <summary>
          How do you know? <span className="faint">data {basis.observedAtMs === undefined ? 'never arrived' : <><Age atMs={basis.observedAtMs} /> old</>}</span>
        </summary>
        <dl className="evidence text">
          <div><dt>Call</dt><dd className="mono">{feedCalls[basis.feed]}</dd></div>
          <div><dt>Account, Region</dt><dd className="mono">{basis.account} {basis.region}</dd></div>
          <div><dt>Observed</dt><dd>{basis.observedAtMs === undefined ? 'not yet' : <Instant atMs={basis.observedAtMs} />}</dd></div>
          <div><dt>Since</dt><dd><Instant atMs={sinceAtMs} /></dd></div>
          <div><dt>Check</dt><dd className="mono">{finding.check}</dd></div>
        </dl>
      </details>
    </li>
  )
}
