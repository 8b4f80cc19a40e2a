import '../../styles/tenant.css'
import { Building2, SearchX, ServerOff } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { isPresent, textAt } from '../../stores/cells'
import { rowOfTenant } from '../../stores/fleet-store'
import { useServices, useSlice } from '../../stores/services'
import { leaveTenant } from '../../stores/tenant-visit'
import { useTenantDetail, type DetailState } from '../../stores/use-tenant-detail'
import { tenantSections } from './sections'
import type { TenantSection } from './sections/section'
import { TenantHeader } from './tenant-header'
import { useTenantKeys } from './use-tenant-keys'

/** Everything of one tenant: how it stands first, then where, since when, and why. */
export function TenantScreen(): ReactNode {
  const fleet = useSlice('fleet', (state) => state)
  const id = useSlice('ui', (state) => state.visit?.tenant)
  useTenantKeys()
  if (fleet.kind === 'loading') return <Notice icon={Building2} title="Loading the tenant">Reading the fleet …</Notice>
  if (fleet.kind === 'failed') return <Notice icon={ServerOff} title="The fleet could not be loaded" actions={<Back />}>{fleet.error.message} Watchfloor tries again every few seconds.</Notice>
  const row = id === undefined ? undefined : rowOfTenant(fleet.table, id)
  if (id === undefined || row === undefined || !isPresent(fleet.table, row)) {
    return <Notice icon={SearchX} title="There is no such tenant in this fleet" actions={<Back />}>{id === undefined ? 'No tenant was chosen.' : `Nothing carries the tag “${id}” any more, and the fleet file does not name it.`}</Notice>
  }
  return <Tenant key={`${fleet.epoch} ${id}`} table={fleet.table} row={row} />
}

function Back(): ReactNode {
  const { ui } = useServices()
  return <Button onClick={() => leaveTenant(ui)}>Back</Button>
}

function Tenant({ table, row }: { readonly table: FleetTable; readonly row: number }): ReactNode {
  const state = useTenantDetail(table, row)
  const screen = useRef<HTMLDivElement>(null)
  // Keys and readers begin at the tenant, not at whatever was left behind it.
  useEffect(() => screen.current?.focus({ preventScroll: true }), [])
  const name = textAt(table, 'name', row) || textAt(table, 'id', row)
  return (
    <div ref={screen} className="tenant" tabIndex={-1} role="group" aria-label={`Tenant ${name}`}>
      <TenantHeader table={table} row={row} state={state} />
      <Body state={state} />
    </div>
  )
}

function Body({ state }: { readonly state: DetailState }): ReactNode {
  if (state.kind === 'failed') return <Notice icon={ServerOff} title="The tenant could not be read">{state.error.message}</Notice>
  return (
    <div className="tenant-body" tabIndex={0} role="region" aria-label="About the tenant" aria-busy={state.kind === 'loading'}>
      {state.kind === 'ready' && state.outdated !== undefined && <p className="tenant-outdated" role="alert">Not current: {state.outdated.message}</p>}
      <Column sections={tenantSections.filter(({ column }) => column === 'main')} state={state} />
      <Column sections={tenantSections.filter(({ column }) => column === 'side')} state={state} />
    </div>
  )
}

/** While the tenant is read every card has its title and its place already: nothing moves when it arrives. */
function Column({ sections, state }: { readonly sections: readonly TenantSection[]; readonly state: DetailState }): ReactNode {
  return (
    <div className={`tenant-column tenant-${sections[0]?.column ?? 'main'}`}>
      {sections.map(({ id, title, keepPx, component: Section }) =>
        state.kind === 'ready' ? <Section key={id} detail={state.detail} /> : <section key={id} className="tenant-card" aria-hidden="true" style={{ minHeight: keepPx }}><header><h2>{title}</h2></header></section>,
      )}
    </div>
  )
}
