import { useVirtualizer } from '@tanstack/react-virtual'
import { EyeOff } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { FleetAt, TenantAt } from '#shared/history/fleet-at'
import { HealthMark } from '../../components/health-mark'
import { Notice } from '../../components/notice'
import { TenantLink } from '../../components/tenant/tenant-link'
import { formatDuration } from '../../format/duration'
import { formatCount, plural } from '../../format/number'
import { withoutOwnName } from '../../format/own-name'
import { formatTime } from '../../format/time'
import { healthWords, severityWords } from '../../format/words'
import type { Asked } from '../../stores/use-history'

interface FleetThenProps {
  readonly then: Asked<FleetAt, { readonly tenant?: string }>
  readonly live: boolean
  readonly tenant: string | undefined
  readonly onTenant: (id: string | undefined) => void
}

const ranks = ['critical', 'degraded', 'unknown', 'watch', 'healthy'] as const
const rowPx = 30

/** Everybody's health at the moment, worst first; one tenant's findings of then below its row's choice. */
export function FleetThen({ then, live, tenant, onTenant }: FleetThenProps): ReactNode {
  const [wanted, setWanted] = useState('')
  const fleet = then.kind === 'ready' ? then.value : undefined
  const rows = useMemo(() => shownRows(fleet?.tenants ?? [], wanted), [fleet, wanted])
  if (then.kind === 'failed') return <Notice title="The fleet of then cannot be shown">{then.error.message}</Notice>
  return (
    <section className="fleet-then" aria-label="Fleet then" aria-busy={then.kind === 'loading'}>
      <header className="row wrap">
        <h2>{live ? 'Fleet now' : 'Fleet then'}</h2>
        {fleet !== undefined && <Counts tenants={fleet.tenants} />}
        <span className="grow" />
        <input className="input" type="search" aria-label="Find a tenant" placeholder="Find a tenant" value={wanted} onChange={({ target }) => setWanted(target.value)} />
      </header>
      {fleet !== undefined && !fleet.watched && <NotWatched fleet={fleet} />}
      {then.kind === 'ready' && then.outdated !== undefined && <p className="history-trouble" role="status">{then.outdated.message}</p>}
      <Rows rows={rows} atMs={fleet?.atMs ?? 0} chosen={tenant} onTenant={onTenant} empty={fleet === undefined ? '' : wanted === '' ? 'No tenant was known at this moment.' : `No tenant is called “${wanted}”.`} />
      {tenant !== undefined && then.kind === 'ready' && <Findings fleet={then.value} tenant={tenant} isRead={then.input.tenant === tenant} />}
    </section>
  )
}

function shownRows(tenants: readonly TenantAt[], wanted: string): readonly TenantAt[] {
  const text = wanted.trim().toLowerCase()
  const found = text === '' ? tenants : tenants.filter(({ name, tenant }) => name.toLowerCase().includes(text) || tenant.includes(text))
  return [...found].sort((a, b) => ranks.indexOf(a.health) - ranks.indexOf(b.health) || b.sinceMs - a.sinceMs || (a.name < b.name ? -1 : 1))
}

function Counts({ tenants }: { readonly tenants: readonly TenantAt[] }): ReactNode {
  return (
    <ul className="row then-counts" aria-label="Tenants by health">
      {ranks.map((health) => {
        const count = tenants.filter((tenant) => tenant.health === health).length
        return count === 0 && health !== 'healthy' ? null : (
          <li key={health} className="row"><HealthMark kind={health} /><span className="num">{formatCount(count)}</span> <span className="soft">{healthWords[health].toLowerCase()}</span></li>
        )
      })}
    </ul>
  )
}

function NotWatched({ fleet: { gap, atMs } }: { readonly fleet: FleetAt }): ReactNode {
  const since = gap?.fromMs === undefined ? 'Nobody had watched before.' : `Nobody watched from ${formatTime(gap.fromMs, atMs)}${gap.untilMs === undefined ? '' : ` to ${formatTime(gap.untilMs, atMs)}`}.`
  return (
    <p className="not-watched" role="status"><EyeOff aria-hidden="true" /><span><strong>Not watched.</strong> {since} What is shown was known before; it may have been otherwise.</span></p>
  )
}

interface RowsProps {
  readonly rows: readonly TenantAt[]
  readonly atMs: number
  readonly chosen: string | undefined
  readonly empty: string
  readonly onTenant: (id: string | undefined) => void
}

function Rows({ rows, atMs, chosen, empty, onTenant }: RowsProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 })
  const at = rows.findIndex(({ tenant }) => tenant === chosen)
  const onKey = (event: KeyboardEvent): void => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' && chosen !== undefined) onTenant(undefined)
    else if (step !== undefined && rows.length > 0) {
      const next = Math.min(rows.length - 1, Math.max(0, at + step))
      onTenant(rows[next]?.tenant)
      virtual.scrollToIndex(next)
    } else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className="then-rows" role="listbox" aria-label="Tenants" tabIndex={0} aria-activedescendant={at >= 0 ? `then-${chosen}` : undefined} onKeyDown={onKey}>
      {rows.length === 0 && empty !== '' && <p className="soft then-empty" role="status">{empty}</p>}
      <div className="then-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <div key={row.tenant} id={`then-${row.tenant}`} role="option" aria-selected={row.tenant === chosen} aria-setsize={rows.length} aria-posinset={index + 1} className="then-row" style={{ transform: `translateY(${start}px)` }} onClick={() => onTenant(row.tenant === chosen ? undefined : row.tenant)}>
              <span className="ellipsis">{row.name}</span>
              <span className="row then-health"><HealthMark kind={row.health} />{row.health === 'unknown' && row.lastKnownHealth !== undefined ? `Unknown, was ${row.lastKnownHealth}` : healthWords[row.health]}</span>
              <span className="num soft then-since" title={formatTime(row.sinceMs, Number.NaN)}>{formatDuration(atMs - row.sinceMs)}</span>
              <span className="ellipsis soft" title={row.worstSummary}>{row.health === 'healthy' || row.worstSummary === undefined ? '' : withoutOwnName(row.worstSummary, { id: row.tenant, name: row.name })}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** `isRead`: the findings are this tenant's, and not still those of the one chosen before. */
function Findings({ fleet, tenant, isRead }: { readonly fleet: FleetAt; readonly tenant: string; readonly isRead: boolean }): ReactNode {
  const name = fleet.tenants.find((row) => row.tenant === tenant)?.name ?? tenant
  if (!isRead) return <section className="then-findings" aria-label={`Findings of ${name}`} aria-busy="true"><h3><TenantLink id={tenant} name={name} />: reading …</h3></section>
  return (
    <section className="then-findings" aria-label={`Findings of ${name}`} tabIndex={0}>
      <h3><TenantLink id={tenant} name={name} />: {plural(fleet.findings.length, 'finding')}</h3>
      <ul>
        {fleet.findings.map((finding) => (
          <li key={finding.key}>
            <HealthMark kind={finding.severity} />
            <span className="text"><span className="soft">{severityWords[finding.severity]}, since {formatTime(finding.sinceAtMs, fleet.atMs)}. </span>{finding.summary}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
