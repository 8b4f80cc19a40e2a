import { MapPinOff } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import type { ZoneOutage, ZoneSubject } from '#shared/incidents/zone-outage'
import { zonesDown, type ZonesDown } from '#shared/incidents/zones-across'
import { Instant } from '../components/age'
import { Popover } from '../components/popover'
import { useTenantNames } from '../features/maintenance/use-tenant-names'
import { formatCount, plural } from '../format/number'
import { useServices, useSlice } from '../stores/services'
import { visitTenant } from '../stores/tenant-visit'
import { Banner } from './banner'

/** A whole zone is no tenant's matter alone: said above every screen, with whom it hits. */
export function ZoneBanners(): ReactNode {
  const outages = useSlice('session', ({ status }) => status?.zoneOutages)
  const zones = useMemo(() => zonesDown(outages ?? []), [outages])
  return zones.map((zone) => (
    <Banner key={zone.key} icon={MapPinOff} tone="critical" action={<ZoneDetails zone={zone} />}>
      <strong>{zone.words}</strong> Since <Instant atMs={zone.sinceAtMs} />.
    </Banner>
  ))
}

const parts: readonly { readonly title: string; readonly of: (outage: ZoneOutage) => readonly ZoneSubject[] }[] = [
  { title: 'Cannot fail over: no standby', of: ({ cannotFailOver }) => cannotFailOver },
  { title: 'Failing over', of: ({ failingOver }) => failingOver },
  { title: 'Failed over', of: ({ failedOver }) => failedOver },
  { title: 'Primary there, nothing seen yet', of: ({ untouched }) => untouched },
]

/** Names that a part lists before it counts the rest. */
const mostNamed = 100

function ZoneDetails({ zone: { outages } }: { readonly zone: ZonesDown }): ReactNode {
  const az = outages[0]?.az ?? ''
  return (
    <Popover trigger="Who is hit" label={`Databases in ${az}`} place="below-end">
      {(close) => (
        <div className="session-details" role="group" aria-label="Who is hit" tabIndex={0}>
          {outages.length > 1 && (
            <section aria-label="Accounts">
              <h3>{plural(outages.length, 'account')}</h3>
              <p className="num text">{outages.map(({ account }) => account).join(', ')}</p>
            </section>
          )}
          {parts.map(({ title, of }) => <Part key={title} title={title} subjects={outages.flatMap(of)} onGo={close} />)}
        </div>
      )}
    </Popover>
  )
}

interface PartProps {
  readonly title: string
  readonly subjects: readonly ZoneSubject[]
  /** A tenant was gone to. */
  readonly onGo: () => void
}

function Part({ title, subjects, onGo }: PartProps): ReactNode {
  const { ui } = useServices()
  const nameOf = useTenantNames()
  const go = (tenant: string): void => {
    onGo()
    visitTenant(ui, tenant)
  }
  if (subjects.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}: {formatCount(subjects.length)}</h3>
      <ul>{subjects.slice(0, mostNamed).map(({ database, tenant }) => <li key={`${tenant} ${database}`} className="text">{tenant !== '' && <><button type="button" className="link" onClick={() => go(tenant)}>{nameOf(tenant)}</button> </>}<span className="faint">{database}</span></li>)}</ul>
      {subjects.length > mostNamed && <p className="faint">And {formatCount(subjects.length - mostNamed)} more: the fleet, worst first, has them all.</p>}
    </section>
  )
}
