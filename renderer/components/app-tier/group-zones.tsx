import { useState, type ReactNode } from 'react'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import { Button } from '../button'
import { instanceKind, instanceWords, zonesOf, zoneWords } from './app-words'

type Record = AppGroupView['record']

/** The group's machines by zone: one square a machine, its shape says what it does; the same as a table on request. */
export function GroupZones({ record }: { readonly record: Record }): ReactNode {
  const [asTable, setAsTable] = useState(false)
  return (
    <div className="app-zones">
      {asTable ? <ZoneTable record={record} /> : <ZonePicture record={record} />}
      <Button look="quiet" onClick={() => setAsTable(!asTable)}>{asTable ? 'As a picture' : 'As a table'}</Button>
    </div>
  )
}

function ZonePicture({ record }: { readonly record: Record }): ReactNode {
  const zones = zonesOf(record)
  return (
    <div className="app-zone-row" role="img" aria-label={`App servers of ${record.id} by zone. ${zones.map(zoneWords).join('. ')}.`}>
      {zones.map(({ az, instances }) => (
        <div key={az} className="app-zone" aria-hidden="true">
          <span className="faint">{az}</span>
          <span className="app-squares">
            {instances.length === 0 && <span className="soft">none</span>}
            {instances.map((instance) => {
              const kind = instanceKind(instance)
              return (
                <span key={instance.id} className={`app-square app-square-${kind}`} title={`${instance.id}: ${instanceWords[kind]} (${instance.lifecycle}, ${instance.health})`}>
                  {kind === 'ill' ? '×' : kind === 'coming' ? '↑' : kind === 'going' ? '↓' : ''}
                </span>
              )
            })}
          </span>
        </div>
      ))}
    </div>
  )
}

function ZoneTable({ record }: { readonly record: Record }): ReactNode {
  return (
    <table className="small-table">
      <caption className="unseen">App servers of {record.id}</caption>
      <thead>
        <tr><th>Instance</th><th>Zone</th><th>Does</th><th>Auto Scaling says</th><th>Version</th></tr>
      </thead>
      <tbody>
        {record.instances.map((instance) => (
          <tr key={instance.id}>
            <td className="mono">{instance.id}</td>
            <td>{instance.az}</td>
            <td>{instanceWords[instanceKind(instance)]}</td>
            <td>{instance.lifecycle}, {instance.health}</td>
            <td>{instance.version ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
