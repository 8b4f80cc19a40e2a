import type { ReactNode } from 'react'
import { PlaceFeeds } from '../../../components/tenant/tenant-places'
import { TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

/** How current everything on this screen is, and what could not be read. */
export function DataSection({ detail: { view } }: SectionProps): ReactNode {
  return (
    <TenantCard title="Data behind it">
      <PlaceFeeds places={view.places} />
    </TenantCard>
  )
}
