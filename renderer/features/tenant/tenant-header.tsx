import { ArrowLeft, ChevronLeft, ChevronRight, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import type { TenantDetail, TenantView } from '#shared/fleet/tenant-view'
import { Age, Instant } from '../../components/age'
import { Button, IconButton } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { HealthMark } from '../../components/health-mark'
import { detailAsText } from '../../components/tenant/detail-as-text'
import { formatCount, plural } from '../../format/number'
import { clauseWords, healthWords } from '../../format/words'
import { countAt, healthAt, lastKnownHealthAt, numberAt, textAt } from '../../stores/cells'
import { routeSpec } from '../../stores/routes'
import { useServices, useSlice } from '../../stores/services'
import { leaveTenant } from '../../stores/tenant-visit'
import type { DetailState } from '../../stores/use-tenant-detail'
import { goToNeighbour } from './use-tenant-keys'

interface Props {
  readonly table: FleetTable
  readonly row: number
  readonly state: DetailState
}

/** Who, how it stands and why, in one glance; then where it lives and what it was promised. */
export function TenantHeader({ table, row, state }: Props): ReactNode {
  const detail = state.kind === 'ready' ? state.detail : undefined
  return (
    <header className="tenant-head">
      <Title table={table} row={row} detail={detail} />
      <Verdict table={table} row={row} detail={detail} />
      <Facts table={table} row={row} view={detail?.view} />
    </header>
  )
}

interface PartProps extends Omit<Props, 'state'> {
  readonly detail: TenantDetail | undefined
}

function Title({ table, row, detail }: PartProps): ReactNode {
  const services = useServices()
  const { client, ui } = services
  const id = textAt(table, 'id', row)
  const from = useSlice('ui', (state) => state.visit?.from ?? 'fleet')
  const place = useSlice('order', ({ rows }) => rows.indexOf(row))
  const total = useSlice('order', ({ rows }) => rows.length)
  const poll = async (): Promise<void> => {
    const asked = await client.invoke('watch.refresh', { tenant: id })
    ui.setState({ announcement: asked.ok ? `Polling ${plural(asked.value.scopes, 'scope')} now` : asked.error.message })
  }
  return (
    <div className="row tenant-title">
      <Button look="quiet" icon={ArrowLeft} title="Back (Esc)" onClick={() => leaveTenant(ui)}>{routeSpec(from).title}</Button>
      <h1 className="ellipsis text">{textAt(table, 'name', row) || id}</h1>
      <span className="faint mono text">{id}</span>
      {countAt(table, 'inFleetFile', row) === 0 && <span className="tag">not in fleet file</span>}
      <span className="grow" />
      {detail !== undefined && <CopyButton label="Copy the findings as text" text={() => detailAsText(detail)} />}
      <IconButton label="Poll this tenant now" icon={RefreshCw} onClick={() => void poll()} />
      <span className="tenant-turn row" role="group" aria-label="Neighbours">
        <IconButton label="Previous tenant (k)" icon={ChevronLeft} disabled={place <= 0} onClick={() => goToNeighbour(services, -1)} />
        <span className="soft num">{place < 0 ? 'not in the filter' : `${formatCount(place + 1)} of ${formatCount(total)}`}</span>
        <IconButton label="Next tenant (j)" icon={ChevronRight} disabled={place < 0 || place >= total - 1} onClick={() => goToNeighbour(services, 1)} />
      </span>
    </div>
  )
}

/** The worst clause in words. What the table knows stands at once; the clause's name comes with the tenant itself. */
function Verdict({ table, row, detail }: PartProps): ReactNode {
  const health = healthAt(table, row)
  const before = lastKnownHealthAt(table, row)
  const worst = detail?.findings.find(({ severity }) => severity !== 'info')
  const more = (detail?.findings.filter(({ severity }) => severity !== 'info').length ?? 0) - 1
  const words = health === 'healthy' ? 'Every clause of the contract was judged and holds.' : (worst?.summary ?? textAt(table, 'worstSummary', row))
  return (
    <div className={`tenant-verdict tenant-verdict-${health}`} role="status">
      <span className={`health health-${health}`}><HealthMark kind={health} /><strong>{healthWords[health]}</strong></span>
      {health !== 'healthy' && <span className="soft num">for <Age atMs={numberAt(table, 'healthSinceMs', row)} exact /></span>}
      {before !== undefined && before !== health && <span className="soft">was {healthWords[before].toLowerCase()}</span>}
      <span className="grow tenant-why text" title={words}>{worst !== undefined && <strong>{clauseWords[worst.clause]}: </strong>}{words}</span>
      {more > 0 && <span className="soft">and {plural(more, 'more finding')}</span>}
    </div>
  )
}

function Facts({ table, row, view }: Omit<Props, 'state'> & { readonly view: TenantView | undefined }): ReactNode {
  const accounts = useSlice('session', ({ status }) => status?.accounts)
  const places = view?.places.map(({ account, region }) => `${accounts?.find(({ id }) => id === account)?.name ?? 'account'} ${account}, ${region}`) ?? []
  const environments = [...new Set([...(view?.databases ?? []), ...(view?.appGroups ?? [])].map(({ environment }) => environment))]
  return (
    <dl className="tenant-facts">
      <Fact title="Hosted">{countAt(table, 'model', row) === 1 ? 'silo: an account of its own' : 'pooled: shares its account and app servers'}</Fact>
      <Fact title={places.length > 1 ? 'Places' : 'Place'}>{places.join(' · ') || ' '}</Fact>
      <Fact title="Environments">{environments.join(', ') || ' '}</Fact>
      <Fact title="Contract">{view === undefined ? ' ' : contractWords(view)}</Fact>
      <Fact title="Data"><SeenAt table={table} row={row} /></Fact>
    </dl>
  )
}

function SeenAt({ table, row }: Omit<Props, 'state'>): ReactNode {
  const atMs = numberAt(table, 'observedAtMs', row)
  return Number.isNaN(atMs) ? 'not yet' : <>oldest of <Instant atMs={atMs} /></>
}

function contractWords({ contract: { availabilityPercent, recoveryPointMinutes, continuousBackupDays, dailySnapshots, offsite } }: TenantView): string {
  return [`${availabilityPercent} %`, `recovery point ${recoveryPointMinutes} m`, `${continuousBackupDays} d back`, `${dailySnapshots} snapshots${offsite === false ? '' : ', off-site'}`].join(' · ')
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return <div><dt>{title}</dt><dd className="text">{children}</dd></div>
}
