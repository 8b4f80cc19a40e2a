import type { ReactNode } from 'react'
import type { AuditStatus, ChainStatus } from '#shared/audit/query'
import { HealthMark } from '../../components/health-mark'
import { formatCount, plural } from '../../format/number'
import { formatTime } from '../../format/time'
import { useTimed } from '../../stores/services'
import type { AuditStanding } from '../../stores/use-audit'

/** How every chain stands: verified to which entry and when, anchored when; broken where, before everything else. */
export function ChainStrip({ standing }: { readonly standing: AuditStanding }): ReactNode {
  if (standing.kind === 'loading') return <p className="audit-strip soft" role="status">Reading how the trail stands …</p>
  if (standing.kind === 'failed') return <p className="audit-strip audit-trouble" role="alert">{standing.error.message}</p>
  const { status } = standing
  return (
    <section className="audit-strip" aria-label="How the trail stands">
      <ul>{[...status.chains].sort(brokenFirst).map((chain) => <Chain key={chain.chain} chain={chain} isAnchored={status.isAnchored} />)}</ul>
      <Troubles status={status} />
    </section>
  )
}

const brokenFirst = (left: ChainStatus, right: ChainStatus): number => Number(right.wrong !== undefined) - Number(left.wrong !== undefined) || Number(right.isOwn) - Number(left.isOwn) || (left.chain < right.chain ? -1 : 1)

function Chain({ chain: { machine, chain, isOwn, entries, verified, wrong, anchor }, isAnchored }: { readonly chain: ChainStatus; readonly isAnchored: boolean }): ReactNode {
  const at = (ms: number) => <When atMs={ms} />
  return (
    <li data-broken={wrong !== undefined || undefined}>
      <HealthMark kind={wrong === undefined ? (verified === undefined ? 'unknown' : 'healthy') : 'critical'} />
      <span className="text">
        <strong title={chain}>{machine}</strong>{isOwn ? ' (this console)' : ''}: {wrong !== undefined && <strong>not as it was kept. {wrong.words} </strong>}
        {verified === undefined ? `${plural(entries, 'entry', 'entries')}, not verified yet` : <>verified to entry {formatCount(verified.toSeq)}{verified.toSeq < entries && wrong === undefined ? ` of ${formatCount(entries)}` : ''} at {at(verified.atMs)}</>}
        {anchor === undefined ? (isOwn ? (isAnchored ? '; not anchored yet' : '; the fleet file names no bucket for anchors') : '') : <>; anchored to entry {formatCount(anchor.seq)} at {at(anchor.atMs)}</>}.
        {wrong !== undefined && ' Export the trail, keep the file, and verify it against the anchors in the bucket.'}
      </span>
    </li>
  )
}

function When({ atMs }: { readonly atMs: number }): ReactNode {
  const words = useTimed((nowMs) => formatTime(atMs, nowMs))
  return <time className="num">{words}</time>
}

function Troubles({ status: { anchorTrouble, notCopied, held } }: { readonly status: AuditStatus }): ReactNode {
  return (
    <>
      {held !== undefined && <p className="audit-trouble" role="alert">{plural(held.entries, 'entry', 'entries')} could not be kept yet and {held.entries === 1 ? 'is' : 'are'} held in memory: {held.why}</p>}
      {anchorTrouble !== undefined && <p className="audit-trouble" role="alert">{anchorTrouble}</p>}
      {notCopied !== undefined && <p className="soft" role="status">{plural(notCopied.entries, 'entry', 'entries')} {notCopied.entries === 1 ? 'is' : 'are'} not on the desk’s store yet: {notCopied.why}</p>}
    </>
  )
}
