import type { ComponentType } from 'react'
import type { TenantDetail } from '#shared/fleet/tenant-view'

export interface SectionProps {
  readonly detail: TenantDetail
}

/** A card of a tenant's screen. Its component draws a `TenantCard` with the same title. */
export interface TenantSection {
  readonly id: string
  readonly title: string
  /** `main` is twice as wide: pictures, time and charts. */
  readonly column: 'main' | 'side'
  /** Kept for it while the tenant is read, so that nothing jumps. */
  readonly keepPx: number
  readonly component: ComponentType<SectionProps>
}
