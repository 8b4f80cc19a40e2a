import { useEffect, useState, type ReactNode } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { DatabaseRecovery, TenantRecovery } from '#shared/recovery/recovery'
import { HealthMark } from '../../../components/health-mark'
import { PitrBar } from '../../../components/pitr-bar'
import { formatDuration } from '../../../format/duration'
import { useServices } from '../../../stores/services'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** How far back and how recently each database could be restored. */
export function RecoverySection({ detail }: SectionProps): ReactNode {
  const { recovery, error } = useRecovery(detail.view.id, detail.row.revision)
  return (
    <TenantCard title="Recovery" note={recovery?.readiness === 'healthy' ? 'every clause would hold today' : undefined}>
      {error !== undefined && <p className="soft" role="alert">{error.message}</p>}
      {recovery === undefined && error === undefined && <p className="soft">Reading …</p>}
      {recovery?.databases.length === 0 && <p className="soft">No database was found.</p>}
      <ul className="tenant-recovery">{recovery?.databases.map((database) => <Line key={`${database.account} ${database.region} ${database.id}`} database={database} />)}</ul>
    </TenantCard>
  )
}

function Line({ database }: { readonly database: DatabaseRecovery }): ReactNode {
  const { environment, id, readiness, point, window, snapshots, offsite, notApplicable } = database
  return (
    <li>
      <p className="row">
        <HealthMark kind={readiness} />
        <span className="ellipsis grow" title={id}>{environment}</span>
        <span className="num soft">{point.kind === 'known' ? `${formatDuration(point.lagMs)} behind` : notApplicable === undefined && point.words}</span>
      </p>
      {notApplicable === undefined ? <PitrBar database={database} /> : <p className="faint">Not applicable: {notApplicable}.</p>}
      {notApplicable === undefined && <p className="soft small">{window.words}; snapshots: {snapshots?.words ?? 'not judged'}; off-site: {offsite.words}</p>}
    </li>
  )
}

/** Read again when the tenant's revision moves; the last answer stays while it is. */
function useRecovery(id: string, revision: number): { readonly recovery?: TenantRecovery; readonly error?: AppError } {
  const { client } = useServices()
  const [known, setKnown] = useState<{ readonly recovery?: TenantRecovery; readonly error?: AppError }>({})
  useEffect(() => {
    let stale = false
    void client.invoke('recovery.load', { ids: [id], timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }).then((answer) => {
      if (stale) return
      setKnown((before) => (answer.ok ? (answer.value[0] === undefined ? {} : { recovery: answer.value[0] }) : { ...before, error: answer.error }))
    })
    return () => {
      stale = true
    }
  }, [client, id, revision])
  return known
}
