import type { ReactNode } from 'react'
import type { DatabaseView, TenantView } from '#shared/fleet/tenant-view'
import { formatDuration, missing } from '../../format/duration'
import { formatUtc } from '../../format/time'
import { TenantApp } from './tenant-app'

/** The tenant's databases and app groups, compactly, as AWS last described them. */
export function TenantResources({ view }: { readonly view: TenantView }): ReactNode {
  return (
    <>
      <section aria-label="Databases">
        <h3>Databases</h3>
        {view.databases.length === 0 ? <p className="soft">None found.</p> : <Databases databases={view.databases} />}
      </section>
      <TenantApp groups={view.appGroups} />
    </>
  )
}

function Databases({ databases }: { readonly databases: readonly DatabaseView[] }): ReactNode {
  return (
    <table className="small-table">
      <thead>
        <tr><th>Environment</th><th>Status</th><th>AZ, standby</th><th className="end">RPO lag</th><th className="end">Kept d</th></tr>
      </thead>
      <tbody>
        {databases.map(({ record, environment, observedAtMs }) => (
          <tr key={record.key}>
            <td title={record.id}>{environment}</td>
            <td className={record.status === 'available' ? '' : 'strong'}>{record.status}</td>
            <td title={`${record.az ?? 'unknown'}, standby ${record.secondaryAz ?? (record.multiAz === false ? 'none' : 'not told')}`}>
              {shortAz(record.az)} <span className="faint">{record.multiAz === false ? 'Single-AZ' : `← ${shortAz(record.secondaryAz)}`}</span>
            </td>
            <td className="end"><Lag restorableAtMs={record.latestRestorableAtMs} observedAtMs={observedAtMs} /></td>
            <td className="end num">{record.retentionDays ?? missing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The letter tells the zones of one Region apart; the whole name is on hover. */
const shortAz = (az: string | undefined): string => (az === undefined ? missing : az.slice(-2))

/** Lag at the moment the database was described, and the restorable time itself on hover. */
function Lag({ restorableAtMs, observedAtMs }: { readonly restorableAtMs: number | undefined; readonly observedAtMs: number }): ReactNode {
  if (restorableAtMs === undefined) return <span className="faint">{missing}</span>
  return <span className="num" title={`Restorable to ${formatUtc(restorableAtMs)}`}>{formatDuration(observedAtMs - restorableAtMs)}</span>
}
