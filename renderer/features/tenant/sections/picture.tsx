import { useMemo, useState, type ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import { Button } from '../../../components/button'
import { useSlice, useTimed } from '../../../stores/services'
import { Picture } from '../picture/picture'
import { tenantPicture } from '../picture/picture-model'
import { PictureTable } from '../picture/picture-table'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** Both zones: where the databases and app servers are, and what failed. */
export function PictureSection({ detail }: SectionProps): ReactNode {
  const [view, setView] = useState<'picture' | 'table'>('picture')
  const outages = useSlice('session', ({ status }) => status?.zoneOutages)
  // A minute is fine enough for what a picture says of time.
  const nowMs = useTimed((ms) => Math.floor(ms / minuteMs) * minuteMs) ?? Number.NaN
  const picture = useMemo(() => tenantPicture(detail, nowMs), [detail, nowMs])
  const down = (outages ?? []).filter(({ account, region }) => detail.view.places.some((place) => place.account === account && place.region === region)).map(({ az }) => az)
  const tools = (
    <span className="segments" role="group" aria-label="View of the zones">
      <Button look="quiet" aria-pressed={view === 'picture'} onClick={() => setView('picture')}>Picture</Button>
      <Button look="quiet" aria-pressed={view === 'table'} onClick={() => setView('table')}>Table</Button>
    </span>
  )
  return (
    <TenantCard title="Zones" tools={tools}>
      {picture.environments.length === 0 ? <p className="soft">No database and no app server of this tenant was found.</p> : view === 'picture' ? <Picture picture={picture} down={down} nowMs={nowMs} /> : <PictureTable picture={picture} nowMs={nowMs} />}
    </TenantCard>
  )
}
