import { Maximize2, RefreshCw, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { IconButton } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { HealthMark } from '../../components/health-mark'
import { Age } from '../../components/age'
import { plural } from '../../format/number'
import { healthWords } from '../../format/words'
import { countAt, healthAt, lastKnownHealthAt, numberAt, textAt } from '../../stores/cells'
import { useServices } from '../../stores/services'
import { detailAsText } from '../../components/tenant/detail-as-text'
import { FindingCard } from '../../components/tenant/finding-card'
import { TenantPlaces } from '../../components/tenant/tenant-places'
import { TenantProbes } from '../../components/tenant/tenant-probes'
import { TenantResources } from './tenant-resources'
import { visitTenant } from '../../stores/tenant-visit'
import { useTenantDetail, type DetailState } from '../../stores/use-tenant-detail'

/** One tenant beside the table: findings worst first, then what it has, then how current that is. */
export function TenantPanel({ table, row }: { readonly table: FleetTable; readonly row: number }): ReactNode {
  const { ui } = useServices()
  const state = useTenantDetail(table, row)
  const close = (): void => {
    ui.setState({ openRow: undefined })
    document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  }
  return (
    <aside id="tenant-panel" className="panel" tabIndex={-1} aria-label={`Tenant ${textAt(table, 'name', row)}`} onKeyDown={onKeyDown}>
      <PanelHead table={table} row={row} state={state} onClose={close} />
      <div className="panel-body" tabIndex={0} role="region" aria-label="Findings and resources">
        <PanelBody state={state} />
      </div>
    </aside>
  )
}

function PanelHead({ table, row, state, onClose }: { readonly table: FleetTable; readonly row: number; readonly state: DetailState; readonly onClose: () => void }): ReactNode {
  const { client, ui } = useServices()
  const id = textAt(table, 'id', row)
  const health = healthAt(table, row)
  const before = lastKnownHealthAt(table, row)
  const poll = async (): Promise<void> => {
    const asked = await client.invoke('watch.refresh', { tenant: id })
    ui.setState({ announcement: asked.ok ? `Polling ${plural(asked.value.scopes, 'scope')} now` : asked.error.message })
  }
  return (
    <header className="panel-head">
      <div className="row">
        <h2 className="grow ellipsis text">{textAt(table, 'name', row) || id}</h2>
        {state.kind === 'ready' && <CopyButton label="Copy the findings as text" text={() => detailAsText(state.detail)} />}
        <IconButton label="Open the tenant’s screen" icon={Maximize2} onClick={() => visitTenant(ui, id)} />
        <IconButton label="Poll this tenant now" icon={RefreshCw} onClick={() => void poll()} />
        <IconButton label="Close (Esc)" icon={X} onClick={onClose} />
      </div>
      <div className="row panel-facts">
        <span className={`health health-${health}`}>
          <HealthMark kind={health} />
          {healthWords[health]}
        </span>
        {health !== 'healthy' && <span className="soft">for <Age atMs={numberAt(table, 'healthSinceMs', row)} exact /></span>}
        {before !== undefined && before !== health && <span className="soft">was {healthWords[before].toLowerCase()}</span>}
        <span className="faint mono text">{id}</span>
        <span className="faint">{countAt(table, 'model', row) === 1 ? 'silo' : 'pooled'}</span>
        {countAt(table, 'inFleetFile', row) === 0 && <span className="tag">not in fleet file</span>}
      </div>
    </header>
  )
}

function PanelBody({ state }: { readonly state: DetailState }): ReactNode {
  switch (state.kind) {
    case 'loading':
      return <PanelSkeleton />
    case 'failed':
      return <p className="panel-note text" role="alert">{state.error.message}</p>
    case 'ready':
      return <Detail detail={state.detail} outdated={state.outdated?.message} />
  }
}

function Detail({ detail, outdated }: { readonly detail: TenantDetail; readonly outdated: string | undefined }): ReactNode {
  const { findings, view } = detail
  return (
    <>
      {outdated !== undefined && <p className="panel-note" role="alert">Not current: {outdated}</p>}
      <section aria-label="Findings">
        <h3>{findings.length === 0 ? 'No findings' : plural(findings.length, 'finding')}</h3>
        {findings.length === 0 && <p className="soft">Every clause of the contract was judged and holds.</p>}
        <ol className="findings">
          {findings.map((finding) => (
            <FindingCard key={`${finding.check} ${finding.subject.kind} ${finding.subject.account} ${finding.subject.region} ${finding.subject.id}`} finding={finding} />
          ))}
        </ol>
      </section>
      <TenantProbes probes={view.probes} goalPercent={view.contract.availabilityPercent} />
      <TenantResources view={view} />
      <TenantPlaces places={view.places} />
    </>
  )
}

function PanelSkeleton(): ReactNode {
  return (
    <div aria-busy="true" aria-label="Loading the tenant" className="panel-skeleton">
      {[3, 1, 2, 0, 3].map((width, index) => (
        <span key={index} className="bone" data-width={width} />
      ))}
    </div>
  )
}
