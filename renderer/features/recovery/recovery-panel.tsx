import { ArrowUpRight, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DatabaseRecovery, TenantRecovery } from '#shared/recovery/recovery'
import { Button, IconButton } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { PitrBar, pitrWords } from '../../components/pitr-bar'
import { formatUtc } from '../../format/time'
import { clauseWords, severityWords } from '../../format/words'
import { isPointLost, KeyCell, OffsiteCell, PointCell, SnapshotCell } from './recovery-cells'

interface Props {
  readonly recovery: TenantRecovery | undefined
  readonly name: string
  readonly onOpenTenant: () => void
  readonly onClose: () => void
}

/** Restore readiness of one tenant: which clause would fail today, worst first, and every database's way back. */
export function RecoveryPanel({ recovery, name, onOpenTenant, onClose }: Props): ReactNode {
  return (
    <aside className="recovery-panel" aria-label={`Recovery of ${name}`}>
      <header>
        <h2 className="ellipsis">{name}</h2>
        <Button onClick={onOpenTenant}><ArrowUpRight aria-hidden="true" /> Open tenant</Button>
        <IconButton label="Close" icon={X} onClick={onClose} />
      </header>
      {recovery === undefined ? <p className="faint">Reading …</p> : <Ready recovery={recovery} />}
    </aside>
  )
}

function Ready({ recovery }: { readonly recovery: TenantRecovery }): ReactNode {
  return (
    <div className="recovery-panel-scroll" tabIndex={0} role="group" aria-label="Restore readiness">
      <h3>{recovery.failing.some(({ severity }) => severity !== 'info') ? 'Would fail today' : 'Every clause would hold today'}</h3>
      <ul className="recovery-failing">
        {recovery.failing.map(({ check, subject, severity, clause, words }) => (
          <li key={`${check} ${subject}`}>
            <HealthMark kind={severity} />
            <div><strong>{clauseWords[clause]}</strong> <span className="faint small">{severityWords[severity]}</span><p>{words}</p></div>
          </li>
        ))}
      </ul>
      {recovery.databases.map((database) => <DatabaseCard key={`${database.account} ${database.region} ${database.id}`} recovery={recovery} database={database} />)}
    </div>
  )
}

function DatabaseCard({ recovery, database }: { readonly recovery: TenantRecovery; readonly database: DatabaseRecovery }): ReactNode {
  const { window, snapshots } = database
  return (
    <section className="recovery-card" aria-label={database.id}>
      <h3 className="ellipsis"><HealthMark kind={database.readiness} /> {database.environment} <span className="faint small">{database.id} · {database.engine} · {database.region}</span></h3>
      {database.notApplicable === undefined ? <PitrBar database={database} tall /> : <p className="faint">Backups are not judged: {database.notApplicable}.</p>}
      {window.kind === 'known' && <div className="recovery-ends small faint num"><span>{formatUtc(window.earliestAtMs)}</span><span>{formatUtc(window.latestAtMs)}</span></div>}
      <dl>
        <dt>Recovery point</dt><dd><PointCell point={database.point} isLost={isPointLost(recovery, database)} /></dd>
        <dt>Window</dt><dd>{window.words}</dd>
        <dt>Daily snapshots</dt><dd><SnapshotCell database={database} /></dd>
        {snapshots !== undefined && snapshots.gaps.length > 0 && (<><dt>Days without</dt><dd>{snapshots.gaps.flatMap(({ days }) => days).join(', ')}</dd></>)}
        <dt>Off-site copy</dt><dd><OffsiteCell offsite={database.offsite} /></dd>
        <dt>Key</dt><dd><KeyCell line={database.key} /></dd>
      </dl>
      <p className="unseen">{pitrWords(database)}</p>
    </section>
  )
}
