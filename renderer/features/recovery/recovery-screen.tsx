import { FilterX, LifeBuoy, ServerOff } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { healths, type Health } from '#shared/health/finding'
import { Button } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { Notice } from '../../components/notice'
import { formatCount } from '../../format/number'
import { useSlice } from '../../stores/services'
import { RecoveryList } from './recovery-list'
import { recoveryOrderIds, recoveryOrders, type RecoveryOrder } from './recovery-order'
import type { RecoveryView } from './recovery-row'
import { useHeldRows } from './use-held-rows'

/** The recovery board: every tenant's way back, worst first. */
export function RecoveryScreen(): ReactNode {
  const fleet = useSlice('fleet', (state) => state)
  switch (fleet.kind) {
    case 'loading':
      return <Notice icon={LifeBuoy} title="Loading the recovery board">Reading the fleet …</Notice>
    case 'failed':
      return <Notice icon={ServerOff} title="The fleet could not be loaded">{fleet.error.message} Watchfloor tries again every few seconds.</Notice>
    case 'ready':
      return <Board table={fleet.table} epoch={fleet.epoch} />
  }
}

function Board({ table, epoch }: { readonly table: FleetTable; readonly epoch: string }): ReactNode {
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState<RecoveryOrder>('worst')
  const [view, setView] = useState<RecoveryView>('bars')
  const held = useHeldRows(table, epoch, filter, order)
  const { rows } = held
  const counts = useMemo(() => countHealths(table, rows), [table, rows])
  return (
    <div className="recovery">
      <h1 className="unseen">Recovery</h1>
      <div className="recovery-tools toolbar">
        <span className="recovery-counts" aria-label="Tenants by restore readiness">
          {healths.filter((health) => counts[health] > 0).map((health) => (
            <span key={health} className={`recovery-count recovery-${health}`}><HealthMark kind={health} /> <span className="num strong">{formatCount(counts[health])}</span> {readyWords[health]}</span>
          ))}
        </span>
        <span className="recovery-space" />
        <input className="input recovery-filter" type="search" aria-label="Filter tenants" placeholder="Filter:  name  env:frontend  lag>10m" value={filter} spellCheck={false} maxLength={2_000} onChange={(event) => setFilter(event.target.value)} />
        <label className="recovery-order"><span className="unseen">Order</span>
          <select className="select" value={order} onChange={(event) => setOrder(event.target.value as RecoveryOrder /* its options are the orders */)}>
            {recoveryOrderIds.map((id) => <option key={id} value={id}>{recoveryOrders[id].title}</option>)}
          </select>
        </label>
        <span className="segments" role="group" aria-label="View">
          <Button look="quiet" aria-pressed={view === 'bars'} onClick={() => setView('bars')}>Bars</Button>
          <Button look="quiet" aria-pressed={view === 'table'} onClick={() => setView('table')}>Table</Button>
        </span>
      </div>
      {rows.length > 0 ? <RecoveryList key={epoch} table={table} epoch={epoch} held={held} view={view} /> : filter === '' ? <Empty /> : <NoMatch filter={filter} onClear={() => setFilter('')} />}
    </div>
  )
}

const readyWords: Record<Health, string> = { critical: 'critical', degraded: 'degraded', unknown: 'cannot be told', watch: 'to watch', healthy: 'ready' }

function countHealths(table: FleetTable, rows: Uint32Array): Record<Health, number> {
  const counts: Record<Health, number> = { critical: 0, degraded: 0, unknown: 0, watch: 0, healthy: 0 }
  for (const row of rows) {
    const health = healths[table.columns.recovery[row] ?? -1]
    if (health !== undefined) counts[health] += 1
  }
  return counts
}

const Empty = (): ReactNode => <Notice icon={LifeBuoy} title="No database yet">Tenants appear here as soon as a database of theirs was read. The status bar says which account has answered.</Notice>

const NoMatch = ({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }): ReactNode => (
  <Notice icon={FilterX} title="No tenant matches" actions={<Button onClick={onClear}>Clear the filter</Button>}>No tenant with a database is described by “{filter}”.</Notice>
)

