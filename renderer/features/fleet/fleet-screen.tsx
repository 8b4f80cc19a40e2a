import { FilterX, ServerOff, Sprout } from 'lucide-react'
import { useMemo, useRef, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { AppError } from '#shared/kernel/app-error'
import { pollNow } from '../../app/actions'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { formatCount, plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { Board } from './board'
import { useFittingColumns } from './use-fitting-columns'
import { FigureStrip } from './figure-strip'
import { FleetGrid, rowHeightPx } from './fleet-grid'
import { gridTemplate } from './grid-template'
import { SkeletonRows } from './grid-row'
import { FloatingBars } from './floating-bars'
import { TenantPanel } from './tenant-panel'
import { Toolbar } from './toolbar'

/** The fleet: figures, every tenant as a table or a board, and one tenant's findings beside it. */
export function FleetScreen(): ReactNode {
  const fleet = useSlice('fleet', (state) => state)
  switch (fleet.kind) {
    case 'loading':
      return <LoadingFleet />
    case 'failed':
      return <FailedFleet error={fleet.error} />
    case 'ready':
      return <ReadyFleet table={fleet.table} epoch={fleet.epoch} />
  }
}

function ReadyFleet({ table, epoch }: { readonly table: FleetTable; readonly epoch: string }): ReactNode {
  const { order } = useServices()
  const view = useSlice('settings', (state) => state.view)
  const shown = useSlice('order', (state) => state.rows.length)
  const openRow = useSlice('ui', (state) => state.openRow)
  const total = useMemo(() => countPresent(table.columns.present), [table.columns.present])
  return (
    <div className="fleet">
      <h1 className="unseen">Fleet</h1>
      <FigureStrip table={table} />
      <Toolbar total={total} />
      <div className="fleet-main">
        <div className="fleet-view" onPointerMove={() => order.touch('pointer')} onPointerLeave={order.release}>
          {total === 0 ? <EmptyFleet /> : shown === 0 ? <NoMatch /> : view === 'table' ? <FleetGrid table={table} epoch={epoch} /> : <Board table={table} />}
          <FloatingBars />
        </div>
        {openRow !== undefined && <TenantPanel key={epoch} table={table} row={openRow} />}
      </div>
    </div>
  )
}

const countPresent = (present: Int32Array): number => present.reduce((count, value) => count + value, 0)

function LoadingFleet(): ReactNode {
  const screen = useRef<HTMLDivElement>(null)
  const columns = useFittingColumns(screen)
  const density = useSlice('settings', (state) => state.density)
  return (
    <div ref={screen} className="fleet" aria-busy="true" aria-label="Loading the fleet">
      <div className="strip" />
      <div className="toolbar">
        <span className="faint">Loading the fleet …</span>
      </div>
      <div className="fleet-main">
        <div className="grid loading" style={gridTemplate(columns, rowHeightPx[density])}>
          <div className="grid-header" aria-hidden="true">
            {columns.map(({ id, title, align }) => <div key={id} className={`grid-cell ${align}`}><span className="header-title">{title}</span></div>)}
          </div>
          <SkeletonRows columns={columns} count={60} />
        </div>
      </div>
    </div>
  )
}

function FailedFleet({ error }: { readonly error: AppError }): ReactNode {
  const { ui } = useServices()
  return (
    <Notice icon={ServerOff} title="The fleet could not be loaded" actions={<Button onClick={() => ui.setState({ route: 'settings' })}>Check the source in settings</Button>}>
      {error.message} Watchfloor tries again every few seconds.
    </Notice>
  )
}

function EmptyFleet(): ReactNode {
  const services = useServices()
  const { ui } = services
  const status = useSlice('session', (state) => state.status)
  if (status === undefined || status.accounts.some(({ outcome }) => outcome === 'pending')) {
    return (
      <Notice icon={Sprout} title="Waiting for the first answers">
        Tenants appear as their accounts answer. The status bar says which account has answered.
      </Notice>
    )
  }
  const silent = status.accounts.filter(({ outcome }) => outcome !== 'ok')
  if (silent.length > 0) {
    return (
      <Notice icon={ServerOff} title="No tenants known" actions={<Button onClick={() => void pollNow(services, {})}>Poll now</Button>}>
        The fleet file lists no tenant, and {silent.length === status.accounts.length ? 'no account' : `only ${plural(status.accounts.length - silent.length, 'account')} of ${formatCount(status.accounts.length)}`} could be read: who is there is not known. {silent.find(({ error }) => error !== undefined)?.error?.message}
      </Notice>
    )
  }
  return (
    <Notice icon={Sprout} title="No tenants yet" actions={<Button onClick={() => ui.setState({ route: 'settings' })}>Open settings</Button>}>
      Every account answered, but the fleet file lists no tenant and no resource carries the tenant tag. Check the tag names and accounts of the fleet file.
    </Notice>
  )
}

function NoMatch(): ReactNode {
  const { settings } = useServices()
  const filter = useSlice('settings', (state) => state.filter)
  return (
    <Notice icon={FilterX} title="No tenant matches" actions={<Button onClick={() => settings.setState({ filter: '' })}>Clear the filter</Button>}>
      Nothing in the fleet is described by “{filter}”.
    </Notice>
  )
}
